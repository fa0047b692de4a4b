"""An administrator's files: which rows there are, and what each says by the map of its columns."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

import orjson
from marshmallow import Schema, fields

from connectors.connector import Files, Handed, Origin, Placed, Source
from connectors.errors import Fatal
from connectors.event import Event
from connectors.spreadsheet import reading as mapping
from connectors.spreadsheet import translate
from connectors.spreadsheet.fields import guessed
from connectors.spreadsheet.reading import DAY_FIRST, MONTH_FIRST, Reading
from connectors.spreadsheet.sheet import MOST_COLUMNS, rows
from lrs.telling import Statement

_MEBIBYTE = 1024 * 1024
_SAMPLES = 5
_GUESSES = 200  # rows that are looked at to see how days are written


class Settings(Schema):
    """What an administrator enters."""

    home = fields.Url(
        required=True,
        schemes={"http", "https"},
        require_tld=False,
        metadata={
            "label": "What the ids of people belong to",
            "hint": "An address. With that of your LMS, an id joins whom its launches bring.",
        },
    )
    system = fields.String(
        load_default="",
        metadata={"label": "System", "hint": "Shown as the source of what is told."},
    )
    mailboxes = fields.Boolean(
        load_default=False,
        metadata={
            "label": "Identify people by their e-mail address",
            "hint": "Where there is no id. Else the address is an id of the system above.",
        },
    )


class Look(NamedTuple):
    """What a file shows at first sight: its headings, some rows, and what its columns probably hold."""

    headings: list[str]
    samples: list[list[str]]
    columns: dict[str, str]
    order: str


class Spreadsheet(Files):
    """Files of one organisation or system."""

    name = "spreadsheet"
    title = "Spreadsheet"
    summary = (
        "CSV and XLSX files: completions, attendance or anything else, by a map of their columns."
    )
    notice = "What lists of your organisation say you completed, attended or did, and when."
    schema = Settings
    endings = (".csv", ".tsv", ".txt", ".xlsx")
    largest = 100 * _MEBIBYTE
    asks = True

    def test(self, source: Source) -> str:  # noqa: ARG002 (nothing is asked)
        return "Nothing to ask: hand in a file, and try it."

    def placed(self, handed: Handed) -> Iterator[Placed]:
        found = mapping.read(handed.reading)
        walked = rows(handed.name, handed.content)
        headings = _headings(next(walked, (0, []))[1])
        mapping.check(found, headings)
        places = {name: headings.index(heading) for name, heading in found.columns.items()}
        for number, row in walked:
            said = {name: row[place] for name, place in places.items() if place < len(row)}
            yield Placed(
                number, _event(handed.name, number, {**found.always, **_said(said)}, found)
            )

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def look(handed: Handed) -> Look:
    """Raise Fatal for a file that can't be read."""
    walked = rows(handed.name, handed.content)
    headings = _headings(next(walked, (0, []))[1])
    first = [row for _, row in zip(range(_GUESSES), (row for _, row in walked), strict=False)]
    columns = guessed(headings)
    days = [
        row[headings.index(columns["at"])]
        for row in first
        if "at" in columns and len(row) > headings.index(columns["at"])
    ]
    return Look(headings, first[:_SAMPLES], columns, _order(days))


def _headings(row: Sequence[str]) -> list[str]:
    """Raise Fatal without headings, or where two are the same and mean a column each."""
    found = [cell or f"Column {number}" for number, cell in enumerate(row, 1)]
    if not any(row):
        raise Fatal("This file is empty; its first row holds the headings.")
    if len(found) > MOST_COLUMNS:
        raise Fatal(f"At most {MOST_COLUMNS} columns are read.")
    return [f"{each} ({n})" if each in found[: n - 1] else each for n, each in enumerate(found, 1)]


def _said(row: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in row.items() if text}


def _event(file: str, number: int, row: dict[str, str], found: Reading) -> Event:
    how = {"order": found.order, "time_zone": found.time_zone}
    name = (
        row.get("id") or sha256(orjson.dumps([row, how], option=orjson.OPT_SORT_KEYS)).hexdigest()
    )
    return Event(name, "row", {"file": file, "row": number, "fields": row, **how})


def _order(days: Sequence[str]) -> str:
    """Say whether the month stands first: somewhere the second number is more than 12, and the first never."""
    pairs = [day.replace(".", "/").replace("-", "/").split("/")[:2] for day in days]
    numbers = [pair for pair in pairs if len(pair) == 2 and all(p.isdecimal() for p in pair)]
    if any(int(second) > 12 for _, second in numbers) and all(int(a) <= 12 for a, _ in numbers):
        return MONTH_FIRST
    return DAY_FIRST
