"""The tables of the asks. `store_id` leads every key; instants are microseconds since the epoch."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
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


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


# One ask. `answers` and `first_answer` follow the answers, so that the queue counts nothing; `turns` counts how
# often an answer was accepted.
asks = Table(
    "asks",
    metadata,
    store_key(),
    _id("id", primary_key=True),
    _id("platform_id", nullable=False),
    Column("deployment_id", String(255), nullable=False),
    Column("context_id", Text, nullable=False),
    _id("course_id"),
    Column("title", String(200), nullable=False),
    _text("details"),
    _id("clip_id"),
    Column("needed_by", BigInteger, nullable=False),
    Column("zone", String(64), nullable=False),
    _text("tags"),
    _id("author_id", nullable=False),
    _text("author_name"),
    _count("answers"),
    Column("first_answer", BigInteger),
    _id("accepted"),
    _id("told"),
    _count("turns"),
    _count("edits"),
    Column("reminded", BigInteger),
    Column("created", BigInteger, nullable=False),
    Column("purged", BigInteger),
    Column("deleted", BigInteger),
    _id("deleted_by"),
    Column("hidden", BigInteger),
    Index(None, "store_id", "course_id", "needed_by"),
    Index(None, "store_id", "author_id"),
)

answers = Table(
    "answers",
    metadata,
    store_key(),
    _id("id", primary_key=True),
    _id("ask_id", nullable=False),
    _id("author_id", nullable=False),
    _text("author_name"),
    _text("text"),
    _id("clip_id"),
    _count("reviews"),
    _count("stars"),
    Column("created", BigInteger, nullable=False),
    Column("purged", BigInteger),
    Column("deleted", BigInteger),
    _id("deleted_by"),
    Column("hidden", BigInteger),
    ForeignKeyConstraint(["store_id", "ask_id"], ["asks.store_id", "asks.id"]),
    Index(None, "store_id", "ask_id", "created"),
)

# What one person thinks of an answer; 0 stars when they took it back.
answer_reviews = Table(
    "answer_reviews",
    metadata,
    store_key(),
    _id("answer_id", primary_key=True),
    _id("person_id", primary_key=True),
    _text("name"),
    Column("stars", Integer, nullable=False),
    _text("words"),
    Column("turn", Integer, nullable=False),
    _id("told"),
    Column("created", BigInteger, nullable=False),
    ForeignKeyConstraint(["store_id", "answer_id"], ["answers.store_id", "answers.id"]),
)

# What somebody found wrong with an ask, or with one of its answers. `course_id` is the course in which it was asked;
# `decision` is "" while it waits.
ask_reports = Table(
    "ask_reports",
    metadata,
    store_key(),
    _id("id", primary_key=True),
    _id("ask_id", nullable=False),
    _id("answer_id"),
    _id("course_id", nullable=False),
    _id("reporter_id", nullable=False),
    _text("reason"),
    Column("created", BigInteger, nullable=False),
    Column("decision", String(16), nullable=False, server_default=""),
    Column("decided", BigInteger),
    ForeignKeyConstraint(["store_id", "ask_id"], ["asks.store_id", "asks.id"]),
    Index(None, "store_id", "decision", "created"),
    Index(None, "store_id", "ask_id"),
)

# What moderators did to asks and answers: the audit, kept for good.
ask_moderations = Table(
    "ask_moderations",
    metadata,
    store_key(),
    _id("id", primary_key=True),
    _id("ask_id", nullable=False),
    _id("answer_id"),
    _id("course_id", nullable=False),
    Column("act", String(16), nullable=False),
    _text("note"),
    _id("by_person"),
    _text("by_name"),
    Column("at", BigInteger, nullable=False),
    ForeignKeyConstraint(["store_id", "ask_id"], ["asks.store_id", "asks.id"]),
    Index(None, "store_id", "course_id", "at"),
)

# How many reviews a store wants before it calls an answer peer reviewed.
ask_settings = Table(
    "ask_settings",
    metadata,
    store_key(),
    Column("reviews", Integer, nullable=False),
)
