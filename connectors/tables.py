"""The tables of the connectors. `store_id` leads every key; instants are microseconds since the epoch.

What outside systems and administrators entrust to us is sealed (lrs.sealing).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
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


def _connection() -> Column[object]:
    return Column("connection_id", StatementId, primary_key=True)


def _of_connection() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["store_id", "connection_id"], ["connections.store_id", "connections.id"]
    )


# `settings` and `destination` are sealed JSON. `claimed` is until when a worker has it for itself.
connections = Table(
    "connections",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("settings", LargeBinary, nullable=False),
    Column("destination", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False),
    Column("cursor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("aggregate", Boolean, nullable=False),
    Column("raw_days", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("claimed", BigInteger, nullable=False),
    Column("next_run", BigInteger, nullable=False),
    Column("last_run", BigInteger),
    Column("last_event", BigInteger),
    Column("told", BigInteger, nullable=False),
    Index(None, "store_id", "next_run"),
)

# What a webhook brought, sealed; kept for `raw_days` after its work was done.
deliveries = Table(
    "hook_deliveries",
    metadata,
    store_key(),
    _connection(),
    Column("id", StatementId, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due", BigInteger),
    Column("reason", Text, nullable=False),
    _of_connection(),
    Index(None, "store_id", "due"),
)

# Events that are told only with others, sealed, until another one closes their whole. `whole` is a SHA-256.
event_parts = Table(
    "event_parts",
    metadata,
    store_key(),
    _connection(),
    Column("id", StatementId, primary_key=True),
    Column("whole", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("received", BigInteger, nullable=False),
    _of_connection(),
    Index(None, "store_id", "connection_id", "whole"),
)

# Events that could not be told, sealed, with the reason.
dead_letters = Table(
    "dead_letters",
    metadata,
    store_key(),
    _connection(),
    Column("id", StatementId, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("buried", BigInteger, nullable=False),
    _of_connection(),
    Index(None, "store_id", "connection_id", "buried"),
)

# People who asked that connectors tell nothing about them.
paused_people = Table(
    "paused_people",
    metadata,
    store_key(),
    Column("person_id", StatementId, primary_key=True),
    Column("since", BigInteger, nullable=False),
)

# Connections of which people asked that nothing is told about them.
paused_connections = Table(
    "paused_connections",
    metadata,
    store_key(),
    _connection(),
    Column("person_id", StatementId, primary_key=True),
    Column("since", BigInteger, nullable=False),
    _of_connection(),
    Index(None, "store_id", "person_id"),
)

# What connected systems suggest to everybody; `seen` is when we first saw it.
suggestions = Table(
    "suggestions",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("connection_id", StatementId, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("published", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    _of_connection(),
    Index(None, "store_id", "published"),
    Index(None, "store_id", "connection_id", "seen"),
)

# What people did with suggestions.
suggestion_marks = Table(
    "suggestion_marks",
    metadata,
    store_key(),
    Column("suggestion_id", StatementId, primary_key=True),
    Column("person_id", StatementId, primary_key=True),
    Column("opened", BigInteger),
    Column("dismissed", BigInteger),
)
