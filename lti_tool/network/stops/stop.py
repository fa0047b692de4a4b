"""Pure: something that is not done any more, and how the form that decides it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from lrs import InvalidRequest, Violation

LONGEST_WORDS, LONGEST_WHY = 300, 1000


@dataclass(frozen=True, slots=True)
class Stop:
    """One decision; `ended` is when it was taken up again, `review_id` the look back that suggested it."""

    id: UUID
    review_id: UUID | None
    words: str
    why: str
    decider: UUID
    decider_name: str
    decided: int
    ended: int | None
    ender_name: str
    platform_id: UUID
    context_id: str


class Suggestion(NamedTuple):
    """What a look back that was shared would stop, and nobody decided on yet."""

    review_id: UUID
    title: str
    author_name: str
    words: str
    created: int


def read(form: Mapping[str, str]) -> dict[str, str]:
    """Read what and why; raises InvalidRequest with everything that is wrong."""
    words, why = (" ".join(form.get(name, "").split()) for name in ("words", "why"))
    wrong: list[Violation] = []
    if not 0 < len(words) <= LONGEST_WORDS:
        message = f"Say what is not done any more, in at most {LONGEST_WORDS} letters."
        wrong.append(Violation("words", message, "hallway"))
    if len(why) > LONGEST_WHY:
        wrong.append(Violation("why", f"A reason has at most {LONGEST_WHY} letters.", "hallway"))
    if wrong:
        raise InvalidRequest(*wrong)
    return {"words": words, "why": why}
