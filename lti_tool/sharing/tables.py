"""The tables of sharing. `store_id` leads every key; instants are microseconds since the epoch."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from lrs.database import StatementId, metadata, store_key


def _id(name: str = "id") -> Column[object]:
    return Column(name, StatementId, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


# A distribution list that somebody made by hand.
share_lists = Table(
    "share_lists",
    metadata,
    store_key(),
    _id(),
    Column("owner", StatementId, nullable=False),
    _text("name"),
    Column("created", BigInteger, nullable=False),
    Index(None, "store_id", "owner"),
)
share_list_people = Table(
    "share_list_people",
    metadata,
    store_key(),
    _id("list_id"),
    _id("person_id"),
    _text("name"),
    ForeignKeyConstraint(["store_id", "list_id"], ["share_lists.store_id", "share_lists.id"]),
)

# One thing that somebody sends to many. `kind` and `about_id` name the thing; `telling` is JSON text, with which
# its statements are told; `audience` names the people, who are counted when it is sent. `must_by` is the instant
# by which they shall have watched, `mail` the latest at which mail goes out; until `lease` one worker has it alone.
shares = Table(
    "shares",
    metadata,
    store_key(),
    _id(),
    Column("kind", String(16), nullable=False),
    Column("about_id", StatementId, nullable=False),
    _text("title"),
    _text("page"),
    _text("telling"),
    Column("platform_id", StatementId, nullable=False),
    _text("deployment_id"),
    _text("context_id"),
    Column("sender", StatementId, nullable=False),
    _text("sender_name"),
    _text("audience"),
    _text("audience_name"),
    _text("message"),
    Column("important", Boolean, nullable=False),
    Column("must_by", BigInteger),
    Column("mail", String(8), nullable=False),
    Column("send_at", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("lease", BigInteger, nullable=False, server_default="0"),
    Column("round", Integer, nullable=False, server_default="1"),
    Column("people", Integer, nullable=False, server_default="0"),
    Column("created", BigInteger, nullable=False),
    Column("sent", BigInteger),
    Column("reminded", BigInteger),
    Index(None, "store_id", "state", "send_at"),
    Index(None, "store_id", "sender", "created"),
    Index(None, "store_id", "kind", "about_id"),
)

# Who got it. `item_id` is the notice in their inbox, where the receipts are; `watched` is when it was seen that
# they had watched, `seconds` how many different seconds.
share_recipients = Table(
    "share_recipients",
    metadata,
    store_key(),
    _id("share_id"),
    _id("person_id"),
    Column("item_id", StatementId, nullable=False),
    _text("name"),
    Column("watched", BigInteger),
    Column("seconds", Integer, nullable=False, server_default="0"),
    ForeignKeyConstraint(["store_id", "share_id"], ["shares.store_id", "shares.id"]),
    Index(None, "store_id", "share_id", "name"),
)
