"""A member list as a file: CSV or XLSX, its columns named by a map, each row checked by itself."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zipfile import BadZipFile

from lrs.errors import InvalidRequest, Violation

FIELDS = ("member_id", "email", "name", "groups", "roles", "unit", "account_home", "account_name")
_PARTS_OF_A_NAME = ("firstname", "lastname")
_LONGEST_ID = 200
_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class ListedMember:
    """One row; `account` is the account of a platform that the list names, or None."""

    member_id: str
    email: str
    name: str
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    unit: str
    account: tuple[str, str] | None


class Fault(NamedTuple):
    """What is wrong with a row, counted from 1 as spreadsheets do, its heading included."""

    row: int
    message: str


class MemberList(NamedTuple):
    """What could be read, and what could not."""

    members: tuple[ListedMember, ...]
    faults: tuple[Fault, ...]


def read(name: str, content: bytes, columns: Mapping[str, str]) -> MemberList:
    """Read a file; `columns` says which heading holds a field, by default the field's own name.

    Raises InvalidRequest when it is no such file, or no heading says where the member ids are.
    """
    rows = _xlsx(content) if name.lower().endswith(".xlsx") else _csv(content)
    headings = [text.strip() for text in next(rows, [])]
    places = _places(headings, columns)
    members: dict[str, ListedMember] = {}
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=2):
        if number > _MOST_ROWS:
            raise _wrong(f"A list has at most {_MOST_ROWS} rows.")
        if any(row):
            _take(number, _fields(row, places), members, faults)
    return MemberList(tuple(members.values()), tuple(faults))


def _take(
    number: int, said: dict[str, str], members: dict[str, ListedMember], faults: list[Fault]
) -> None:
    message = _fault(said) or (
        "this member id stands in a row above" if said["member_id"] in members else ""
    )
    if message:
        faults.append(Fault(number, message))
    else:
        members[said["member_id"]] = _member(said)


def _fault(said: Mapping[str, str]) -> str:
    if not said["member_id"]:
        return "there is no member id"
    if len(said["member_id"]) > _LONGEST_ID:
        return f"the member id is longer than {_LONGEST_ID} characters"
    if said["email"] and (said["email"].count("@") != 1 or " " in said["email"]):
        return f"“{said['email']}” is not an e-mail address"
    if bool(said["account_home"]) != bool(said["account_name"]):
        return "an account needs its home page and its name"
    if said["account_home"] and "://" not in said["account_home"]:
        return f"“{said['account_home']}” is not an address"
    return ""


def _member(said: Mapping[str, str]) -> ListedMember:
    account = (said["account_home"], said["account_name"]) if said["account_home"] else None
    return ListedMember(
        said["member_id"],
        said["email"],
        said["name"],
        _several(said["groups"]),
        _several(said["roles"].lower()),
        said["unit"],
        account,
    )


def _several(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in text.replace(",", ";").split(";"))
    return tuple(part for part in parts if part)


def _places(headings: list[str], columns: Mapping[str, str]) -> dict[str, list[int]]:
    """Find the columns of each field; “Member ID” is a heading of ours, too, and names come in parts."""
    plain = [_plain(heading) for heading in headings]
    wanted = {field: (columns.get(field) or field).strip() for field in FIELDS}
    for field, text in wanted.items():
        if _plain(text) not in plain and (columns.get(field) or field == "member_id"):
            there = ", ".join(headings)
            raise _wrong(f"No column is headed “{text}”; there are {there}. Say which it is.")
    found = {field: _plain(text) for field, text in wanted.items()}
    places = {field: [plain.index(text)] for field, text in found.items() if text in plain}
    parts = [plain.index(part) for part in _PARTS_OF_A_NAME if part in plain]
    return {"name": parts} | places


def _plain(heading: str) -> str:
    """Leave of a heading what people mean by it: memberid for “Member ID”."""
    folded = heading.strip().casefold()
    return "".join(letter for letter in folded if letter.isalnum()) or folded


def _fields(row: list[str], places: Mapping[str, list[int]]) -> dict[str, str]:
    found = {
        field: " ".join(row[place].strip() for place in several if place < len(row)).strip()
        for field, several in places.items()
    }
    return {field: found.get(field, "") for field in FIELDS}


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong("This CSV is not UTF-8; save it again as “CSV UTF-8”.") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    yield from csv.reader(io.StringIO(text), delimiter=delimiter)


def _xlsx(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise _wrong("This is not an XLSX workbook.") from error
    sheet = book.worksheets[0]
    yield from (_texts(row) for row in sheet.iter_rows(values_only=True))


def _texts(row: Iterable[object]) -> list[str]:
    return ["" if cell is None else _text(cell) for cell in row]


def _text(cell: object) -> str:
    """Spreadsheets make numbers of member ids; 4711.0 was 4711."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _wrong(message: str) -> InvalidRequest:
    return InvalidRequest(Violation("file", message, "hallway"))
