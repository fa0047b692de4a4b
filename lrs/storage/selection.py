"""A selection: which statements a page is cut from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

_FOREVER = 2**63


@dataclass(frozen=True, slots=True)
class Selection:
    """Which statements to page through: all of `filed`, stored after `since` and up to `until`.

    `before` is the place where an earlier page ended.
    """

    filed: Sequence[tuple[str, str]] = ()
    since: int | None = None
    until: int | None = None
    before: int | None = None
    authority: str | None = None
    ascending: bool = False

    @property
    def range(self) -> tuple[int, int]:
        """Give the first and the last place that may be selected."""
        first = 0 if self.since is None else self.since + 1
        last = _FOREVER if self.until is None else self.until
        return first, last if self.before is None else min(last, self.before - 1)

    def beyond(self, place: int) -> "Selection":
        """Give what follows the statement at this place."""
        return replace(self, since=place) if self.ascending else replace(self, before=place)
