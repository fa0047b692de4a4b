"""Usual statements: checked and filed by the JSON of their parts, most of which were good before.

What a statement consists of and what its parts have to be stands in `statement`, `context` and `result`.
Here it is only found sooner, of one that its client wrote compactly and that is about an activity. Any
other one is unusual, be it good or bad: it has to be read whole.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from lrs.errors import Violation
from lrs.xapi import compact_json, context, result, statement, told
from lrs.xapi.compact_json import Members
from lrs.xapi.familiar import Familiar
from lrs.xapi.fault import Rule
from lrs.xapi.filing import Filed
from lrs.xapi.properties import Part, Properties, refuse
from lrs.xapi.told import NOTHING, Told
from lrs.xapi.version import Version

_LARGEST = 65_536  # bytes, as each part is copied
_NEW_EACH_TIME = ("timestamp",)

# Looks at the JSON of a member, and adds what it tells.
_Reader = Callable[[bytes, list[Told]], None]


class Unusual(Exception):
    """A statement can't be taken by its parts."""


class Usual:
    """A good statement: its members, its id, and what its parts tell.

    `beside` is what its context tells, `told` what the others do.
    """

    __slots__ = ("beside", "id", "members", "told")

    def __init__(self, members: Members) -> None:
        self.members = members
        self.id: str | None = None
        self.told: list[Told] = []
        self.beside: list[Told] = []

    def filed_under(self, authority: Told) -> set[Filed]:
        """Return what `filing.filed_under` does for a statement with this authority."""
        filed: set[Filed] = set()
        for each in (*self.told, *self.beside):
            filed.update(each.own)
        for each in (*self.beside, authority):
            for plain, other in each.others:
                if plain not in filed:
                    filed.add(other)
        return filed


def read(text: bytes, version: Version) -> Usual:
    """Check a statement by its JSON. Raises Unusual and NotCompact."""
    if len(text) > _LARGEST:
        raise Unusual
    usual = Usual(compact_json.members(text))
    readers = _STATEMENTS[version]
    readers.demand(usual.members)
    for name, raw in usual.members.items():
        if name == "id":
            usual.id = _good(statement.PROPERTIES[version].rules[name], bytes(raw))
        else:
            readers[name](bytes(raw), usual.beside if name == "context" else usual.told)
    return usual


class _Readers(dict[str, _Reader]):
    """A reader for each property of an object; `others` are those that do more than to check it."""

    def __init__(self, properties: Properties, others: Mapping[str, _Reader]) -> None:
        super().__init__({name: _ruled(name, rule) for name, rule in properties.rules.items()})
        self.update({name: _part(part) for name, part in properties.parts.items()})
        self.update(others)
        self._required = properties.required

    def __missing__(self, name: str) -> _Reader:
        raise Unusual

    def demand(self, members: Members) -> None:
        for name in self._required:
            if name not in members:
                raise Unusual

    def each(self, text: bytes, found: list[Told]) -> None:
        """Read all members of an object."""
        members = compact_json.members(text)
        self.demand(members)
        for name, raw in members.items():
            self[name](bytes(raw), found)


def _good(rule: Rule, text: bytes) -> Any:
    value = compact_json.value(text)
    if rule(value) is not None:
        raise Unusual
    return value


def _ruled(name: str, rule: Rule) -> _Reader:
    """Read what has one value; few of them are new each time."""
    if name in _NEW_EACH_TIME:
        return partial(_new, rule)

    def part(thing: object, pointer: str, found: list[Violation]) -> None:
        fault = rule(thing)
        if fault is not None:
            refuse(fault, pointer, found)

    return partial(_familiar, Familiar(part, told.nothing))


def _new(rule: Rule, text: bytes, _: list[Told]) -> None:
    _good(rule, text)


def _part(part: Part) -> _Reader:
    return partial(_familiar, part) if isinstance(part, Familiar) else partial(_checked, part)


def _familiar(part: Familiar, text: bytes, found: list[Told]) -> None:
    its = part.told(text)
    if its is None:
        raise Unusual
    if its is not NOTHING:
        found.append(its)


def _checked(part: Part, text: bytes, _: list[Told]) -> None:
    _checked_value(part, text)


def _checked_value(part: Part, text: bytes) -> Any:
    value, violations = compact_json.value(text), list[Violation]()
    part(value, "", violations)
    if violations:
        raise Unusual
    return value


def _registration(rule: Rule, text: bytes, found: list[Told]) -> None:
    found.append(told.by_registration(_good(rule, text)))


def _named(name: str, part: Part, text: bytes, found: list[Told]) -> None:
    """Read those whom a context names."""
    found.append(told.by_context({name: _checked_value(part, text)}))


def _unusual(_text: bytes, _found: list[Told]) -> None:
    raise Unusual


def _context(version: Version) -> _Reader:
    properties = context.PROPERTIES[version]
    registration = partial(_registration, properties.rules["registration"])
    named = {
        name: partial(_named, name, properties.parts[name])
        for name in ("team", "contextAgents", "contextGroups")
        if name in properties.parts
    }
    return _Readers(properties, {"registration": registration, **named}).each


def _statement(version: Version) -> _Readers:
    """Leave out what the store replaces, and attachments, whose bytes have to be somewhere."""
    others: dict[str, _Reader] = {
        "object": _part(statement.ACTIVITY),
        "result": _Readers(result.PROPERTIES, {}).each,
        "context": _context(version),
        **dict.fromkeys(("authority", "stored", "attachments"), _unusual),
    }
    return _Readers(statement.PROPERTIES[version], others)


_STATEMENTS = {version: _statement(version) for version in Version}
