"""The nouns of the programme: contributor, link, audition, review, assignment, hours. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID


class Standing(StrEnum):
    """How far somebody is in the programme."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    LEFT = "left"


class Verdict(StrEnum):
    """What became of an audition."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """How far an assignment is."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    APPROVED = "approved"
    PAID = "paid"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Check(StrEnum):
    """What became of hours that somebody wrote down."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Staff(NamedTuple):
    """Who decides: of which store, who they are here, by which name, and as which actor."""

    store_id: int
    person_id: UUID | None
    name: str
    agent: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person who was asked to contribute; `id` is the person's."""

    id: UUID
    name: str
    organisation: str
    state: str
    listed: bool
    invited_by: str
    created: int
    changed: int


@dataclass(frozen=True, slots=True)
class Link:
    """An invitation that needs no mail address; `most` people may come in by it."""

    id: UUID
    code_hash: str
    words: str
    made_by: str
    used: int
    most: int
    created: int
    expires: int


@dataclass(frozen=True, slots=True)
class Audition:
    """A trial piece: a clip of its author, or a text."""

    id: UUID
    person_id: UUID
    person_name: str
    title: str
    clip_id: UUID | None
    text: str
    state: str
    words: str
    decided_by: str
    decided: int | None
    created: int


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer found; `scores` is JSON text, `scaled` between 0 and 1."""

    id: UUID
    audition_id: UUID
    reviewer_id: UUID
    reviewer_name: str
    scores: str
    words: str
    scaled: float
    created: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """A piece of work for an agreed fee; `amount` is in hundredths of the currency, `due` a day or ""."""

    id: UUID
    person_id: UUID
    person_name: str
    title: str
    brief: str
    amount: int
    currency: str
    agreement: str
    due: str
    state: str
    clip_id: UUID | None
    piece: str
    words: str
    proposed_by: UUID | None
    proposed_name: str
    approved_by: str
    approved: int | None
    paid: int | None
    reference: str
    created: int
    changed: int

    @property
    def fee(self) -> str:
        return f"{self.amount / 100:.2f}"


@dataclass(frozen=True, slots=True)
class Hours:
    """Time that somebody gave without pay, on a `day` as 2026-03-31."""

    id: UUID
    person_id: UUID
    person_name: str
    day: str
    minutes: int
    what: str
    state: str
    words: str
    decided_by: str
    decided: int | None
    created: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done, kept for good."""

    id: UUID
    about: UUID
    person_id: UUID | None
    act: str
    words: str
    by_person: UUID | None
    by_name: str
    at: int
