"""A need, and what was recommended for it. Pure; instants are microseconds since the epoch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from lti_tool.needs.facets import Values, set_of
from lti_tool.needs.outcome import Outcome
from lti_tool.needs.ranking import Part, reason

HELPED, NOT_HELPED, IGNORED = "helped", "not-helped", "ignored"
OPINIONS = (HELPED, NOT_HELPED, IGNORED)
FORM = "form"


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody works on now. `source` and `external_id` say which system sent it, and what it calls it.

    `rounds` counts how often something was looked for; `closed` is when it was over,
    `outcome` how it ended and `ended` when somebody said so; `said` is the statement that tells it.
    """

    id: UUID
    person_id: UUID
    course_id: UUID | None
    facet_set: str
    attributes: Values
    words: str
    source: str
    external_id: str
    rounds: int
    created: int
    changed: int
    closed: int | None
    outcome: str = ""
    ended: int | None = None
    amount: int | None = None
    currency: str = ""
    said: UUID | None = None
    turns: int = 0

    @property
    def end(self) -> Outcome:
        """How it ended; of no value while nobody said so."""
        return Outcome(self.outcome, self.amount, self.currency)

    @property
    def title(self) -> str:
        """What it is called in lists: its first values, else how its words begin."""
        values = [value for found in self.attributes.values() for value in found]
        return ", ".join(values[:3]) or self.words[:60] or set_of(self.facet_set).noun


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Something that was recommended: its place in the order from 1, 0 when others fit better now.

    `told` is the statement that recommended it, `said` the one that says what the person thinks of it.
    """

    need_id: UUID
    kind: str
    subject_id: UUID
    person_id: UUID
    course_id: UUID | None
    title: str
    place: int
    score: float
    parts: tuple[Part, ...]
    told: UUID
    recommended: int
    opened: int | None
    opinion: str
    said: UUID | None
    turns: int

    @property
    def key(self) -> tuple[str, UUID]:
        return self.kind, self.subject_id

    @property
    def page(self) -> str:
        return f"/app/{self.kind}s/{self.subject_id}"

    @property
    def reason(self) -> str:
        return reason(self.parts)


class Wanted(NamedTuple):
    """What is known of a need, from a form or from another system."""

    attributes: Mapping[str, tuple[str, ...]]
    words: str
