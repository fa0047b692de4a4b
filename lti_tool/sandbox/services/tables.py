"""What the sandbox LMS keeps: the links of its one course, and its gradebook."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKeyConstraint,
    String,
    Table,
    Text,
)

from lrs.database import metadata, store_key

# A column of the gradebook; `link` is the resource link that it belongs to, "" when it stands alone.
sandbox_columns = Table(
    "sandbox_columns",
    metadata,
    store_key(),
    Column("id", String(36), primary_key=True),
    Column("link", String(36), nullable=False),
    Column("label", Text, nullable=False),
    Column("maximum", Float, nullable=False),
    Column("resource_id", Text, nullable=False),
    Column("tag", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
)

# What the gradebook shows of one person; `timestamp` is the tool's, in microseconds since the epoch.
sandbox_grades = Table(
    "sandbox_grades",
    metadata,
    store_key(),
    Column("column_id", String(36), primary_key=True),
    Column("subject", String(255), primary_key=True),
    Column("given", Float),
    Column("comment", Text, nullable=False),
    Column("timestamp", BigInteger, nullable=False),
    ForeignKeyConstraint(
        ["store_id", "column_id"],
        ["sandbox_columns.store_id", "sandbox_columns.id"],
        ondelete="CASCADE",
    ),
)

# A link that a teacher added by deep linking; `custom` is JSON text.
sandbox_links = Table(
    "sandbox_links",
    metadata,
    store_key(),
    Column("id", String(36), primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("custom", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
)
