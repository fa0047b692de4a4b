"""Arrivals: statements on lines, read and made ready to be prepared, in batches."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lrs.errors import InvalidRequest, Violation
from lrs.statement_files.attachment_files import AttachmentFiles
from lrs.statement_files.line import Line
from lrs.xapi import attachment_parts, strict_json
from lrs.xapi.content import Content

_MOST = 1_000
_LARGEST = 8 * 1024 * 1024


class Arrival(NamedTuple):
    """A line and the statement on it, or what is wrong with it already."""

    line: Line
    statement: Any
    contents: Mapping[str, Content]
    errors: tuple[Violation, ...]

    @property
    def weight(self) -> int:
        return len(self.line.text or b"") + sum(map(len, self.contents.values()))


def batches(arrivals: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    """Give what one transaction takes: no more than memory bears, and no id twice."""
    batch: list[Arrival] = []
    ids: set[object] = set()
    weight = 0
    for arrival in arrivals:
        its_id = _id(arrival)
        if len(batch) == _MOST or weight > _LARGEST or its_id in ids:
            yield batch
            batch, ids, weight = [], set(), 0
        batch.append(arrival)
        weight += arrival.weight
        ids |= {its_id} if its_id else set()
    if batch:
        yield batch


def arrive(line: Line, attachments: AttachmentFiles) -> Arrival:
    """Read a line; a statement without timestamp happened when it was stored."""
    try:
        statement, contents = _read(line, attachments)
    except InvalidRequest as error:
        return Arrival(line, None, {}, tuple(error.violations))
    if isinstance(statement, dict) and "stored" in statement:
        statement.setdefault("timestamp", statement["stored"])
    return Arrival(line, statement, contents, ())


def _read(line: Line, attachments: AttachmentFiles) -> tuple[Any, Mapping[str, Content]]:
    if line.text is None:
        raise InvalidRequest(Violation("", "is longer than HALLWAY_MAX_BODY allows", "hallway"))
    statement = strict_json.loads(line.text)
    contents = attachments.contents(statement)
    attachment_parts.check_beside(statement, contents)
    return statement, contents


def _id(arrival: Arrival) -> object:
    given = arrival.statement.get("id") if isinstance(arrival.statement, dict) else None
    return given.lower() if isinstance(given, str) else None
