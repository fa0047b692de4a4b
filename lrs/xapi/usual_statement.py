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

# Looks at the JSON of a member and tells what it tells; None for one that isn't good or not usual.
_Reader = Callable[[bytes], Told | None]


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
    readers, its_id = _STATEMENTS[version], usual.members.get("id")
    if its_id is not None:
        usual.id = _good(readers.rules["id"], bytes(its_id))
    readers.read(usual.members, usual.told)
    for name, inner in _WITHIN[version].items():
        if name in usual.members:
            inner.read(compact_json.members(bytes(usual.members[name])), usual.beside)
    return usual


class _Readers(dict[str, _Reader]):
    """A reader for each property of an object; `others` are those that do more than to check it."""

    def __init__(self, properties: Properties, others: Mapping[str, _Reader]) -> None:
        super().__init__({name: _ruled(rule) for name, rule in properties.rules.items()})
        self.update({name: _part(part) for name, part in properties.parts.items()})
        self.update(others)
        self.rules = properties.rules
        self._required = properties.required

    def __missing__(self, name: str) -> _Reader:
        raise Unusual

    def read(self, members: Members, found: list[Told]) -> None:
        """Check all members, and add what they tell."""
        for name in self._required:
            if name not in members:
                raise Unusual
        for name, raw in members.items():
            told = self[name](bytes(raw))
            if told is None:
                raise Unusual
            if told is not NOTHING:
                found.append(told)


def _good(rule: Rule, text: bytes) -> Any:
    value = compact_json.value(text)
    if rule(value) is not None:
        raise Unusual
    return value


def _ruled(rule: Rule, tell: Callable[[str], Told] = told.nothing) -> _Reader:
    """Read a value that comes again."""

    def part(thing: object, pointer: str, found: list[Violation]) -> None:
        fault = rule(thing)
        if fault is not None:
            refuse(fault, pointer, found)

    return Familiar(part, tell).told


def _new(rule: Rule, text: bytes) -> Told:
    """Read what is new each time."""
    _good(rule, text)
    return NOTHING


def _part(part: Part) -> _Reader:
    return part.told if isinstance(part, Familiar) else partial(_checked, part)


def _checked(part: Part, text: bytes) -> Told:
    _checked_value(part, text)
    return NOTHING


def _checked_value(part: Part, text: bytes) -> Any:
    value, violations = compact_json.value(text), list[Violation]()
    part(value, "", violations)
    if violations:
        raise Unusual
    return value


def _named(name: str, part: Part, text: bytes) -> Told:
    """Read those whom a context names."""
    return told.by_context({name: _checked_value(part, text)})


def _elsewhere(_: bytes) -> Told:
    """Leave alone what is read before or behind the others."""
    return NOTHING


def _unusual(_: bytes) -> None:
    """Take no part that the store replaces, nor attachments, whose bytes have to be somewhere."""


def _context(version: Version) -> _Readers:
    properties = context.PROPERTIES[version]
    registration = _ruled(properties.rules["registration"], told.by_registration)
    named = {
        name: partial(_named, name, properties.parts[name])
        for name in ("team", "contextAgents", "contextGroups")
        if name in properties.parts
    }
    return _Readers(properties, {"registration": registration, **named})


def _statement(version: Version) -> _Readers:
    properties = statement.PROPERTIES[version]
    others: dict[str, _Reader] = {
        "timestamp": partial(_new, properties.rules["timestamp"]),
        "object": statement.ACTIVITY.told,
        **dict.fromkeys(("id", "result", "context"), _elsewhere),
        **dict.fromkeys(("authority", "stored", "attachments"), _unusual),
    }
    return _Readers(properties, others)


_STATEMENTS = {version: _statement(version) for version in Version}
_RESULTS = _Readers(result.PROPERTIES, {})
_WITHIN = {version: {"result": _RESULTS, "context": _context(version)} for version in Version}
