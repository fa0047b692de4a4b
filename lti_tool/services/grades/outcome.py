"""Pure: what becomes of a score after an LMS answered, or didn't."""

from typing import NamedTuple

from lti_tool.services.errors import (
    CallRefused,
    NotOffered,
    PlatformUnreachable,
    ServiceFailed,
    TokenDenied,
    TryLater,
)
from lti_tool.services.grades.score import State

_MINUTE = 60
_DAY = 24 * 3600
_PATIENCE = 7 * _DAY
_SLOWEST = 6 * 3600

_GONE = "The column is not in the gradebook any more."
_NEWER = "The gradebook holds this score or a newer one already."


class Outcome(NamedTuple):
    """The next state, what to tell people, and after how many seconds to try again."""

    state: State
    answer: str
    again: float = 0


DELIVERED = Outcome(State.DELIVERED, "")
WITHHELD = Outcome(
    State.WITHHELD, "Not sent: this LMS would erase the grade for anything but a finished one."
)


def of_failure(error: ServiceFailed, attempts: int, age: float) -> Outcome:
    """Decide. `attempts` counts this one too, `age` is how many seconds ago the first one was."""
    if isinstance(error, TryLater):
        return _again(str(error), max(error.seconds, 1), age)
    if isinstance(error, PlatformUnreachable | TokenDenied):
        return _again(str(error), backed_off(attempts), age)
    if isinstance(error, NotOffered):
        return Outcome(State.FAILED, str(error))
    if isinstance(error, CallRefused):
        return _of_refusal(error, attempts, age)
    return _again(str(error), backed_off(attempts), age)


def _of_refusal(error: CallRefused, attempts: int, age: float) -> Outcome:
    if error.status == 409:
        return Outcome(State.OVERTAKEN, _NEWER)
    if error.status in {404, 410}:
        return Outcome(State.FAILED, f"{_GONE} {error}")
    if error.status >= 500 or error.status in {408, 425}:
        return _again(str(error), backed_off(attempts), age)
    if error.status in {401, 403}:
        return Outcome(State.FAILED, f"{error} Is the tool active there, and may it send grades?")
    return Outcome(
        State.FAILED, f"{error} People who can't be graded there, such as teachers, get no score."
    )


def _again(answer: str, seconds: float, age: float) -> Outcome:
    if age > _PATIENCE:
        return Outcome(State.FAILED, f"Given up after a week. {answer}")
    return Outcome(State.WAITING, answer, seconds)


def backed_off(attempts: int) -> float:
    """Wait a minute, two, four and so on, six hours at most."""
    return float(min(_SLOWEST, _MINUTE * 2 ** min(attempts - 1, 20)))
