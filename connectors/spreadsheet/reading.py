"""Pure: how a file is read: which column says what, what is the same in all rows, and how its days are written."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from connectors.spreadsheet.fields import BY_NAME, PRESETS
from lrs import InvalidRequest, Violation

DAY_FIRST, MONTH_FIRST = "day first", "month first"
ORDERS = (DAY_FIRST, MONTH_FIRST)
_RULE = "a map of columns"


class Reading(NamedTuple):
    """`columns` gives the heading of a field, `always` the value of one that is the same in all rows."""

    columns: Mapping[str, str]
    always: Mapping[str, str]
    order: str = DAY_FIRST
    time_zone: str = "UTC"

    def dumped(self) -> dict[str, Any]:
        return {**self._asdict(), "columns": dict(self.columns), "always": dict(self.always)}


def read(said: Mapping[str, Any], time_zone: str = "UTC") -> Reading:
    """Read a map as JSON or YAML gives it; `preset` fills what it leaves open. Raises InvalidRequest."""
    preset = str(said.get("preset") or "")
    if preset and preset not in PRESETS:
        raise _wrong("preset", f"There is no preset {preset}; there are {', '.join(PRESETS)}.")
    always = dict(PRESETS[preset].always) if preset else {}
    columns = _texts("columns", said.get("columns"))
    always = {k: w for k, w in always.items() if k not in columns}
    return Reading(
        columns,
        {**always, **_texts("always", said.get("always"))},
        str(said.get("order") or DAY_FIRST),
        str(said.get("time_zone") or time_zone),
    )


def check(reading: Reading, headings: Sequence[str]) -> None:
    """Raise InvalidRequest with all that is wrong with a map for a file with these headings."""
    wrong = [
        Violation(f"columns/{name}", f"No column is headed “{heading}”.", _RULE)
        for name, heading in reading.columns.items()
        if heading not in headings
    ]
    said = {*reading.columns, *reading.always}
    if not said & {"person", "email"}:
        wrong.append(
            _missing("person", "Say which column identifies the person: an id or an e-mail.")
        )
    for name, words in (
        ("verb", "Say what people did."),
        ("at", "Say which column holds the day."),
    ):
        if name not in said:
            wrong.append(_missing(name, words))
    if not said & {"title", "activity"}:
        wrong.append(_missing("title", "Say which column holds the title."))
    if reading.order not in ORDERS:
        wrong.append(_missing("order", f"It is one of {', '.join(ORDERS)}."))
    if not _is_zone(reading.time_zone):
        wrong.append(_missing("time_zone", f"There is no time zone {reading.time_zone}."))
    if wrong:
        raise InvalidRequest(*wrong)


def _texts(name: str, said: Any) -> dict[str, str]:
    """Raise InvalidRequest for what is no object of texts by known fields."""
    if not isinstance(said or {}, dict):
        raise _wrong(name, "It holds names of fields, each with a text.")
    unknown = sorted(set(said or {}) - set(BY_NAME))
    if unknown:
        known = ", ".join(BY_NAME)
        raise _wrong(name, f"There is no field {', '.join(unknown)}; there are {known}.")
    return {key: str(text).strip() for key, text in (said or {}).items() if str(text).strip()}


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # what no file knows, and what is no name
        return False
    return True


def _missing(name: str, words: str) -> Violation:
    return Violation(name, words, _RULE)


def _wrong(name: str, words: str) -> InvalidRequest:
    return InvalidRequest(_missing(name, words))
