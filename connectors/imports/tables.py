"""The tables of files that were handed in. Instants are microseconds since the epoch."""

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


def _of_import() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["store_id", "import_id"], ["imports.store_id", "imports.id"])


# `reading` is JSON: how the file is to be read. `at` is how many of its events are worked through.
imports = Table(
    "imports",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("connection_id", StatementId, nullable=False),
    Column("file", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("reading", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("told", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("silent", Integer, nullable=False),
    Column("faults", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("claimed", BigInteger, nullable=False),
    Column("finished", BigInteger),
    ForeignKeyConstraint(["store_id", "connection_id"], ["connections.store_id", "connections.id"]),
    Index(None, "store_id", "connection_id", "created"),
)

# The file, compressed and sealed piece by piece.
import_pieces = Table(
    "import_pieces",
    metadata,
    store_key(),
    Column("import_id", StatementId, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
    _of_import(),
)

# What is wrong with which row; at most so many as a person may read.
import_faults = Table(
    "import_faults",
    metadata,
    store_key(),
    Column("import_id", StatementId, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("message", Text, nullable=False),
    _of_import(),
)

# What files have told, by the name of the event: once for a connection, and anew after it was taken back.
imported_events = Table(
    "imported_events",
    metadata,
    store_key(),
    Column("connection_id", StatementId, primary_key=True),
    Column("id", StatementId, primary_key=True),
    Column("import_id", StatementId, nullable=False),
    Column("times", Integer, nullable=False),
    Column("statements", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
    ForeignKeyConstraint(["store_id", "connection_id"], ["connections.store_id", "connections.id"]),
    Index(None, "store_id", "import_id", "undone"),
)
