"""What a teacher may pick. Each room adds an offer; this file knows only the learner's own record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from lti_tool.rooms.visits import Visit
from lti_tool.services.grades.rules import Rule

RECORD = "record"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick. `about` names it for good, `page` is where it is shown, beginning with /app/.

    With a `rule` it can be graded; `public` is an address that anybody may open, "" when there is none.
    """

    about: str
    title: str
    text: str
    page: str
    rule: Rule | None = None
    public: str = ""


class Offer(Protocol):
    """A kind of things to pick: clips, discussions, ..."""

    @property
    def heading(self) -> str: ...

    def choices(self, visit: Visit) -> Sequence[Choice]:
        """Give what exists and this teacher may pick; nothing, and the heading isn't shown."""

    def find(self, store_id: int, about: str) -> Choice | None:
        """Give one by its name, None when it isn't of this kind or is gone."""


class OwnRecord:
    """Everybody's own record: the same link shows each learner theirs."""

    heading = "Records"
    _choice = Choice(
        RECORD,
        "My learning record",
        "Each learner sees their own: courses, clips, discussions, meetings.",
        "/app/record",
    )

    def choices(self, visit: Visit) -> Sequence[Choice]:  # noqa: ARG002 (the same for every teacher)
        return [self._choice]

    def find(self, store_id: int, about: str) -> Choice | None:  # noqa: ARG002 (in every store)
        return self._choice if about == RECORD else None


class Offers:
    """All that rooms offer, in the order in which they were added."""

    def __init__(self, offers: Iterable[Offer] = ()) -> None:
        self._offers: list[Offer] = [*offers]

    def add(self, offer: Offer) -> None:
        self._offers.append(offer)

    def shown(self, visit: Visit) -> list[tuple[str, Sequence[Choice]]]:
        """Give headings with what there is below them."""
        found = [(offer.heading, offer.choices(visit)) for offer in self._offers]
        return [(heading, choices) for heading, choices in found if choices]

    def find(self, store_id: int, about: str) -> Choice | None:
        found = (offer.find(store_id, about) for offer in self._offers)
        return next((choice for choice in found if choice is not None), None)
