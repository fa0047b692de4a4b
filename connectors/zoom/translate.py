"""Pure: registrations and meetings that ended as xAPI statements."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from connectors.connector import Origin
from connectors.event import Event
from connectors.zoom.stay import stays
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

_HOME = "https://zoom.us"


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell registrations and, when a meeting ended, who attended it for how long."""
    told = {"registration_created": _registered, "ended": _attended}.get(
        event.kind.partition(".")[2]
    )
    return told(event, origin) if told else []


def _registered(event: Event, origin: Origin) -> Sequence[Statement]:
    registrant = event.body["registrant"]
    name = f"{registrant.get('first_name', '')} {registrant.get('last_name', '')}".strip()
    known = {"registrant_id": registrant["id"], "email": registrant.get("email"), "user_name": name}
    actor = _agent(known, origin)
    if actor is None:
        return []
    thing = _series(event)
    when = _moment(registrant.get("create_time") or event.body["start_time"])
    context = telling.context(thing, platform="Zoom")
    return [
        telling.statement(origin.iri, event.id, when, actor, v.REGISTERED, thing, context=context)
    ]


def _attended(event: Event, origin: Origin) -> Sequence[Statement]:
    body = event.body
    began, ended = _moment(body["start_time"]), _moment(body["end_time"])
    people: dict[str, tuple[Json, list[Mapping[str, Any]]]] = {}
    for move in body["moves"]:
        actor = _agent(move, origin)
        if actor is not None:
            people.setdefault(_key(actor), (actor, []))[1].append(move)
    return [
        _stayed(event, origin, actor, stays(moves, began, ended))
        for actor, moves in people.values()
    ]


def _stayed(
    event: Event, origin: Origin, actor: Json, spans: Sequence[tuple[datetime, datetime]]
) -> Statement:
    thing, series = _meeting(event), _series(event)
    seconds = sum((left - joined).total_seconds() for joined, left in spans)
    return telling.statement(
        origin.iri,
        f"attended/{event.body['uuid']}/{_key(actor)}",
        spans[-1][1],
        actor,
        v.ATTENDED,
        thing,
        result={"duration": telling.iso_duration(seconds)},
        context=telling.context(thing, platform="Zoom", contextActivities={"parent": [series]}),
    )


def _agent(person: Mapping[str, Any], origin: Origin) -> Json | None:
    """Identify who is signed in by their id; guests only where the connection allows it."""
    name = {"name": person["user_name"]} if person.get("user_name") else {}
    if person.get("id"):
        return _account(str(person["id"]), name)
    if not origin.settings.get("guests"):
        return None
    if person.get("registrant_id"):
        return _account(f"registrant/{person['registrant_id']}", name)
    if person.get("email"):
        return {"objectType": "Agent", **name, "mbox": f"mailto:{person['email'].lower()}"}
    return None


def _account(identifier: str, name: Json) -> Json:
    return {"objectType": "Agent", **name, "account": {"homePage": _HOME, "name": identifier}}


def _key(actor: Json) -> str:
    return str(actor["mbox"] if "mbox" in actor else actor["account"]["name"])


def _series(event: Event) -> Json:
    return _activity(event, f"{_HOME}/j/{event.body['id']}")


def _meeting(event: Event) -> Json:
    """Give this one meeting; a series that comes back each week has one id and many of them."""
    return _activity(event, f"{_HOME}/j/{event.body['id']}/{quote(event.body['uuid'], safe='')}")


def _activity(event: Event, iri: str) -> Json:
    type_ = v.WEBINAR if event.kind.startswith("webinar.") else v.MEETING
    return telling.activity(iri, type_, event.body["topic"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
