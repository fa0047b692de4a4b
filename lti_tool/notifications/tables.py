"""The tables of the notifications. `store_id` leads every key; instants are microseconds since the epoch."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from lrs.database import StatementId, metadata, store_key


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


# What a notice is about in xAPI, where its way is to be told: JSON text, shared by many notices.
notice_traces = Table(
    "notice_traces",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    _text("content"),
)

# One notice for one person; the id follows from person, kind and what it is about. `due` is a day by which
# something is to be done, `done` when it was. `opened_by` is the way by which it was opened first.
inbox_items = Table(
    "inbox_items",
    metadata,
    store_key(),
    Column("id", StatementId, primary_key=True),
    Column("person_id", StatementId, nullable=False),
    Column("kind", String(32), nullable=False),
    _text("about"),
    _text("title"),
    _text("page"),
    _text("by"),
    _text("words"),
    Column("important", Boolean, nullable=False, server_default=false()),
    Column("due", BigInteger),
    Column("trace_id", StatementId),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("read", BigInteger),
    Column("done", BigInteger),
    Column("received", BigInteger),
    Column("opened", BigInteger),
    Column("opened_by", String(16), nullable=False, server_default=""),
    ForeignKeyConstraint(["store_id", "trace_id"], ["notice_traces.store_id", "notice_traces.id"]),
    Index(None, "store_id", "person_id", "changed"),
    Index(None, "store_id", "person_id", "read"),
    Index(None, "store_id", "due"),
)

# The way of a notice out of Hallway, by one channel: `mode` says when (now, daily, weekly), `answer` what the
# mail server or push service said.
deliveries = Table(
    "deliveries",
    metadata,
    store_key(),
    Column("item_id", StatementId, primary_key=True),
    Column("channel", String(8), primary_key=True),
    Column("person_id", StatementId, nullable=False),
    Column("mode", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    Column("round", Integer, nullable=False, server_default="1"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    _text("answer"),
    Column("asked", BigInteger, nullable=False),
    Column("next_try", BigInteger, nullable=False),
    Column("settled", BigInteger),
    ForeignKeyConstraint(["store_id", "item_id"], ["inbox_items.store_id", "inbox_items.id"]),
    Index(None, "store_id", "state", "next_try"),
    Index(None, "store_id", "person_id"),
)

# How somebody wants to hear of a kind of notices; who chose nothing has no row.
notice_wishes = Table(
    "notice_wishes",
    metadata,
    store_key(),
    Column("person_id", StatementId, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("mail", String(8), nullable=False),
    Column("push", Boolean, nullable=False),
    Column("changed", BigInteger, nullable=False),
)

# A browser that a push service reaches; `keys` are sealed JSON, the endpoint among them.
push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    store_key(),
    Column("endpoint_hash", LargeBinary(32), primary_key=True),
    Column("person_id", StatementId, nullable=False),
    Column("keys", LargeBinary, nullable=False),
    _text("device"),
    Column("created", BigInteger, nullable=False),
    Column("used", BigInteger),
    Index(None, "store_id", "person_id"),
)

# The key by which push services know this store's Hallway (RFC 8292); the private part is sealed.
push_keys = Table(
    "push_keys",
    metadata,
    store_key(),
    _text("public"),
    Column("private", LargeBinary, nullable=False),
    Column("created", BigInteger, nullable=False),
)

# What stopped and was told to an administrator by mail, until it is mended; `page` is where that is done.
# `due` is the instant of the next try, none when there is no other; `answer` what the mail server said.
alarm_mails = Table(
    "alarm_mails",
    metadata,
    store_key(),
    Column("page", String(200), primary_key=True),
    Column("email", String(254), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("due", BigInteger),
    _text("answer"),
)
