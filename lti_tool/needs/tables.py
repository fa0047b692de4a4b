"""The tables of the needs. `store_id` leads every key; instants are microseconds since the epoch."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from lrs.database import StatementId, metadata, store_key


def _id(name: str, **how: Any) -> Column[UUID]:
    return Column(name, StatementId, **how)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


# What somebody works on now: `attributes` is JSON text, the values by facet. `external_id` is the name that the
# system gave it which sent it; the id of the row follows from that. `rounds` counts how often it was looked for.
# `outcome` is how it ended, "" until somebody says it: `ended` is when they said so, `amount` in hundredths of the
# `currency`, `said` the statement that tells it, `turns` how often that changed.
needs = Table(
    "needs",
    metadata,
    store_key(),
    _id("id", primary_key=True),
    _id("person_id", nullable=False),
    _id("course_id"),
    Column("facet_set", String(16), nullable=False),
    _text("attributes"),
    _text("words"),
    _text("source"),
    _text("external_id"),
    Column("rounds", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("closed", BigInteger),
    Column("outcome", String(16), nullable=False, server_default=""),
    Column("ended", BigInteger),
    Column("amount", BigInteger),
    Column("currency", String(3), nullable=False, server_default=""),
    _id("said"),
    Column("turns", Integer, nullable=False, server_default="0"),
    Index(None, "store_id", "person_id", "changed"),
)

# Something that was recommended for a need: its place in the order (from 1, 0 when it isn't among the best any
# more), the parts of its score as JSON text, and what the person did with it. `told` and `said` are the statements
# that recommended it, and that say what the person thinks of it.
recommendations = Table(
    "recommendations",
    metadata,
    store_key(),
    _id("need_id", primary_key=True),
    Column("kind", String(16), primary_key=True),
    _id("subject_id", primary_key=True),
    _id("person_id", nullable=False),
    _id("course_id"),
    _text("title"),
    Column("place", Integer, nullable=False),
    Column("score", Float, nullable=False),
    _text("parts"),
    _id("told", nullable=False),
    Column("recommended", BigInteger, nullable=False),
    Column("opened", BigInteger),
    Column("opinion", String(16), nullable=False, server_default=""),
    _id("said"),
    Column("turns", Integer, nullable=False, server_default="0"),
    ForeignKeyConstraint(["store_id", "need_id"], ["needs.store_id", "needs.id"]),
    Index(None, "store_id", "course_id", "recommended"),
)

# What clips, discussions and asks are about: `value` is folded for comparing, `shown` as somebody wrote it.
subject_facets = Table(
    "subject_facets",
    metadata,
    store_key(),
    Column("kind", String(16), primary_key=True),
    _id("subject_id", primary_key=True),
    Column("facet", String(32), primary_key=True),
    Column("value", String(100), primary_key=True),
    Column("shown", String(100), nullable=False),
    _id("changed_by", nullable=False),
    Column("changed", BigInteger, nullable=False),
    Index(None, "store_id", "facet", "value"),
)

# Which attributes the needs of a store have.
need_settings = Table(
    "need_settings",
    metadata,
    store_key(),
    Column("facet_set", String(16), nullable=False),
)
