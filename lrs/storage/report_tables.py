"""The tables behind reports; all but budget and claims are made from statements and can be made again.

Days are ordinals (`date.toordinal`) in the store's time zone, instants microseconds since the epoch.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from lrs.database import StatementId, metadata, store_key


def _person() -> Column[object]:
    return Column("person_id", StatementId, primary_key=True)


def _key(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


# How far the statements of a store were looked through, and when people were last counted anew.
report_cursors = Table(
    "report_cursors",
    metadata,
    store_key(),
    Column("place", BigInteger, nullable=False),
    Column("joins_until", BigInteger, nullable=False),
    Column("counted", BigInteger, nullable=False),
)

# People whose record changed; `place` is that of the newest statement that changed it.
report_waiting = Table(
    "report_waiting", metadata, store_key(), _person(), Column("place", BigInteger, nullable=False)
)

# What ended on one day in somebody's record: the daily aggregate.
report_days = Table(
    "report_days",
    metadata,
    store_key(),
    _person(),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(32), primary_key=True),
    Column("formality", String(16), primary_key=True),
    Column("basis", String(16), primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("milliseconds", BigInteger, nullable=False),
    Index(None, "store_id", "day", "kind"),
)

# The same of all people together, kept in step in the same transaction.
report_totals = Table(
    "report_totals",
    metadata,
    store_key(),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(32), primary_key=True),
    Column("formality", String(16), primary_key=True),
    Column("basis", String(16), primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("milliseconds", BigInteger, nullable=False),
)

# The steps of the value ladder: on which day somebody took each.
report_steps = Table(
    "report_steps",
    metadata,
    store_key(),
    _person(),
    *(
        Column(name, Integer)
        for name in ("began", "again", "between", "contributed", "mentored", "last_day")
    ),
)

# With whom somebody spoke on a day; `other` is the key of an identity.
report_contacts = Table(
    "report_contacts",
    metadata,
    store_key(),
    _person(),
    Column("day", Integer, primary_key=True, autoincrement=False),
    _key("other"),
    Column("confirmed", Boolean, nullable=False),
    Index(None, "store_id", "day"),
)

# What somebody wrote in a thread.
report_threads = Table(
    "report_threads",
    metadata,
    store_key(),
    _key("thread"),
    _person(),
    Column("kind", String(32), primary_key=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Index(None, "store_id", "person_id"),
    Index("ix_report_threads_kind", "store_id", "kind", "first"),
)

# Which clips somebody watched, and how much of each.
report_views = Table(
    "report_views",
    metadata,
    store_key(),
    _person(),
    _key("clip"),
    Column("day", Integer, nullable=False),
    Column("seconds", Double, nullable=False),
)

# Clips of which a statement gave the length.
report_clips = Table(
    "report_clips",
    metadata,
    store_key(),
    _key("clip"),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("seconds", Double, nullable=False),
)

# Lines of an organisation's budget; `formality` is empty for a line that nobody has tagged.
budget_lines = Table(
    "budget_lines",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("planned", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    Column("formality", String(16), nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# Who looks after a thread that nobody has answered.
thread_claims = Table(
    "thread_claims",
    metadata,
    store_key(),
    _key("thread"),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
