"""A store's own changes to the table of rules: other outcomes for rules that are there, and rules before them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from lrs.errors import InvalidRequest, Violation
from lrs.record.canonical_iri import canonical
from lrs.record.entry import Evidence, Formality, TimeBasis
from lrs.record.kinds import KINDS
from lrs.record.rule import ANYTHING, Role, Rule, RuleTable
from lrs.record.rules import RULES

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(KINDS),
    "formality": tuple(Formality),
    "evidence": tuple(Evidence),
    "time_basis": tuple(TimeBasis),
    "role": (Role.MAKES, Role.SUPPORTS, Role.TRACE),
}
_LONGEST_TITLE = 200
_OF_A_STORE = 1000


@lru_cache(maxsize=64)
def table(version: int, changes: str) -> RuleTable:
    """Give the table with a store's changes, a JSON list; raises InvalidRequest."""
    found = json.loads(changes)
    outcomes = {each["rule"]: _outcome(each) for each in found if each.get("rule")}
    own = tuple(_rule(number, each) for number, each in enumerate(found) if not each.get("rule"))
    unknown = sorted(outcomes.keys() - {rule.name for rule in RULES.rules})
    if unknown:
        raise _wrong("rule", f"There is no rule called {', '.join(unknown)}.")
    changed = tuple(replace(rule, **outcomes.get(rule.name, {})) for rule in RULES.rules)
    return RuleTable(RULES.version * _OF_A_STORE + version, own + changed)


def with_change(changes: str, change: Mapping[str, str]) -> str:
    """Add a change; a later one for the same rule, or the same verb and type, takes its place."""
    said = {name: value for name, value in change.items() if value}
    kept = [each for each in json.loads(changes) if _place(each) != _place(said)]
    return json.dumps([*kept, said])


def _place(change: Mapping[str, str]) -> tuple[str, str, str]:
    return change.get("rule", ""), change.get("verb", ""), change.get("type", "")


def _outcome(said: Mapping[str, str]) -> dict[str, Any]:
    """Read what a rule shall make of its statements; what isn't said stays."""
    outcome: dict[str, Any] = {}
    for name, type_ in (
        ("formality", Formality),
        ("evidence", Evidence),
        ("time_basis", TimeBasis),
        ("role", Role),
    ):
        if said.get(name):
            outcome[name] = type_(_known(name, said[name]))
    if said.get("title"):
        outcome["title"] = said["title"][:_LONGEST_TITLE]
    return outcome


def _rule(number: int, said: Mapping[str, str]) -> Rule:
    if "://" not in said.get("verb", ""):
        raise _wrong("verb", "Give the IRI of a verb.")
    outcome = _outcome(said)
    role = outcome.pop("role", Role.MAKES)
    kind = "" if role is Role.TRACE else _known("kind", said.get("kind", ""))
    types = frozenset({canonical(said["type"])}) if said.get("type") else ANYTHING
    verb = canonical(said["verb"])
    return Rule(f"own-{number + 1}", verb, kind, role, types, **outcome)


def _known(name: str, value: str) -> str:
    if value not in OUTCOMES[name]:
        raise _wrong(name, f"“{value}” is none of {', '.join(OUTCOMES[name])}.")
    return value


def _wrong(field: str, message: str) -> InvalidRequest:
    return InvalidRequest(Violation(field, message, "hallway"))
