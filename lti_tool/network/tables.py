"""The tables of the network. `store_id` leads every key; instants are microseconds since the epoch."""

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
    false,
    true,
)

from lrs.database import StatementId, metadata, store_key


def _id(name: str = "id") -> Column[object]:
    return Column(name, StatementId, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


# One conversation that somebody told of. `other` is none for a free name, and after somebody wished not to be
# named. `statement_id` is none before it was told; `version` counts the tellings, of which the last one counts.
# `proposal` is JSON text: what the other side remembers differently. A deleted one stays, `gone`, for the audit.
encounters = Table(
    "encounters",
    metadata,
    store_key(),
    _id(),
    Column("teller", StatementId, nullable=False),
    _text("teller_name"),
    Column("other", StatementId),
    _text("other_name"),
    Column("manner", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("minutes", Integer),
    _text("topic"),
    Column("happened", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("statement_id", StatementId),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("event_id", StatementId),
    Column("relation_id", StatementId),
    _text("proposal"),
    Column("word_id", StatementId),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("gone", BigInteger),
    Index(None, "store_id", "teller", "happened"),
    Index(None, "store_id", "other", "state"),
    Index(None, "store_id", "event_id"),
    Index(None, "store_id", "relation_id"),
)

# Two people whom `teller` brought together; each of them agrees for themselves, as the other side of a talk does.
# `words` are the ids of what they attested to the present version, with blanks between them.
introductions = Table(
    "introductions",
    metadata,
    store_key(),
    _id(),
    Column("teller", StatementId, nullable=False),
    _text("teller_name"),
    Column("one", StatementId),
    _text("one_name"),
    Column("one_state", String(16), nullable=False),
    Column("two", StatementId),
    _text("two_name"),
    Column("two_state", String(16), nullable=False),
    _text("topic"),
    Column("happened", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("statement_id", StatementId),
    _text("words"),
    Column("changed", BigInteger, nullable=False),
    Column("gone", BigInteger),
    Index(None, "store_id", "teller", "happened"),
    Index(None, "store_id", "one"),
    Index(None, "store_id", "two"),
)

# What somebody chose about the network: whether others may name them, and whether they are asked once a week.
network_wishes = Table(
    "network_wishes",
    metadata,
    store_key(),
    _id("person_id"),
    Column("named", Boolean, nullable=False, server_default=true()),
    Column("weekly", Boolean, nullable=False, server_default=true()),
    Column("changed", BigInteger, nullable=False),
)

# The weeks in which everybody was asked.
network_weeks = Table(
    "network_weeks",
    metadata,
    store_key(),
    Column("week", String(8), primary_key=True),
)

# Two people of whom one accompanies the other; `proposer` is one of them.
mentorings = Table(
    "mentorings",
    metadata,
    store_key(),
    _id(),
    Column("mentor", StatementId, nullable=False),
    _text("mentor_name"),
    Column("mentee", StatementId, nullable=False),
    _text("mentee_name"),
    Column("proposer", StatementId, nullable=False),
    _text("goal"),
    Column("state", String(16), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Index(None, "store_id", "mentor"),
    Index(None, "store_id", "mentee"),
)

# Something to which people come. `context_id` is "" for an event of the whole store. `asked` is when those who came
# were asked to look back.
network_events = Table(
    "network_events",
    metadata,
    store_key(),
    _id(),
    Column("title", String(200), nullable=False),
    _text("place"),
    Column("starts", BigInteger, nullable=False),
    Column("ends", BigInteger, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("platform_id", StatementId, nullable=False),
    _text("context_id"),
    Column("maker", StatementId, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("asked", BigInteger),
    Column("gone", BigInteger),
    Index(None, "store_id", "ends"),
)

# Who comes to an event and who came. `badge` is what others scan; the two ids are of statements that count.
attendances = Table(
    "attendances",
    metadata,
    store_key(),
    _id("event_id"),
    _id("person_id"),
    _text("name"),
    Column("badge", String(8), nullable=False),
    Column("registered", BigInteger),
    Column("came", BigInteger),
    _text("came_by"),
    Column("rounds", Integer, nullable=False, server_default="0"),
    ForeignKeyConstraint(
        ["store_id", "event_id"], ["network_events.store_id", "network_events.id"]
    ),
    Index(None, "store_id", "event_id", "badge", unique=True),
    Index(None, "store_id", "person_id"),
)

# Somebody's look back, at an event or a campaign; `kind` "use" is the answer to the weekly question.
after_reviews = Table(
    "after_reviews",
    metadata,
    store_key(),
    _id(),
    Column("author", StatementId, nullable=False),
    _text("author_name"),
    Column("kind", String(8), nullable=False),
    Column("title", String(200), nullable=False),
    _text("expected"),
    _text("happened"),
    _text("why"),
    _text("next"),
    _text("stop"),
    Column("shared", Boolean, nullable=False, server_default=false()),
    Column("event_id", StatementId),
    Column("platform_id", StatementId, nullable=False),
    _text("context_id"),
    Column("statement_id", StatementId, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("gone", BigInteger),
    Index(None, "store_id", "author", "created"),
    Index(None, "store_id", "platform_id", "context_id", "created"),
)

# What a course stops doing. `review_id` is the look back that suggested it; a decision stays when that is deleted, and
# when the thing is done again (`ended`).
network_stops = Table(
    "network_stops",
    metadata,
    store_key(),
    _id(),
    Column("review_id", StatementId),
    _text("words"),
    _text("why"),
    Column("decider", StatementId, nullable=False),
    _text("decider_name"),
    Column("decided", BigInteger, nullable=False),
    Column("ended", BigInteger),
    _text("ender_name"),
    Column("platform_id", StatementId, nullable=False),
    _text("context_id"),
    Index(None, "store_id", "platform_id", "context_id", "decided"),
)
