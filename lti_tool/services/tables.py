"""The tables of the services. `store_id` leads every key; instants are microseconds since the epoch."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from lrs.database import StatementId, metadata, store_key


def _platform() -> Column[object]:
    return Column("platform_id", StatementId, primary_key=True)


def _of_platform() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["store_id", "platform_id"], ["platforms.store_id", "platforms.id"])


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


# The outbox: for each line item and person the score that the LMS should show. `timestamp` grows with every
# change, so it tells which one was delivered; `answer` is what the LMS last said, for people.
scores = Table(
    "scores",
    metadata,
    store_key(),
    _platform(),
    Column("line_item_hash", LargeBinary(32), primary_key=True),
    Column("subject", String(255), primary_key=True),
    _text("line_item"),
    _text("product"),
    _text("title"),
    Column("person_id", StatementId, nullable=False),
    Column("given", Float),
    Column("maximum", Float, nullable=False),
    Column("activity", String(32), nullable=False),
    Column("grading", String(32), nullable=False),
    _text("comment"),
    Column("timestamp", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", BigInteger, nullable=False),
    _text("answer"),
    Column("first_tried", BigInteger),
    Column("delivered", BigInteger),
    _of_platform(),
    Index(None, "store_id", "state", "next_try"),
    Index(None, "store_id", "timestamp"),
)

# How far the statements of a store were looked through for what earns a score, and its launches.
grade_cursors = Table(
    "grade_cursors",
    metadata,
    store_key(),
    Column("statements", BigInteger, nullable=False),
    Column("launches", BigInteger, nullable=False),
)

# What a teacher put into a course by deep linking. `about` names the offer, `settings` is JSON text.
picked_items = Table(
    "picked_items",
    metadata,
    store_key(),
    Column("uuid", StatementId, primary_key=True),
    Column("platform_id", StatementId, nullable=False),
    Column("deployment_id", String(255), nullable=False),
    _text("context_id"),
    _text("about"),
    _text("settings"),
    Column("picked_by", StatementId),
    Column("created", BigInteger, nullable=False),
    _of_platform(),
)

# Courses whose people the LMS tells us, and how the last telling went; `tried` is when we last asked the LMS.
rosters = Table(
    "rosters",
    metadata,
    store_key(),
    _platform(),
    Column("deployment_id", String(255), primary_key=True),
    Column("context_id", String(255), primary_key=True),
    _text("title"),
    _text("memberships"),
    _text("groups"),
    _text("differences"),
    Column("asked", BigInteger, nullable=False),
    Column("fetched", BigInteger),
    _text("problem"),
    Column("tried", BigInteger, nullable=False, server_default="0"),
    _of_platform(),
)

# The people of a course as the LMS told them; `left` says since when somebody is not among them any more.
roster_members = Table(
    "roster_members",
    metadata,
    store_key(),
    _platform(),
    Column("deployment_id", String(255), primary_key=True),
    Column("context_id", String(255), primary_key=True),
    Column("subject", String(255), primary_key=True),
    Column("person_id", StatementId, nullable=False),
    _text("name"),
    _text("email"),
    Column("role", String(32), nullable=False),
    Column("status", String(16), nullable=False),
    _text("groups"),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    Column("left", BigInteger),
    _of_platform(),
    Index(None, "store_id", "person_id"),
)

# Groups of a course, where the LMS tells them (Course Groups 1.0).
course_groups = Table(
    "course_groups",
    metadata,
    store_key(),
    _platform(),
    Column("deployment_id", String(255), primary_key=True),
    Column("context_id", String(255), primary_key=True),
    Column("group_id", String(255), primary_key=True),
    _text("name"),
    _text("tag"),
    Column("set_id", String(255), nullable=False),
    _text("set_name"),
    Column("seen", BigInteger, nullable=False),
    _of_platform(),
)

# Notices that a platform may send us, what we asked it for, and those that came (Platform Notification Service).
notice_subscriptions = Table(
    "notice_subscriptions",
    metadata,
    store_key(),
    _platform(),
    Column("deployment_id", String(255), primary_key=True),
    _text("service"),
    _text("kinds"),
    _text("handler"),
    Column("asked", BigInteger, nullable=False),
    _text("answer"),
    _of_platform(),
)
notices = Table(
    "notices",
    metadata,
    store_key(),
    _platform(),
    Column("notice_id", String(255), primary_key=True),
    Column("deployment_id", String(255), nullable=False),
    Column("kind", String(64), nullable=False),
    _text("content"),
    Column("received", BigInteger, nullable=False),
    _text("outcome"),
    _of_platform(),
)
