"""The tables of what goes out. `store_id` leads every key; instants are microseconds since the epoch."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from lrs.database import StatementId, metadata, store_key

# `place` is sealed JSON: address and credentials. `cursor` is the place of the last statement that was looked at,
# `joins_seen` until when joinings of people were; `claimed` is until when a worker has it for itself.
outlets = Table(
    "outlets",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("place", LargeBinary, nullable=False),
    Column("choice", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("cursor", BigInteger, nullable=False),
    Column("joins_seen", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("claimed", BigInteger, nullable=False),
    Column("next_run", BigInteger, nullable=False),
    Column("last_run", BigInteger),
    Column("last_sent", BigInteger),
    Column("sent", BigInteger, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("created_by", Text, nullable=False),
    Index(None, "store_id", "next_run"),
)

# Calls that wait, were delivered or died, and statements that another LRS refused; `content` is sealed.
messages = Table(
    "outgoing_messages",
    metadata,
    store_key(),
    Column("outlet_id", StatementId, primary_key=True),
    Column("id", StatementId, primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("fate", String(16), nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("answer", Integer),
    Column("reason", Text, nullable=False),
    ForeignKeyConstraint(["store_id", "outlet_id"], ["outlets.store_id", "outlets.id"]),
    Index(None, "store_id", "outlet_id", "fate", "due"),
)
