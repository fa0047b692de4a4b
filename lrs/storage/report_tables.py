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
    LargeBinary,
    String,
    Table,
    Text,
)

from lrs.database import StatementId, metadata, store_key


def _person() -> Column[object]:
    return Column("person_id", StatementId, primary_key=True)


def _key(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _day() -> Column[int]:
    return Column("day", Integer, primary_key=True, autoincrement=False)


# How far the statements of a store were looked through, and when people were last counted anew.
report_cursors = Table(
    "report_cursors",
    metadata,
    store_key(),
    Column("place", BigInteger, nullable=False),
    Column("joins_until", BigInteger, nullable=False),
    Column("counted", BigInteger, nullable=False),
    Column("ground", Text, nullable=False, server_default=""),
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
    _day(),
    Column("kind", String(32), primary_key=True),
    Column("formality", String(16), primary_key=True),
    Column("basis", String(16), primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("milliseconds", BigInteger, nullable=False),
    # Whole rows by kind: who made or did things of one kind is read from here alone.
    Index(
        "ix_report_days_kind",
        *("store_id", "kind", "day", "formality", "person_id", "entries", "statements"),
    ),
    sqlite_with_rowid=False,
)

# The numbers by which sets of people are kept in `report_reach`; a number never passes to another.
report_numbers = Table(
    "report_numbers",
    metadata,
    store_key(),
    _person(),
    Column("number", Integer, nullable=False),
    Index(None, "store_id", "number", unique=True),
)

# Who has an entry of a kind and formality in a day or a month: in `bits` stands a one for each person.
# `length` is that of the span ("day", "month"), `begin` its first day; see lrs/reports/reach.py for `part`.
report_reach = Table(
    "report_reach",
    metadata,
    store_key(),
    Column("length", String(8), primary_key=True),
    Column("begin", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(32), primary_key=True),
    Column("formality", String(16), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("bits", LargeBinary, nullable=False),
)

# The same of all people together, kept in step in the same transaction.
report_totals = Table(
    "report_totals",
    metadata,
    store_key(),
    _day(),
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
    _day(),
    _key("other"),
    Column("confirmed", Boolean, nullable=False),
    Index("ix_report_contacts_day", "store_id", "day", "person_id", "confirmed", "other"),
    sqlite_with_rowid=False,
)

# What somebody wrote in a thread. Where they opened it, `answered` is when somebody else first said something.
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
    Column("answered", BigInteger),
    Index(None, "store_id", "person_id"),
    Index("ix_report_threads_kind", "store_id", "kind", "first", "answered", "person_id"),
    Index("ix_report_threads_waiting", "store_id", "kind", "answered", "first"),
)

# In how many threads about a word somebody answered, and when last (microseconds); `word` is its key.
report_words = Table(
    "report_words",
    metadata,
    store_key(),
    _key("word"),
    _person(),
    Column("answers", Integer, nullable=False),
    Column("last", BigInteger, nullable=False),
    Index(None, "store_id", "person_id"),
    Index("ix_report_words_answers", "store_id", "word", "answers", "person_id", "last"),
    sqlite_with_rowid=False,
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
    Index("ix_report_views_clip", "store_id", "clip", "day", "seconds"),
    sqlite_with_rowid=False,
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
