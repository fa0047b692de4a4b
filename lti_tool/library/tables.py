"""The tables of the library beside clips. `store_id` leads every key; instants are microseconds since the epoch."""

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


def _id(name: str = "id") -> Column[object]:
    return Column(name, StatementId, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _of_item() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["store_id", "item_id"], ["library_items.store_id", "library_items.id"]
    )


# A webinar, a seminar, something self-paced or a document; item.py says what the columns mean. `search` are the words
# by which it is found.
library_items = Table(
    "library_items",
    metadata,
    store_key(),
    _id(),
    Column("platform_id", StatementId, nullable=False),
    Column("context_id", Text, nullable=False),
    Column("author", StatementId, nullable=False),
    _text("author_name"),
    Column("kind", String(16), nullable=False),
    Column("title", String(200), nullable=False),
    _text("about"),
    _text("presenter"),
    _text("place"),
    _text("address"),
    Column("file", StatementId),
    _text("file_name"),
    Column("file_size", BigInteger, nullable=False, server_default="0"),
    Column("starts", BigInteger),
    Column("zone", String(64), nullable=False),
    Column("minutes", Integer),
    Column("visibility", String(16), nullable=False),
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
)

# What somebody did with it; `rounds` counts how often they said that it is done.
library_uses = Table(
    "library_uses",
    metadata,
    store_key(),
    _id("item_id"),
    _id("person_id"),
    Column("opened", BigInteger),
    Column("joined", BigInteger),
    Column("done", BigInteger),
    Column("minutes", Integer),
    Column("rounds", Integer, nullable=False, server_default="0"),
    _of_item(),
    Index(None, "store_id", "person_id"),
)

# What happened to it, kept for good: reports too, with `decided` none while they wait.
library_notes = Table(
    "library_notes",
    metadata,
    store_key(),
    _id(),
    Column("item_id", StatementId, nullable=False),
    Column("what", String(16), nullable=False),
    Column("by", StatementId),
    _text("by_name"),
    _text("words"),
    Column("at", BigInteger, nullable=False),
    Column("decided", BigInteger),
    _of_item(),
    Index(None, "store_id", "item_id", "at"),
    Index(None, "store_id", "what", "decided"),
)
