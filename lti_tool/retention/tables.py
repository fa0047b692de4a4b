"""The tables of retention. `store_id` leads every key; instants are microseconds since the epoch."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from lrs.database import StatementId, metadata

# After how many days a store lets clips and the detail of watching go, none for never; `last` is the day on which it
# was last looked, as 2026-03-31. How long words of the talk are kept stands in talk_settings.
retention_settings = Table(
    "retention_settings",
    metadata,
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("clip_days", Integer),
    Column("watching_days", Integer),
    Column("last", String(10), nullable=False, server_default=""),
)

# What was let go, changed or looked at, kept for good.
retention_events = Table(
    "retention_events",
    metadata,
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("id", StatementId, primary_key=True),
    Column("act", String(32), nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("by_name", Text, nullable=False, server_default=""),
    Column("at", BigInteger, nullable=False),
    Index(None, "store_id", "at"),
)
