"""Pure: after how many days what goes, and how that is written in a form."""

from typing import NamedTuple

from lrs import InvalidRequest, Violation
from lti_tool.launch.clock import HOUR

_MOST = 36500
_NO_DAYS = "“{}” is no number of days; write one from 1 to 36500, or nothing to keep it for good."


class Limits(NamedTuple):
    """Days after which words of the talk, clips, and the detail of watching go; None for never."""

    talk_days: int | None = None
    clip_days: int | None = None
    watching_days: int | None = None


class Due(NamedTuple):
    """How much is older than its limit: posts with words, clips, viewings with their detail, words of asks."""

    posts: int = 0
    clips: int = 0
    viewings: int = 0
    asks: int = 0

    @property
    def in_words(self) -> str:
        parts = ((self.posts, "post"), (self.clips, "clip"), (self.viewings, "viewing"))
        said = [f"{n} {name}{'' if n == 1 else 's'}" for n, name in parts]
        return ", ".join(
            [*said, f"the words of {self.asks} ask{'' if self.asks == 1 else 's'} or answers"]
        )


def days(field: str, text: str) -> int | None:
    """Read a number of days, None for nothing; raises InvalidRequest."""
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST:
        return int(text)
    raise InvalidRequest(Violation(field, _NO_DAYS.format(text), "hallway"))


def before(limit: int | None, now: int) -> int:
    """Give the instant before which things go; 0, before everything, where nothing goes."""
    return now - limit * 24 * HOUR if limit else 0
