"""The tables of watching. `store_id` leads every key; instants are microseconds since the epoch."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

from lrs.database import StatementId, metadata


def _of_clip(*columns: Column[Any]) -> tuple[SchemaItem, ...]:
    store_id = Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True)
    clip_id = Column("clip_id", StatementId, primary_key=True)
    known = ForeignKeyConstraint(["store_id", "clip_id"], ["clips.store_id", "clips.id"])
    return (store_id, clip_id, *columns, known)


def _key(name: str) -> Column[UUID]:
    return Column(name, StatementId, primary_key=True)


# What all viewers together did with a clip, kept up with every batch: of each second how many people saw it, and
# how many saw it again (4 bytes each); how many people it helped. `length` is None before anybody watched, and
# `threshold` where nobody set from which share on the clip counts as watched.
watched_clips = Table(
    "watched_clips",
    metadata,
    *_of_clip(),
    Column("length", Float),
    Column("threshold", Float),
    Column("viewers", Integer, nullable=False, server_default="0"),
    Column("people", LargeBinary, nullable=False),
    Column("again", LargeBinary, nullable=False),
    Column("statements", Integer, nullable=False, server_default="0"),
    Column("first", BigInteger),
    Column("last", BigInteger),
    Column("helped", Integer, nullable=False, server_default="0"),
    Column("unhelpful", Integer, nullable=False, server_default="0"),
)

# What one person saw of a clip: the pieces in the order in which they were played, as JSON text, and of each
# second whether they saw it never, once or more often (a byte each). `version` counts the changes; until `spent`
# (milliseconds) the person's time is used up for this clip.
viewings = Table(
    "viewings",
    metadata,
    *_of_clip(_key("person_id")),
    Column("version", Integer, nullable=False),
    Column("segments", Text, nullable=False),
    Column("seen", LargeBinary, nullable=False),
    Column("completed", Boolean, nullable=False),
    Column("spent", BigInteger, nullable=False, server_default="0"),
    Column("changed", BigInteger, nullable=False),
)

# One opened player. `taken` are the numbers of the observations that arrived; `telling` is JSON text, with
# which a session that nobody ended is ended later; `begun` (milliseconds) is when its page was made.
watch_sessions = Table(
    "watch_sessions",
    metadata,
    *_of_clip(_key("person_id"), _key("id")),
    Column("taken", Text, nullable=False),
    Column("opened", Boolean, nullable=False),
    Column("playing", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("place", Float, nullable=False),
    Column("skew", BigInteger, nullable=False),
    Column("begun", BigInteger, nullable=False, server_default="0"),
    Column("speed", Float, nullable=False, server_default="1"),
    Column("telling", Text, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Index(None, "store_id", "closed", "changed"),
)

# What one person thinks of a clip: kept for later, or whether it helped. `round` counts how often that was said;
# `told` is the statement that says so, none once it was taken back.
clip_marks = Table(
    "clip_marks",
    metadata,
    *_of_clip(_key("person_id"), Column("mark", String(16), primary_key=True)),
    Column("value", String(16), nullable=False),
    Column("round", Integer, nullable=False),
    Column("told", StatementId),
    Column("changed", BigInteger, nullable=False),
    Index(None, "store_id", "person_id", "mark"),
)
