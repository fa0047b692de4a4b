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
        for agent in _others(act, identifiers):
            key = identity(agent)
            if key not in identifiers and key:
                found.setdefault(key, agent_name(agent))
    return tuple(NamedPerson(key, name) for key, name in found.items())


def _others(act: Reading, identifiers: frozenset[str]) -> Iterator[Statement]:
    """Yield who else may take part; the authority vouches for a statement and takes no part."""
    actor, thing = act.statement["actor"], act.statement["object"]
    if act.actor not in identifiers or "member" in actor:
        yield from members(actor)
    if thing.get("objectType") in {"Agent", "Group"}:
        yield from members(thing)
    context = act.statement.get("context") or {}
    for role in ("instructor", "team"):
        if role in context:
            yield from members(context[role])
    for named in context.get("contextAgents", ()):
        yield named["agent"]


def members(agent: Statement) -> Iterable[Statement]:
    """Return the members of a group, or the agent alone; nobody for a group that names none."""
    if "member" in agent:
        return agent["member"] or ()
    return () if agent.get("objectType") == "Group" else (agent,)
