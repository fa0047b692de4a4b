"""Pure: where a notice on its way stands, and what became of a try."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a delivery stands. Filed ones lie in a file, as there is no mail server."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    FAILED = "failed"
    FILED = "filed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a try: the next state, what the other side said, and after how many seconds to try again."""

    state: State
    answer: str
    again: float = 0


@dataclass(frozen=True, slots=True)
class Rounds:
    """When the last daily and the last weekly round of digests was due."""

    daily: int
    weekly: int
