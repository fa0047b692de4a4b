"""The query parameters of one request: known, once each, well-formed (xAPI-Communication 3.2)."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from lrs.errors import InvalidParameter, InvalidRequest, Violation
from lrs.xapi import iri, statement_id, strict_json, timestamp
from lrs.xapi.fault import Rule
from lrs.xapi.json_type import one_of
from lrs.xapi.properties import Part
from lrs.xapi.version import Version

REQUIREMENT = "xAPI-Communication 3.2"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_TIMESTAMPS: dict[Version, Rule] = {
    Version.V1_0_3: timestamp.fault,
    Version.V2_0: timestamp.rfc_3339_fault,
}


class Parameters:
    """The parameters, read one by one; what is wrong with them is collected until `close`."""

    def __init__(
        self, pairs: Iterable[tuple[str, str]], known: Collection[str], version: Version
    ) -> None:
        self._values: dict[str, str] = {}
        self._version = version
        self._found: list[Violation] = []
        for name, value in pairs:
            self._take(name, value, known)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def require(self, *names: str) -> None:
        for name in names:
            if name not in self._values:
                self.refuse(name, "is missing; this request needs it")

    def refuse(self, name: str, message: str, requirement: str = REQUIREMENT) -> None:
        self._found.append(Violation(name, message, requirement))

    def close(self) -> None:
        """Raise InvalidParameter with everything that was found, if anything was."""
        if self._found:
            raise InvalidParameter(*self._found)

    def iri(self, name: str) -> str | None:
        return self._ruled(name, iri.fault)

    def uuid(self, name: str) -> str | None:
        """Give the UUID in lower case."""
        value = self._ruled(name, statement_id.fault)
        return None if value is None else statement_id.folded(value)

    def choice(self, name: str, *choices: str) -> str | None:
        return self._ruled(name, one_of(*choices))

    def boolean(self, name: str) -> bool:
        return self.choice(name, "true", "false") == "true"

    def number(self, name: str) -> int | None:
        value = self._values.get(name)
        if value is None or _WHOLE_NUMBER.fullmatch(value):
            return None if value is None else int(value)
        self.refuse(name, "must be a whole number of at most nine digits")
        return None

    def document_id(self, name: str) -> str | None:
        """Give any text but the empty one; U+0000 is refused, because databases can't hold it."""
        value = self._values.get(name)
        if value == "" or "\x00" in (value or ""):
            self.refuse(name, "must be a text that isn't empty and has no U+0000")
        return value

    def instant(self, name: str) -> int | None:
        """Give a Timestamp in microseconds since the epoch."""
        value = self._ruled(name, _TIMESTAMPS[self._version])
        return None if value is None else (timestamp.parse(value) - _EPOCH) // _MICROSECOND

    def actor(self, name: str, check: Part) -> dict[str, Any] | None:
        """Give an Agent or Group, written as JSON, that passes this check."""
        if name not in self._values:
            return None
        found: list[Violation] = []
        thing = _parsed(name, self._values[name], found)
        if not found:
            check(thing, name, found)
        self._found += found
        return None if found else thing

    def _take(self, name: str, value: str, known: Collection[str]) -> None:
        if name not in known:
            self.refuse(name, _unknown(name, known))
        elif name in self._values:
            self.refuse(name, "is there twice; send it once")
        else:
            self._values[name] = value

    def _ruled(self, name: str, rule: Rule) -> str | None:
        value = self._values.get(name)
        fault = None if value is None else rule(value)
        if fault is None:
            return value
        hint = " (in an address a + is written as %2B)" if " " in (value or "") else ""
        self.refuse(name, fault.message + hint, fault.requirement)
        return None


def _unknown(name: str, known: Collection[str]) -> str:
    for other in known:
        if other.lower() == name.lower():
            return f"is written {other}; the case of parameter names counts"
    return f"is not a parameter here; those are {', '.join(sorted(known)) or 'none'}"


def _parsed(name: str, text: str, found: list[Violation]) -> Any:
    try:
        return strict_json.loads(text.encode())
    except InvalidRequest as error:
        found += [each._replace(pointer=name + each.pointer) for each in error.violations]
        return None
