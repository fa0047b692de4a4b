"""Documents: which one a request means, its ETag, and the JSON merge (xAPI-Communication 2.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha1
from typing import Any

from lrs.errors import InvalidRequest, Violation
from lrs.xapi import strict_json
from lrs.xapi.actor import check_agent
from lrs.xapi.fault import shown
from lrs.xapi.identifier import identifier
from lrs.xapi.multipart import media_type
from lrs.xapi.parameters import Parameters
from lrs.xapi.version import Version

Pairs = Iterable[tuple[str, str]]

_REQUIREMENT = "xAPI-Communication 2.2"
_READING = ("GET", "HEAD")
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Which documents a request means; without an `id` it means all of these.

    `agent` is an identifier, `since` is in microseconds since the epoch. What the resource doesn't
    know is None: an Activity Profile has no agent, only State has a registration.
    """

    activity: str | None = None
    agent: str | None = None
    registration: str | None = None
    id: str | None = None
    since: int | None = None


def parse_state(parameters: Pairs, method: str, version: Version) -> DocumentQuery:
    """Read the parameters of the State resource, where DELETE may go without stateId."""
    required = ("activityId", "agent", *(("stateId",) if method in ("PUT", "POST") else ()))
    return _parse(parameters, method, version, required, ("stateId", "registration"))


def parse_activity_profile(parameters: Pairs, method: str, version: Version) -> DocumentQuery:
    """Read the parameters of the Activity Profile resource."""
    required = ("activityId", *_profile_id(method))
    return _parse(parameters, method, version, required, ("profileId",))


def parse_agent_profile(parameters: Pairs, method: str, version: Version) -> DocumentQuery:
    """Read the parameters of the Agent Profile resource."""
    required = ("agent", *_profile_id(method))
    return _parse(parameters, method, version, required, ("profileId",))


def parse_agents(parameters: Pairs, version: Version) -> dict[str, Any]:
    """Give the Agent that the Agents resource is asked about."""
    asked = Parameters(parameters, ("agent",), version)
    asked.require("agent")
    agent = asked.actor("agent", check_agent)
    asked.close()
    return agent or {}


def parse_activities(parameters: Pairs, version: Version) -> str:
    """Give the id of the Activity that the Activities resource is asked about."""
    asked = Parameters(parameters, ("activityId",), version)
    asked.require("activityId")
    activity = asked.iri("activityId")
    asked.close()
    return activity or ""


def etag(content: bytes) -> str:
    """Give the quoted SHA-1 that xAPI-Communication 3.1 asks for; it guards nothing."""
    return f'"{sha1(content, usedforsecurity=False).hexdigest()}"'


def check(content: bytes, content_type: str) -> None:
    """Raise InvalidRequest for a document that says it is JSON and isn't."""
    if media_type(content_type) == _JSON:
        strict_json.loads(content)


def merge(stored: bytes, stored_type: str, new: bytes, new_type: str) -> bytes:
    """Give the stored JSON object with the properties of the new one set in it.

    Raises InvalidRequest when one of the two is something else.
    """
    old = _object(stored, stored_type, "The document that is stored here")
    return strict_json.dumps({**old, **_object(new, new_type, "The document sent")})


def _profile_id(method: str) -> Sequence[str]:
    return () if method in _READING else ("profileId",)


def _parse(
    parameters: Pairs,
    method: str,
    version: Version,
    required: Sequence[str],
    others: Sequence[str],
) -> DocumentQuery:
    lists = ("since",) if method in _READING else ()
    asked = Parameters(parameters, {*required, *others, *lists}, version)
    asked.require(*required)
    agent = asked.actor("agent", check_agent)
    query = DocumentQuery(
        activity=asked.iri("activityId"),
        agent=None if agent is None else identifier(agent),
        registration=asked.uuid("registration"),
        id=asked.document_id(others[0]),
        since=asked.instant("since"),
    )
    if query.id is not None and "since" in asked:
        asked.refuse("since", f"can't go with {others[0]}; it selects among several documents")
    asked.close()
    return query


def _object(content: bytes, content_type: str, which: str) -> dict[str, Any]:
    if media_type(content_type) != _JSON:
        message = f"{which} is {content_type or 'of no type'}; only {_JSON} can be merged. PUT it."
        raise InvalidRequest(Violation("Content-Type", message, _REQUIREMENT))
    value = strict_json.loads(content)
    if isinstance(value, dict):
        return value
    message = f"{which} is {shown(value)}; only an object can be merged. PUT the document instead."
    raise InvalidRequest(Violation("", message, _REQUIREMENT))
