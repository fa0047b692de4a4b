"""The tables of the sponsors. `store_id` leads every key; instants are microseconds since the epoch."""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, String, Table, Text

from lrs.database import StatementId, metadata, store_key

# Who supports something.
sponsors = Table(
    "sponsors",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("created_by", Text, nullable=False, server_default=""),
)

# What a sponsor supports: `kind` is clip, event or resource, `thing_id` one of these.
sponsored = Table(
    "sponsored",
    metadata,
    store_key(),
    Column("sponsor_id", StatementId, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("thing_id", StatementId, primary_key=True),
    Column("since", BigInteger, nullable=False),
    ForeignKeyConstraint(["store_id", "sponsor_id"], ["sponsors.store_id", "sponsors.id"]),
    Index(None, "store_id", "kind", "thing_id"),
)
