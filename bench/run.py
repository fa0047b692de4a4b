"""`make bench`: fill a store, read it in every way, and set each figure beside what the machine can do."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from math import inf
from pathlib import Path

from bench.part import MachinePart, Part, StorePart, chosen
from bench.report import Line, Note, print_side_by_side, print_table, told_at_once
from bench.server import Target, hallway
from bench.subject import Subject
from tests.postgresql import citus

Measured = list[Line | Note]
Named = tuple[str, AbstractContextManager[Target]]


def main() -> int:
    asked = _arguments()
    parts = chosen(asked.only)
    with tempfile.TemporaryDirectory(prefix="hallway-bench-") as name:
        folder = Path(name)
        machine = measured_alone(parts, folder)
        if machine:
            print_table("the machine", machine, machine)
        groups = {}
        for some in _rounds(asked, folder) if _of_stores(parts) else ():
            for title, measured in by_turns(parts, some, asked, folder).items():
                print_table(title, measured, machine)
                groups[title] = _lines(measured)
    if len(groups) > 1:
        print_side_by_side(groups, asked.endpoint or "")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="parts, by their names")
    parser.add_argument("--large", action="store_true", help="also with 5,000,000 statements")
    parser.add_argument("--statements", type=int, default=20_000, help="how many a store has first")
    parser.add_argument("--database", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--endpoint", help="another record store to run beside it")
    parser.add_argument("--key", default="")
    parser.add_argument("--secret", default="")
    parser.add_argument("--pid", type=int, default=0, help="whose children do its work")
    parser.add_argument("--seconds", type=float, default=inf, help="the longest for one load")
    return parser.parse_args()


def _of_stores(parts: Sequence[Part]) -> list[StorePart]:
    return [part for part in parts if isinstance(part, StorePart)]


def measured_alone(parts: Sequence[Part], folder: Path) -> list[Line]:
    """Measure the machine, each part in a folder of its own: several have a store there."""
    measured: Measured = []
    for part in parts:
        if isinstance(part, MachinePart):
            print(f"The machine: {part.name}", file=sys.stderr)
            measured += told_at_once(part.measure(Path(tempfile.mkdtemp(dir=folder))))
    return _lines(measured)


def _rounds(asked: argparse.Namespace, folder: Path) -> list[list[Named]]:
    """Beside another record store all take turns, part by part; else one stops before the next one starts."""
    ours = [_ours(kind, folder) for kind in asked.database]
    if not asked.endpoint:
        return [[each] for each in ours]
    other = Target(asked.endpoint, asked.key, asked.secret, asked.pid)
    return [[*ours, (asked.endpoint, nullcontext(other))]]


def _ours(kind: str, folder: Path) -> Named:
    title = f"Hallway on {'Citus' if _on_citus(kind) else kind}"
    return title, hallway(kind, Path(tempfile.mkdtemp(dir=folder)))


def _on_citus(kind: str) -> bool:
    return kind == "postgresql" and citus.given() is not None


def by_turns(
    parts: Sequence[Part], named: Sequence[Named], asked: argparse.Namespace, folder: Path
) -> dict[str, Measured]:
    """Measure each part on one target after the other, so that all of them meet the same minutes."""
    measured: dict[str, Measured] = {title: [] for title, _ in named}
    with ExitStack() as stack:
        subjects = [
            (title, _subject(stack.enter_context(target), asked, folder)) for title, target in named
        ]
        for part in _of_stores(parts):
            for title, subject in subjects:
                if _fits(part, subject):
                    print(f"{title}: {part.name}", file=sys.stderr)
                    measured[title] += map(subject.plain, told_at_once(part.measure(subject)))
                    if len(subjects) > 1:
                        subject.target.catch_up()
    return measured


def _subject(target: Target, asked: argparse.Namespace, folder: Path) -> Subject:
    place = Path(tempfile.mkdtemp(dir=folder))
    return Subject(target, place, asked.statements, asked.large, asked.seconds)


def _fits(part: StorePart, subject: Subject) -> bool:
    return bool((subject.kind or not part.hallway_only) and (subject.large or not part.large_only))


def _lines(measured: Sequence[Line | Note]) -> list[Line]:
    return [each for each in measured if isinstance(each, Line)]


if __name__ == "__main__":
    sys.exit(main())
