"""Person: all that is known of one human being, in one object (xAPI-Communication 2.4)."""

from collections.abc import Iterable
from typing import Any

from lrs.xapi.actor import IDENTIFIERS

PROPERTIES = ("name", *IDENTIFIERS)


def person(agents: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Gather agents that are the same person; each value stands once, in the order it was found."""
    gathered: dict[str, list[Any]] = {name: [] for name in PROPERTIES}
    for agent in agents:
        for name in PROPERTIES:
            if name in agent and agent[name] not in gathered[name]:
                gathered[name].append(agent[name])
    return {"objectType": "Person", **{name: each for name, each in gathered.items() if each}}
