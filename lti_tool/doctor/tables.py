"""The tables of the launch doctor: bounded notes about refusals, which no record is made from."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from lrs.database import StatementId, metadata

# Launches of known platforms that were refused; of each platform the newest few. `claims` is JSON text
# without anything that names a person.
refused_launches = Table(
    "refused_launches",
    metadata,
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("id", StatementId, primary_key=True),
    Column("platform_id", StatementId, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("code", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Column("pointer", Text, nullable=False),
    Column("reference", String(16), nullable=False),
    Column("claims", Text, nullable=False),
    ForeignKeyConstraint(["store_id", "platform_id"], ["platforms.store_id", "platforms.id"]),
    Index(None, "store_id", "platform_id", "at"),
)

# Logins of LMSs that nobody registered: what they call themselves and how often they came. They belong to
# no store.
unknown_platforms = Table(
    "unknown_platforms",
    metadata,
    Column("issuer", String(255), primary_key=True),
    Column("client_id", String(255), primary_key=True),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    Column("times", Integer, nullable=False),
)
