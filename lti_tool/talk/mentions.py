"""Pure: whom a text names with @, where a name may fit several people."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from lti_tool.talk.post import Named

MOST = 20  # people that one post may name
_AT = re.compile(r"(?<![\w@/.])@(?=\w)")
_WORD = re.compile(r"[\w'\u2019\-.]*\w")

Find = Callable[[str], Sequence[Named]]


class Unclear(NamedTuple):
    """A word after an @ that fits several people."""

    word: str
    people: tuple[Named, ...]


class Reading(NamedTuple):
    """The text with whole names in it, whom it names, and what has to be asked back."""

    text: str
    named: tuple[Named, ...]
    unclear: tuple[Unclear, ...]


def read(text: str, find: Find, chosen: Mapping[str, UUID | None]) -> Reading:
    """Read the @names; `find` gives people whose name holds a word, `chosen` what was answered before.

    None in `chosen` says that the word names nobody. A word that fits nobody stays as it is.
    """
    made: list[str] = []
    named: dict[UUID, Named] = {}
    unclear: dict[str, Unclear] = {}
    at = 0
    for found in list(_AT.finditer(text))[:MOST]:
        start = found.end()
        if start < at:
            continue
        meant = _meant(text[start:], find, chosen)
        if isinstance(meant, Unclear):
            unclear[meant.word] = meant
        if not isinstance(meant, _Meant):
            continue
        named[meant.person.person_id] = meant.person
        made += [text[at:start], meant.person.name]
        at = start + meant.length
    made.append(text[at:])
    return Reading("".join(made), tuple(named.values()), tuple(unclear.values()))


class _Meant(NamedTuple):
    person: Named
    length: int


def _meant(rest: str, find: Find, chosen: Mapping[str, UUID | None]) -> _Meant | Unclear | None:
    """Say who is named at the beginning of `rest`."""
    first = _WORD.match(rest)
    if first is None:
        return None
    people = [person for person in find(first.group()) if person.name]
    whole = [p for p in people if _begins_with(rest, p.name)]
    longest = max((len(p.name) for p in whole), default=0)
    fitting = [p for p in whole if len(p.name) == longest]
    said = rest[:longest] if fitting else first.group()
    fitting = fitting or [p for p in people if _has_word(p.name, said)]
    if said in chosen:
        fitting = [p for p in fitting if p.person_id == chosen[said]]
    if len(fitting) > 1:
        return Unclear(said, tuple(fitting))
    return _Meant(fitting[0], len(said)) if fitting else None


def _begins_with(rest: str, name: str) -> bool:
    follows = rest[len(name) : len(name) + 1]
    return rest[: len(name)].casefold() == name.casefold() and not (follows.isalnum())


def _has_word(name: str, word: str) -> bool:
    """Say whether a word of the name is this one: @Marcus names Marcus Oyelaran, @Mar nobody."""
    return word.casefold() in name.casefold().split()
