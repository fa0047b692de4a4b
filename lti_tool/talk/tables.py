"""The tables of the talk. `store_id` leads every key; instants are microseconds since the epoch."""

from sqlalchemy import (
    BigInteger,
    Boolean,
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


def _id(name: str) -> Column[object]:
    return Column(name, StatementId, primary_key=True)


def _person(name: str) -> Column[object]:
    return Column(name, StatementId, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _at(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _of_post() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["store_id", "post_id"], ["posts.store_id", "posts.id"])


# One comment, reply or opening. A place is what the talk is about: a clip, a discussion, an ask. The first post of
# a thread has its own id as `thread_id` and no second generation: replies hang on it, `parent_id` says on whom they
# answer. The opening of a discussion has the id of the place. `course_id` is that of the course (rules.course_id),
# none in a place of the whole store. `second` pins to a moment of a clip; `purged` is when the text was let go.
# `replies`, `likes` and `last` are kept, so that no page counts. `statement_id` is the statement that told it.
posts = Table(
    "posts",
    metadata,
    store_key(),
    _id("id"),
    Column("place_kind", String(16), nullable=False),
    Column("place_id", StatementId, nullable=False),
    Column("course_id", StatementId),
    Column("thread_id", StatementId, nullable=False),
    Column("parent_id", StatementId),
    _person("author_id"),
    _text("author_name"),
    _text("text"),
    Column("second", Float),
    Column("statement_id", StatementId, nullable=False),
    _count("replies"),
    _count("likes"),
    _at("created"),
    _at("last"),
    Column("edited", BigInteger),
    Column("accepted", BigInteger),
    Column("hidden", BigInteger),
    Column("deleted", BigInteger),
    Column("purged", BigInteger),
    Index(None, "store_id", "place_id", "thread_id"),
    Index(None, "store_id", "thread_id", "created"),
    Index(None, "store_id", "author_id", "created"),
    Index(None, "store_id", "created"),
)

# What a post said before it was edited, counted from 1.
post_versions = Table(
    "post_versions",
    metadata,
    store_key(),
    _id("post_id"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("text"),
    _at("written"),
    _of_post(),
)

# Whom a post names, and by which name it does.
mentions = Table(
    "mentions",
    metadata,
    store_key(),
    _id("post_id"),
    _id("person_id"),
    _text("name"),
    _at("created"),
    _of_post(),
    Index(None, "store_id", "person_id", "created"),
)

likes = Table(
    "likes",
    metadata,
    store_key(),
    _id("post_id"),
    _id("person_id"),
    _at("created"),
    _of_post(),
)

# Who wants to hear of what is said in a place: those who said so, and those who said something there. `stopped` stays,
# so that who stopped is not made to follow again by the next thing they say.
follows = Table(
    "follows",
    metadata,
    store_key(),
    _id("place_id"),
    _id("person_id"),
    Column("place_kind", String(16), nullable=False),
    Column("stopped", Boolean, nullable=False),
    _at("created"),
    Index(None, "store_id", "person_id"),
)

# What somebody found wrong with a post, and what became of it. `decision` is "" while it waits.
reports = Table(
    "reports",
    metadata,
    store_key(),
    _id("id"),
    Column("post_id", StatementId, nullable=False),
    Column("course_id", StatementId),
    _person("reporter_id"),
    _text("reason"),
    _at("created"),
    Column("decision", String(16), nullable=False, server_default=""),
    Column("decided", BigInteger),
    _of_post(),
    Index(None, "store_id", "decision", "created"),
    Index(None, "store_id", "post_id"),
)

# What was done to posts by those who answer for them, and by their authors: the audit, kept for good.
moderations = Table(
    "moderations",
    metadata,
    store_key(),
    _id("id"),
    Column("post_id", StatementId, nullable=False),
    Column("act", String(16), nullable=False),
    _text("note"),
    Column("by_person", StatementId),
    _text("by_name"),
    _at("at"),
    _of_post(),
    Index(None, "store_id", "post_id"),
    Index(None, "store_id", "at"),
)

# How a store wants its talk: whether statements carry the text, and after how many days a text is let go.
talk_settings = Table(
    "talk_settings",
    metadata,
    store_key(),
    Column("tell_text", Boolean, nullable=False),
    Column("days", Integer),
)
