"""An outlet: where something goes out to, which of it, and how that stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from connectors.storage import State


class Kind(StrEnum):
    """What goes out: statements to another LRS, or calls about what happened."""

    LRS = "lrs"
    WEBHOOK = "webhook"


class Choice(NamedTuple):
    """Which statements go out; an empty part lets all through.

    `verbs` and `types` are IRIs, `groups` those of the lists of members, `happenings` what a webhook is
    called about. Statements under the authority of one of `keys` came from there and never go back.
    """

    verbs: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    happenings: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where credentials lead; `secret` signs the calls to a webhook."""

    address: str
    key: str
    secret: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet as it is kept; `place` is sealed, `choice` JSON. Instants in microseconds."""

    store_id: int
    id: UUID
    kind: Kind
    name: str
    place: bytes
    choice: str
    state: State
    reason: str
    cursor: int
    joins_seen: int
    failures: int
    claimed: int
    next_run: int
    last_run: int | None
    last_sent: int | None
    sent: int
    created: int
    created_by: str


class Fate(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out, or went: a call, or a statement that was refused. `content` is sealed JSON."""

    store_id: int
    outlet_id: UUID
    id: UUID
    kind: str
    content: bytes
    fate: Fate
    made: int
    due: int
    tries: int
    answer: int | None
    reason: str
