"""Column maps: what a regulator or another system wants in which column, read from YAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import yaml

from lrs.errors import InvalidParameter, NotFound, Violation
from lrs.record.entry import Entry
from lrs.transcripts.columns import HEADER, TranscriptPerson, Value, row
from lrs.transcripts.layout import NEUTRAL, Layout

_OWN = Path(__file__).parent / "column_maps"
_KEYS = {"heading", "from", "text", "as", "equals"}
_WIDTH = 20


class Sender(NamedTuple):
    """The organisation that sends the rows, as its letterhead names it."""

    organisation: str = ""
    signatory: str = ""
    contact: str = ""


# What a map may take besides the columns of the neutral sheet.
SOURCES = (*HEADER, "activity_id", *Sender._fields)


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column: neutral columns joined by a space, or a fixed text.

    `day` writes a time as its day; with `equals` the column says yes or no.
    """

    heading: str
    sources: tuple[str, ...] = ()
    text: str = ""
    day: bool = False
    equals: str | None = None

    def value(self, cells: Mapping[str, Value], zone: ZoneInfo) -> Value:
        found = [cells[name] for name in self.sources]
        if self.equals is not None:
            return "yes" if found[0] == self.equals else "no"
        if len(found) == 1:
            value = found[0]
            if self.day and isinstance(value, datetime):
                return value.astimezone(zone).date()
            return value
        return " ".join(str(each) for each in found if each) if found else self.text


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A map. With `per_credit` each credit of an entry is a row, of `scheme` alone if it names one."""

    name: str
    title: str
    note: str
    per_credit: bool
    scheme: str
    columns: tuple[MappedColumn, ...]

    def layout(self, zone: ZoneInfo, sender: Sender) -> Layout:
        """Give the columns and rows; days are those of the zone."""

        def rows(person: TranscriptPerson, entry: Entry) -> Iterator[tuple[Value, ...]]:
            for each in self._parted(entry):
                cells = dict(zip(HEADER, row(person, each), strict=True))
                cells |= {"activity_id": each.url or each.id, **sender._asdict()}
                yield tuple(column.value(cells, zone) for column in self.columns)

        headings = tuple(column.heading for column in self.columns)
        return Layout(headings, (_WIDTH,) * len(headings), rows)

    def _parted(self, entry: Entry) -> Iterator[Entry]:
        if not self.per_credit:
            yield entry
            return
        for credit in entry.credits:
            if credit.scheme.upper().startswith(self.scheme.upper()):
                yield replace(entry, credits=(credit,))


def read(name: str, text: str) -> ColumnMap:
    """Read a map; raises InvalidParameter that says what is wrong with it."""
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _refusal("", f"This is no YAML: {error}") from error
    if not isinstance(said, dict) or not isinstance(said.get("columns"), list):
        raise _refusal("/columns", "A map needs a list of columns.")
    if said.get("rows", "entry") not in ("entry", "credit"):
        raise _refusal("/rows", "Write entry or credit.")
    columns = tuple(_column(place, each) for place, each in enumerate(said["columns"]))
    words = (str(said.get(key, "")) for key in ("note", "scheme"))
    note, scheme = words
    per_credit = said.get("rows") == "credit"
    return ColumnMap(name, str(said.get("title", name)), note, per_credit, scheme, columns)


def column_maps(folder: Path | None = None) -> dict[str, ColumnMap]:
    """Give all maps by name: ours, and those of the folder, which win."""
    found = [*_OWN.glob("*.yaml"), *(folder.glob("*.yaml") if folder and folder.is_dir() else [])]
    return {
        path.stem: read(path.stem, path.read_text("utf-8")) for path in sorted(found, key=_order)
    }


def text_of_own(name: str, folder: Path | None = None) -> str:
    """Give the YAML of a map of the folder, or else of ours; raises NotFound."""
    for place in filter(None, (folder, _OWN)):
        for path in place.glob("*.yaml"):
            if path.stem == name:
                return path.read_text("utf-8")
    raise NotFound(f"There is no column map {name}.")


def layout_named(
    name: str, zone: ZoneInfo, maps: Mapping[str, ColumnMap], sender: Sender
) -> Layout:
    """Give the layout of one of the maps, the neutral one for ""; raises NotFound."""
    if not name:
        return NEUTRAL
    if name not in maps:
        raise NotFound(f"There is no column map {name}; there are {', '.join(sorted(maps))}.")
    return maps[name].layout(zone, sender)


def _order(path: Path) -> tuple[bool, str]:
    """Put ours first, so that a file of the same name replaces it."""
    return path.parent != _OWN, path.stem


def _column(place: int, said: Any) -> MappedColumn:
    pointer = f"/columns/{place}"
    if not isinstance(said, dict) or not said.get("heading") or set(said) - _KEYS:
        raise _refusal(pointer, f"A column has a heading and some of {', '.join(sorted(_KEYS))}.")
    given = said.get("from", [])
    sources = tuple(map(str, given if isinstance(given, list) else [given]))
    for unknown in sorted(set(sources) - set(SOURCES)):
        raise _refusal(f"{pointer}/from", f"There is no {unknown}; there are {', '.join(SOURCES)}.")
    equals = said.get("equals")
    if equals is not None and len(sources) != 1:
        raise _refusal(f"{pointer}/equals", "Compare one column of the record.")
    return MappedColumn(
        str(said["heading"]),
        sources,
        str(said.get("text", "")),
        said.get("as") == "date",
        None if equals is None else str(equals),
    )


def _refusal(pointer: str, message: str) -> InvalidParameter:
    return InvalidParameter(Violation(pointer, message, "column map"))
