"""The table of the discussions. `store_id` leads every key; instants are microseconds since the epoch."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
)

from lrs.database import StatementId, metadata

# One topic; its opening is the post with the same id (lti_tool.talk). `course_id` is none for a topic of the whole
# store. `replies` and `last` follow the posts, so that the list of topics counts nothing.
topics = Table(
    "topics",
    metadata,
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("id", StatementId, primary_key=True),
    Column("course_id", StatementId),
    Column("title", String(200), nullable=False),
    Column("author_id", StatementId, nullable=False),
    Column("author_name", Text, nullable=False, server_default=""),
    Column("pinned", Boolean, nullable=False, server_default=false()),
    Column("locked", Boolean, nullable=False, server_default=false()),
    Column("replies", Integer, nullable=False, server_default="0"),
    Column("answered", Boolean, nullable=False, server_default=false()),
    Column("created", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("gone", BigInteger),
    Index(None, "store_id", "course_id", "last"),
)
