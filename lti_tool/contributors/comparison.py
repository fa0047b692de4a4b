"""Pure: clips of contributors beside clips of staff: how many watched enough of them, and whom they helped."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lrs import Interval, difference, wilson

FEWEST = 5  # people, or votes: of fewer nothing is said
ALL, CONTRIBUTORS, STAFF = "all kinds", "contributors", "staff"


class Counted(NamedTuple):
    """The clips of one side and kind: their mean length in seconds, what people did with them.

    A viewing is one person and one clip.
    """

    whose: str
    kind: str
    clips: int
    length: float | None
    helped: int
    unhelpful: int
    people: int
    viewings: int
    completed: int

    @property
    def votes(self) -> int:
        return self.helped + self.unhelpful


class Share(NamedTuple):
    """So many hits of n, as parts of one with an interval of 95 per cent."""

    hits: int
    n: int

    @property
    def part(self) -> float:
        return self.hits / self.n

    @property
    def interval(self) -> Interval:
        return wilson(self.hits, self.n)


class Side(NamedTuple):
    """What one side made; a share is None where it would speak of fewer than five."""

    name: str
    clips: int
    length: float | None
    people: int | None
    completed: Share | None
    helped: Share | None


class Difference(NamedTuple):
    """By how much the share of contributors is above that of staff, as parts of one."""

    points: float
    interval: Interval


class Comparison(NamedTuple):
    """Both sides of one kind of clip, or of all."""

    kind: str
    sides: tuple[Side, Side]

    @property
    def completed(self) -> Difference | None:
        return _difference(*(side.completed for side in self.sides))

    @property
    def helped(self) -> Difference | None:
        return _difference(*(side.helped for side in self.sides))


def compared(counted: Sequence[Counted]) -> list[Comparison]:
    """Compare all of them, then each kind that both sides made."""
    known = {(one.whose, one.kind): one for one in counted}
    kinds = sorted({one.kind for one in counted} - {ALL})
    both = [k for k in kinds if (CONTRIBUTORS, k) in known and (STAFF, k) in known]
    sides = {whose: _sides(whose, both, known) for whose in (CONTRIBUTORS, STAFF)}
    return [Comparison(k, (sides[CONTRIBUTORS][k], sides[STAFF][k])) for k in (ALL, *both)]


def _sides(
    whose: str, kinds: Sequence[str], known: Mapping[tuple[str, str], Counted]
) -> dict[str, Side]:
    """Give one side, all its clips and each of these kinds, without what would give small numbers away."""
    mine = {kind: one for (name, kind), one in known.items() if name == whose and kind != ALL}
    watched = _shown({kind: one.people for kind, one in mine.items()}, kinds)
    judged = _shown({kind: one.votes for kind, one in mine.items()}, kinds)
    whole = known.get((whose, ALL)) or Counted(whose, ALL, 0, None, 0, 0, 0, 0, 0)
    every = _side(whole, watched=whole.people >= FEWEST, judged=whole.votes >= FEWEST)
    return {
        ALL: every,
        **{k: _side(mine[k], watched=k in watched, judged=k in judged) for k in kinds},
    }


def _shown(sizes: Mapping[str, int], kinds: Sequence[str]) -> set[str]:
    """Say of which kinds numbers may be shown beside those of all together.

    A single small kind that isn't shown could be reckoned out, so the least of the others goes too.
    """
    shown = {kind for kind in kinds if sizes[kind] >= FEWEST}
    rest = [size for kind, size in sizes.items() if kind not in shown and size]
    if shown and len(rest) == 1 and rest[0] < FEWEST:
        shown.remove(min(shown, key=lambda kind: (sizes[kind], kind)))
    return shown


def _side(made: Counted, *, watched: bool, judged: bool) -> Side:
    length = float(made.length) if made.length is not None else None
    return Side(
        made.whose,
        made.clips,
        length,
        made.people if watched else None,
        Share(made.completed, made.viewings) if watched else None,
        Share(made.helped, made.votes) if judged else None,
    )


def _difference(one: Share | None, other: Share | None) -> Difference | None:
    if one is None or other is None:
        return None
    return Difference(one.part - other.part, difference(one, other))


def lines(found: Iterable[Comparison], period: str) -> Iterable[tuple[object, ...]]:
    """Give a line for each side of each kind, for a table."""
    for each in found:
        for side in each.sides:
            length = round(side.length, 1) if side.length is not None else ""
            people = "too few" if side.people is None else side.people
            shares = (*_cells(side.completed), *_cells(side.helped))
            yield (period, each.kind, side.name, side.clips, length, people, *shares)


def _cells(share: Share | None) -> tuple[object, ...]:
    if share is None:
        return ("too few",) * 4
    low, high = share.interval
    return (share.n, *(round(100 * part, 1) for part in (share.part, low, high)))
