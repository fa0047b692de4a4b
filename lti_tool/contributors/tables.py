"""The tables of the contributors. `store_id` leads every key; instants are microseconds since the epoch."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
)

from lrs.database import StatementId, metadata, store_key


def _id() -> Column[Any]:
    return Column("id", StatementId, primary_key=True)


def _person(name: str = "person_id") -> Column[Any]:
    return Column(name, StatementId, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _at(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _state() -> Column[str]:
    return Column("state", String(16), nullable=False)


# Who was asked to contribute, by the id of the person. `listed` is their own word: their badges may stand in the
# directory.
contributors = Table(
    "contributors",
    metadata,
    store_key(),
    _id(),
    _text("name"),
    _text("organisation"),
    _state(),
    Column("listed", Boolean, nullable=False, server_default=false()),
    _text("invited_by"),
    _at("created"),
    _at("changed"),
    Index(None, "store_id", "state", "name"),
)

# Links that invite without a mail address: the code itself is shown once, here lies its SHA-256.
contributor_links = Table(
    "contributor_links",
    metadata,
    store_key(),
    _id(),
    Column("code_hash", String(64), nullable=False),
    _text("words"),
    _text("made_by"),
    Column("used", Integer, nullable=False, server_default="0"),
    Column("most", Integer, nullable=False),
    _at("created"),
    _at("expires"),
    Index(None, "store_id", "code_hash", unique=True),
)

# One trial piece: a clip of its author, or a text. `words` are those of the decision.
auditions = Table(
    "auditions",
    metadata,
    store_key(),
    _id(),
    _person(),
    _text("person_name"),
    _text("title"),
    Column("clip_id", StatementId),
    _text("text"),
    _state(),
    _text("words"),
    _text("decided_by"),
    Column("decided", BigInteger),
    _at("created"),
    Index(None, "store_id", "state", "created"),
    Index(None, "store_id", "person_id", "created"),
)

# What a reviewer found: `scores` is a JSON object from criterion to 1..5, `scaled` their mean between 0 and 1.
audition_reviews = Table(
    "audition_reviews",
    metadata,
    store_key(),
    _id(),
    Column("audition_id", StatementId, nullable=False),
    _person("reviewer_id"),
    _text("reviewer_name"),
    _text("scores"),
    _text("words"),
    Column("scaled", Float, nullable=False),
    _at("created"),
    Index(None, "store_id", "audition_id"),
)

# A piece of work for an agreed fee. `amount` is in hundredths of the currency; `agreement` and `reference` name papers
# that lie elsewhere: no account of a bank ever stands here. `clip_id` or `piece` is what was delivered.
contributor_assignments = Table(
    "contributor_assignments",
    metadata,
    store_key(),
    _id(),
    _person(),
    _text("person_name"),
    _text("title"),
    _text("brief"),
    Column("amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    _text("agreement"),
    Column("due", String(10), nullable=False, server_default=""),
    _state(),
    Column("clip_id", StatementId),
    _text("piece"),
    _text("words"),
    Column("proposed_by", StatementId),
    _text("proposed_name"),
    _text("approved_by"),
    Column("approved", BigInteger),
    Column("paid", BigInteger),
    _text("reference"),
    _at("created"),
    _at("changed"),
    Index(None, "store_id", "state", "created"),
    Index(None, "store_id", "person_id", "created"),
)

# Time that somebody gave without pay: `day` as 2026-03-31; it counts as theirs alone until staff approves it.
volunteer_hours = Table(
    "volunteer_hours",
    metadata,
    store_key(),
    _id(),
    _person(),
    _text("person_name"),
    Column("day", String(10), nullable=False),
    Column("minutes", Integer, nullable=False),
    _text("what"),
    _state(),
    _text("words"),
    _text("decided_by"),
    Column("decided", BigInteger),
    _at("created"),
    Index(None, "store_id", "state", "created"),
    Index(None, "store_id", "person_id", "created"),
)

# What was decided, for good: `about` is an audition, an assignment, hours, a link or a person.
contributor_events = Table(
    "contributor_events",
    metadata,
    store_key(),
    _id(),
    Column("about", StatementId, nullable=False),
    Column("person_id", StatementId),
    Column("act", String(32), nullable=False),
    _text("words"),
    Column("by_person", StatementId),
    _text("by_name"),
    _at("at"),
    Index(None, "store_id", "about"),
    Index(None, "store_id", "at"),
)

# How a store chooses its contributors: criteria and the starter path as lines of text, and how many must review.
contributor_terms = Table(
    "contributor_terms",
    metadata,
    store_key(),
    _text("criteria"),
    _text("starter"),
    Column("reviewers", Integer, nullable=False),
)
