"""The tables of decisions about records: rules, credits, disputes and shares; `store_id` leads every key."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from lrs.database import StatementId, metadata, store_key

# A store's changes to the table of classification rules, as JSON. The one activated last counts.
rule_versions = Table(
    "rule_versions",
    metadata,
    store_key(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("changes", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("activated", BigInteger),
)

# Credit schemes that a store has changed or added, as JSON.
credit_schemes = Table(
    "credit_schemes",
    metadata,
    store_key(),
    Column("code", String(32), primary_key=True),
    Column("definition", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
)

# Credit that was asked for, and what was decided. `statement_id` is the statement that awards it.
credit_claims = Table(
    "credit_claims",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("person_id", StatementId, nullable=False),
    Column("entry_id", String(36), nullable=False),
    Column("about", StatementId, nullable=False),
    Column("title", Text, nullable=False),
    Column("scheme", String(32), nullable=False),
    Column("category", Text, nullable=False),
    Column("amount", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_by", Text, nullable=False, server_default=""),
    Column("decided", BigInteger),
    Column("reason", Text, nullable=False, server_default=""),
    Column("statement_id", StatementId),
    Index(None, "store_id", "state", "asked"),
    Index(None, "store_id", "person_id"),
)

# Entries that their learner says are wrong. `statement_id` is the statement that says so.
disputes = Table(
    "disputes",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("person_id", StatementId, nullable=False),
    Column("entry_id", String(36), nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("statement_id", StatementId, nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_by", Text, nullable=False, server_default=""),
    Column("decided", BigInteger),
    Column("answer", Text, nullable=False, server_default=""),
    Index(None, "store_id", "state", "asked"),
)

# Links by which a learner shows their record; the address holds a token, this table its hash.
record_shares = Table(
    "record_shares",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("store_id", Integer, ForeignKey("stores.id"), nullable=False),
    Column("id", StatementId, nullable=False),
    Column("person_id", StatementId, nullable=False),
    Column("words", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("revoked", BigInteger),
    Index(None, "store_id", "person_id"),
)

# Who looked: the hour is enough, so that no list of addresses grows.
record_share_visits = Table(
    "record_share_visits",
    metadata,
    store_key(),
    Column("share_id", StatementId, primary_key=True),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    Column("visits", Integer, nullable=False),
)
