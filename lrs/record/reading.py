"""One statement as the record reads it: canonical, placed in time, known by a rule."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

import orjson

from lrs.record.identity import identity
from lrs.record.rule import Role, Rule, RuleTable
from lrs.record.statement_parts import Statement, activity_type, context_activities, moment

Find = Callable[[str, str, tuple[str, ...], str], Rule | None]


class Reading(NamedTuple):
    """A statement of the person. `actor` and `target` are identifiers; `target` is the object's.

    Readings sort by `order`: what was undone and done again in one second was undone first (Moodle
    sends both).
    """

    order: tuple[datetime, bool, str]
    statement: Statement
    actor: str
    target: str
    rule: Rule | None

    @property
    def moment(self) -> datetime:
        return self.order[0]

    @property
    def id(self) -> str:
        return self.order[2]

    @property
    def sameness(self) -> tuple[object, ...]:
        """Equal for two sendings of one statement that got two ids."""
        statement = self.statement
        result = statement.get("result")
        response = result.get("response") if result else None
        return self.actor, statement["verb"]["id"], self.target, self.order[0], response


def reading(statement: Statement, id_: str, actor: str, target: str, rule: Rule | None) -> Reading:
    undoes = rule is not None and rule.role is Role.UNDOES
    return Reading((moment(statement), not undoes, id_), statement, actor, target, rule)


def readings(
    statements: Mapping[str, Statement], identifiers: frozenset[str], rules: RuleTable
) -> Iterator[Reading]:
    """Yield the person's own statements, which are given by their ids; what belongs to others is left out."""
    find: Find = rules.known
    for id_, statement in statements.items():
        thing = statement["object"]
        actor = _own_actor(statement["actor"], identifiers)
        rule = _rule(statement, find)
        if actor or (_is_shared(rule) and _names(thing, identifiers)):
            whom = actor or identity(statement["actor"]) or ""
            yield reading(statement, id_, whom, target(thing), rule)


def statement_id(statement: Statement) -> str:
    """Return the id; a statement that was never stored gets one from its content."""
    given = statement.get("id")
    if given is not None:
        return str(given)
    text = orjson.dumps(statement, option=orjson.OPT_SORT_KEYS).decode()
    return str(uuid5(NAMESPACE_URL, text))


def _own_actor(actor: Statement, identifiers: frozenset[str]) -> str | None:
    key = identity(actor)
    if key in identifiers:
        return key
    if "member" not in actor:
        return None
    members = (identity(member) for member in actor["member"])
    return next((member for member in members if member in identifiers), None)


def _names(agent: Statement, identifiers: frozenset[str]) -> bool:
    if agent.get("objectType") not in {"Agent", "Group"}:
        return False
    return _own_actor(agent, identifiers) is not None


def _is_shared(rule: Rule | None) -> bool:
    """Whether a statement of this rule is also the record of the person whom it is about."""
    return rule is not None and rule.kind in {"talk", "mentoring"}


def target(thing: Statement) -> str:
    """Return what is spoken of: the id of an activity or a statement, the identifier of an agent."""
    return str(thing.get("id") or identity(thing) or "")


def _rule(statement: Statement, find: Find) -> Rule | None:
    thing = statement["object"]
    what = thing.get("objectType", "Activity")
    type_ = activity_type(thing) if what == "Activity" else what
    context = statement.get("context")
    if not context:
        return find(statement["verb"]["id"], type_, (), "")
    categories = [activity["id"] for activity in context_activities(statement, "category")]
    return find(statement["verb"]["id"], type_, tuple(categories), context.get("platform", ""))
