"""Figures as tables that can be pasted into docs/performance.md."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bench.client import Outcome
from bench.goal import Goal

Groups = Mapping[str, Sequence["Line"]]


class Peers(NamedTuple):
    """What the best open-source record stores reached at the same work on two cores."""

    ralph: float | None = None
    adl: float | None = None


_NOBODY = Peers()


@dataclass(frozen=True)
class Line:
    """One figure; `rate` is a second unless the name says else, times in milliseconds.

    What was refused counts for nothing in the rate of a load. `through` are the first requests
    of a load that were all answered.
    """

    name: str
    rate: float
    median: float | None = None
    late: float | None = None
    cpu: float | None = None
    refused: int = 0
    peers: Peers = _NOBODY
    goals: tuple[Goal, ...] = ()
    through: int = 0

    @staticmethod
    def of(name: str, outcome: Outcome, per_request: int = 1, cpu: float | None = None) -> "Line":
        """Make a line of a load; `cpu` are the server's seconds for all of it."""
        return Line(
            name,
            outcome.accepted * per_request,
            outcome.percentile(50),
            outcome.percentile(95),
            cpu * 1000 / len(outcome.latencies) if cpu else None,
            outcome.refused,
            through=outcome.through,
        )

    @property
    def best_peer(self) -> float | None:
        return max((each for each in self.peers if each), default=None)


@dataclass(frozen=True)
class Note:
    """A sentence in the place of a figure: what was skipped, and why."""

    text: str


def told_at_once(lines: Iterable[Line | Note]) -> Iterator[Line | Note]:
    """Print what is measured as it comes, too: a run may take hours, and its table comes last."""
    for line in lines:
        said = line.text if isinstance(line, Note) else " | ".join(filter(None, _cells(line, {})))
        print(f"  {said}", file=sys.stderr)
        yield line


def print_table(group: str, lines: Sequence[Line | Note], machine: Sequence[Line]) -> None:
    """Print one target's figures; goals look at its own lines and at the machine's."""
    measured = [line for line in lines if isinstance(line, Line)]
    figures = {line.name: line for line in (*machine, *measured)}
    print(
        f"\n| {group} | a second | median ms | 95 % ms | CPU ms a request | Ralph | ADL LRS | of the goals |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    for line in measured:
        print(f"| {' | '.join(_cells(line, figures))} |")
    for note in lines:
        if isinstance(note, Note):
            print(f"\n{note.text}")


def print_side_by_side(groups: Groups, peer: str = "") -> None:
    """Print the rates of all targets beside each other, and how often each is the peer's."""
    names = dict.fromkeys(line.name for lines in groups.values() for line in lines)
    found = {group: {line.name: line for line in lines} for group, lines in groups.items()}
    ours = [group for group in groups if peer and group != peer]
    heads = (*groups, *(f"{group}, of {peer}" for group in ours))
    print(f"\n| side by side, a second | {' | '.join(heads)} |")
    print(f"|---|{'---:|' * len(heads)}")
    for name in names:
        lines = {group: found[group].get(name) for group in groups}
        times = [_times(lines[group], lines[peer]) for group in ours]
        print(f"| {' | '.join((name, *map(_rate, lines.values()), *times))} |")


def _rate(line: Line | None) -> str:
    return _figure(line.rate) + _refused(line) if line else ""


def _times(line: Line | None, other: Line | None) -> str:
    return f"{line.rate / other.rate:.1f} x" if line and other and other.rate else ""


def _refused(line: Line) -> str:
    return f" ({line.refused} refused)" if line.refused else ""


def _cells(line: Line, figures: Mapping[str, Line]) -> list[str]:
    times = (line.rate, line.median, line.late, line.cpu, *line.peers)
    verdicts = [goal.verdict(line, figures) for goal in line.goals]
    return [line.name + _refused(line), *map(_figure, times), "; ".join(filter(None, verdicts))]


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
