"""`make bench`: fill a store, read it in every way, and set each figure beside what the machine can do."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.part import MachinePart, Part, StorePart, chosen
from bench.report import Line, Note, print_side_by_side, print_table
from bench.server import Target, hallway
from bench.subject import Subject
from tests.postgresql import citus

Measured = list[Line | Note]


def main() -> int:
    asked = _arguments()
    parts = chosen(asked.only)
    with tempfile.TemporaryDirectory(prefix="hallway-bench-") as name:
        folder = Path(name)
        machine = _machine(parts, folder)
        if machine:
            print_table("the machine", machine, machine)
        groups = {}
        for title, target in _targets(asked, folder) if _of_stores(parts) else ():
            place = Path(tempfile.mkdtemp(dir=folder))
            measured = _store(parts, Subject(target, place, asked.statements, asked.large))
            print_table(title, measured, machine)
            groups[title] = _lines(measured)
    if len(groups) > 1:
        print_side_by_side(groups)
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
    return parser.parse_args()


def _of_stores(parts: Sequence[Part]) -> list[StorePart]:
    return [part for part in parts if isinstance(part, StorePart)]


def _machine(parts: Sequence[Part], folder: Path) -> list[Line]:
    measured: Measured = []
    for part in parts:
        if isinstance(part, MachinePart):
            print(f"The machine: {part.name}", file=sys.stderr)
            measured += part.measure(folder)
    return _lines(measured)


def _targets(asked: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Target]]:
    """Give one target after the other; each stops before the next one starts."""
    for kind in asked.database:
        place = Path(tempfile.mkdtemp(dir=folder))
        with hallway(kind, place) as target:
            yield f"Hallway on {'Citus' if _on_citus(kind) else kind}", target
    if asked.endpoint:
        yield asked.endpoint, Target(asked.endpoint, asked.key, asked.secret)


def _on_citus(kind: str) -> bool:
    return kind == "postgresql" and citus.given() is not None


def _store(parts: Sequence[Part], subject: Subject) -> Measured:
    measured: Measured = []
    for part in _of_stores(parts):
        if not _fits(part, subject):
            continue
        print(f"{subject.kind or subject.target.url}: {part.name}", file=sys.stderr)
        measured += part.measure(subject)
    return measured


def _fits(part: StorePart, subject: Subject) -> bool:
    return bool((subject.kind or not part.hallway_only) and (subject.large or not part.large_only))


def _lines(measured: Sequence[Line | Note]) -> list[Line]:
    return [each for each in measured if isinstance(each, Line)]


if __name__ == "__main__":
    sys.exit(main())
