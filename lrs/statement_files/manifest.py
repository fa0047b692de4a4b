"""The manifest of an export: which files it has, and which places of the store stand in each."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from lrs.errors import Conflict
from lrs.statement_files.unfinished import unfinished

_NAME = "_manifest.json"  # readers of data sets pass over names that begin so


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a day. `first` and `last` are the places of its statements, in microseconds.

    A part is stale when one of its statements was voided after it was written.
    """

    day: str
    number: int
    first: int
    last: int
    statements: int
    stale: bool = False

    def path(self, suffix: str) -> Path:
        """Give the path below the export's folder; partitions are named as Hive names them."""
        return Path(f"day={self.day}") / f"{self.number:04}.{suffix}"

    def holds(self, place: int) -> bool:
        return self.first <= place <= self.last


class Manifest:
    """What an export folder holds of one store. `checked` is the place up to which voidings are known."""

    def __init__(self, folder: Path, **head: str) -> None:
        """Read the manifest if there is one; raises Conflict when it is one of something else."""
        self._path = folder / _NAME
        self._head = head
        self._parts: dict[tuple[str, int], Part] = {}
        self.checked = 0
        if self._path.exists():
            self._read(json.loads(self._path.read_bytes()))

    def __len__(self) -> int:
        return len(self._parts)

    def of_day(self, day: date) -> list[Part]:
        return sorted(
            (p for p in self._parts.values() if p.day == str(day)), key=lambda p: p.number
        )

    def missing(self) -> list[str]:
        """Give the files that it names and that are not there."""
        paths = [part.path(self._head["format"]) for part in self._parts.values()]
        return sorted(str(path) for path in paths if not (self._path.parent / path).is_file())

    def add(self, part: Part) -> None:
        self._parts[part.day, part.number] = part
        self._save()

    def voided(self, places: Collection[int], checked: int) -> None:
        """Mark the parts in which statements were voided since the last time."""
        for key, part in self._parts.items():
            if any(part.holds(place) for place in places):
                self._parts[key] = replace(part, stale=True)
        self.checked = checked
        self._save()

    def _save(self) -> None:
        parts = [asdict(self._parts[key]) for key in sorted(self._parts)]
        with unfinished(self._path) as path:
            path.write_text(json.dumps({**self._head, "checked": self.checked, "parts": parts}))

    def _read(self, content: dict[str, Any]) -> None:
        for name, value in self._head.items():
            if content[name] != value:
                raise Conflict(
                    f"{self._path.parent} holds an export of another {name} ({content[name]}, not "
                    f"{value}); choose another folder."
                )
        self.checked = content["checked"]
        parts = [Part(**given) for given in content["parts"]]
        self._parts = {(part.day, part.number): part for part in parts}
