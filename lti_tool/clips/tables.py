"""The tables of the clips. `store_id` leads every key; instants are microseconds since the epoch."""

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
from sqlalchemy.schema import SchemaItem

from lrs.database import StatementId, metadata, store_key


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _of_clip(*columns: Column[Any]) -> tuple[SchemaItem, ...]:
    clip_id: Column[UUID] = Column("clip_id", StatementId, primary_key=True)
    known = ForeignKeyConstraint(["store_id", "clip_id"], ["clips.store_id", "clips.id"])
    return (store_key(), clip_id, *columns, known)


# One clip. `address` is a key of the media storage, an id at YouTube or Vimeo, or a URL; `telling` is JSON text:
# the actor and the context with which its statements are told, `round` counts how often that was begun anew.
clips = Table(
    "clips",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("platform_id", StatementId, nullable=False),
    Column("context_id", Text, nullable=False),
    Column("assignment", StatementId),
    Column("author", StatementId, nullable=False),
    _text("author_name"),
    _text("title"),
    Column("kind", String(16), nullable=False),
    Column("length", Float),
    Column("state", String(16), nullable=False),
    _text("problem"),
    Column("progress", Integer, nullable=False, server_default="0"),
    Column("source", String(16), nullable=False),
    _text("address"),
    Column("upload", StatementId),
    Column("visibility", String(16), nullable=False),
    _text("tags"),
    _text("search"),
    _text("telling"),
    Column("round", Integer, nullable=False, server_default="1"),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("hidden", BigInteger),
    _text("hidden_reason"),
    Column("deleted", BigInteger),
    Column("purged", BigInteger),
    Index(None, "store_id", "created"),
    Index(None, "store_id", "state"),
    Index(None, "store_id", "author"),
    Index(None, "store_id", "assignment"),
)

clip_tags = Table(
    "clip_tags",
    metadata,
    *_of_clip(Column("tag", String(64), primary_key=True)),
    Index(None, "store_id", "tag"),
)

clip_documents = Table(
    "clip_documents",
    metadata,
    *_of_clip(Column("id", StatementId, primary_key=True)),
    _text("name"),
    _text("media_type"),
    Column("size", BigInteger, nullable=False),
    Column("created", BigInteger, nullable=False),
)

# Captions as WebVTT, one file a language.
clip_captions = Table(
    "clip_captions",
    metadata,
    *_of_clip(Column("language", String(35), primary_key=True)),
    _text("vtt"),
    _text("words"),
    Column("changed", BigInteger, nullable=False),
    _text("changed_by"),
)

# What happened to a clip, kept when it is gone: `by` is a person, None for Hallway itself or an administrator,
# whom `by_name` names.
clip_events = Table(
    "clip_events",
    metadata,
    *_of_clip(Column("id", StatementId, primary_key=True)),
    Column("what", String(32), nullable=False),
    Column("by", StatementId),
    _text("by_name"),
    _text("words"),
    Column("at", BigInteger, nullable=False),
)

# What somebody found wrong with a clip, and what became of it; `decision` is "" while it waits.
clip_reports = Table(
    "clip_reports",
    metadata,
    *_of_clip(Column("id", StatementId, primary_key=True)),
    Column("reporter", StatementId, nullable=False),
    _text("reason"),
    Column("created", BigInteger, nullable=False),
    Column("decision", String(16), nullable=False, server_default=""),
    Column("decided", BigInteger),
    Index(None, "store_id", "decision", "created"),
)

# Lists of clips that a teacher puts together.
clip_lists = Table(
    "clip_lists",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("platform_id", StatementId, nullable=False),
    Column("context_id", Text, nullable=False),
    Column("author", StatementId, nullable=False),
    _text("title"),
    Column("created", BigInteger, nullable=False),
    Column("deleted", BigInteger),
)
clip_list_items = Table(
    "clip_list_items",
    metadata,
    *_of_clip(Column("list_id", StatementId, primary_key=True)),
    Column("place", Integer, nullable=False),
    ForeignKeyConstraint(["store_id", "list_id"], ["clip_lists.store_id", "clip_lists.id"]),
    Index(None, "store_id", "list_id"),
)

# Files on their way here (tus 1.0); `length` is None while the sender doesn't know it.
uploads = Table(
    "uploads",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("person_id", StatementId, nullable=False),
    _text("metadata"),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Index(None, "store_id", "expires"),
)
