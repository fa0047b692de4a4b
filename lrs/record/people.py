"""The others whom statements name: who was talked with, who led, who took part."""

from collections.abc import Iterable, Iterator

from lrs.record.entry import NamedPerson
from lrs.record.identity import identity
from lrs.record.reading import Reading
from lrs.record.statement_parts import Statement, agent_name

Names = tuple[NamedPerson, ...]


def named_in(acts: Iterable[Reading], identifiers: frozenset[str]) -> Names:
    """Everybody but the person, each once, in the order in which they are named."""
    found: dict[str, str] = {}
    for act in acts:
        for agent in agents(act.statement):
            key = identity(agent)
            if key and key not in identifiers:
                found.setdefault(key, agent_name(agent))
    return tuple(NamedPerson(key, name) for key, name in found.items())


def agents(statement: Statement) -> Iterator[Statement]:
    """All agents and members of groups in a statement; its authority is no participant."""
    yield from _single(statement["actor"])
    if statement["object"].get("objectType") in {"Agent", "Group"}:
        yield from _single(statement["object"])
    context = statement.get("context")
    if not context:
        return
    for role in ("instructor", "team"):
        if role in context:
            yield from _single(context[role])
    for named in context.get("contextAgents", ()):
        yield from _single(named["agent"])


def _single(agent: Statement) -> Iterator[Statement]:
    members = agent.get("member")
    if members:
        yield from members
    elif agent.get("objectType") != "Group":
        yield agent
