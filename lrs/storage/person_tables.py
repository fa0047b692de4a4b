"""The tables of joined people and of member lists; `store_id` leads every key."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from lrs.database import StatementId, metadata, store_key

# Each row says that `person_id` is the same person as `into_id`, until it is undone. It is its own
# audit: nothing is ever removed (ADR 16).
person_joins = Table(
    "person_joins",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("person_id", StatementId, nullable=False),
    Column("into_id", StatementId, nullable=False),
    Column("how", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Column("undone_by", Text, nullable=False, server_default=""),
    Index(None, "store_id", "person_id"),
    Index(None, "store_id", "into_id"),
)

# A code that a learner was shown on one side, to be typed on the other.
join_codes = Table(
    "join_codes",
    metadata,
    store_key(),
    Column("code_hash", LargeBinary, primary_key=True),
    Column("person_id", StatementId, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used", BigInteger),
)

# Wrong codes of late, by who typed them.
join_code_failures = Table(
    "join_code_failures",
    metadata,
    store_key(),
    Column("person_id", StatementId, primary_key=True),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
)

# Platforms whose accounts are trusted to say who somebody is.
join_rules = Table(
    "join_rules",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("home_page", Text, nullable=False),
    Column("matches", String(16), nullable=False),
    Column("other", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("removed", BigInteger),
)

# Accounts of test students: an LMS shows its teachers by them what a student sees. Nobody is behind them.
previews = Table(
    "previews",
    metadata,
    store_key(),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("identifier", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
)

# What an organisation's own list says about its members. `groups` and `roles` are JSON lists.
members = Table(
    "members",
    metadata,
    store_key(),
    Column("member_id", String(200), primary_key=True),
    Column("person_id", StatementId, nullable=False),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("groups", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("import_id", StatementId, nullable=False),
    Index(None, "store_id", "person_id"),
)

# Lists that were taken in. `before` is JSON: what the rows were that it changed, for the way back.
member_imports = Table(
    "member_imports",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("file", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("before", Text, nullable=False),
    Column("undone", BigInteger),
)
