"""Pure: a mapping, read from YAML and checked: which events are told, and what of them goes where."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from connectors.words import TYPES, VERBS
from lrs import vocabulary as v

RESULTS = ("completion", "success", "score", "max_score", "seconds")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
_NEEDED = {"id", "verb", "actor", "object", "timestamp"}
_KNOWN = _NEEDED | {"when", "result"}


class WrongMapping(ValueError):
    """What is wrong with a mapping, and in which rule."""


class Rule(NamedTuple):
    """What is told of an item that fits `when`; all other texts are templates with {dotted.paths}."""

    when: Mapping[str, Any]
    id: str
    verb: v.Verb
    actor: Mapping[str, str]
    object: Mapping[str, str]
    timestamp: str
    result: Mapping[str, str]


@lru_cache(maxsize=64)
def read(text: str) -> Sequence[Rule]:
    """Raise WrongMapping."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise WrongMapping(f"It is no YAML: {error}") from error
    rules = found.get("rules") if isinstance(found, dict) else None
    if not isinstance(rules, list) or not rules:
        raise WrongMapping("It needs a list of rules.")
    return [_rule(number, each) for number, each in enumerate(rules, 1)]


def _rule(number: int, found: Any) -> Rule:
    where = f"Rule {number}"
    if not isinstance(found, dict):
        raise WrongMapping(f"{where} is no list of names and values.")
    _names(where, found, _NEEDED, _KNOWN)
    _names(f"{where}, actor", found["actor"], {"account"}, {"account", "name"})
    _names(f"{where}, object", found["object"], {"id", "type", "name"}, {"id", "type", "name"})
    _names(f"{where}, result", found.get("result", {}), set(), set(RESULTS))
    _names(f"{where}, when", found.get("when", {}), set(), None)
    return Rule(
        found.get("when", {}),
        str(found["id"]),
        _verb(where, str(found["verb"])),
        found["actor"],
        {**found["object"], "type": _type(where, str(found["object"]["type"]))},
        str(found["timestamp"]),
        found.get("result", {}),
    )


def _names(where: str, found: Any, needed: set[str], known: set[str] | None) -> None:
    if not isinstance(found, dict):
        raise WrongMapping(f"{where}: names and values are needed.")
    missing = needed - set(found)
    unknown = set(found) - known if known is not None else set()
    if missing:
        raise WrongMapping(f"{where} lacks {', '.join(sorted(missing))}.")
    if unknown:
        raise WrongMapping(
            f"{where} has {', '.join(sorted(map(str, unknown)))}, which means nothing."
        )


def _verb(where: str, name: str) -> v.Verb:
    if name in VERBS:
        return VERBS[name]
    if not _IRI.fullmatch(name):
        raise WrongMapping(f"{where}: {name} is no IRI and none of {', '.join(VERBS)}.")
    return v.Verb(name, name.rpartition("/")[2])


def _type(where: str, name: str) -> str:
    if name not in TYPES and not _IRI.fullmatch(name):
        raise WrongMapping(f"{where}: {name} is no IRI and none of {', '.join(TYPES)}.")
    return TYPES.get(name, name)
