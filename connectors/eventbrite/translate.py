"""Pure: attendees of Eventbrite as xAPI statements."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.connector import Origin
from connectors.event import Event
from connectors.guest import guest
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

_HOME = "https://www.eventbrite.com"


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell what is known of each attendee; who comes in no order is told by the same ids."""
    return [told for each in event.body["attendees"] for told in _told(each, origin)]


def _told(attendee: Mapping[str, Any], origin: Origin) -> Iterator[Statement]:
    """Tell that somebody registered; that they went back, or that they were checked in."""
    created, changed = _moment(attendee["created"]), _moment(attendee["changed"])
    yield _statement(attendee, origin, v.REGISTERED, created)
    if attendee.get("cancelled") or attendee.get("refunded"):
        yield _statement(attendee, origin, v.UNREGISTERED, changed)
    elif attendee.get("checked_in"):
        began, ended = (_moment(attendee["event"][end]["utc"]) for end in ("start", "end"))
        length = telling.iso_duration((ended - began).total_seconds())
        extensions = {v.TIME_BASIS: "estimated"}
        came = min(changed, ended)  # who is looked after later changes, too
        yield _statement(attendee, origin, v.ATTENDED, came, extensions, duration=length)


def _statement(
    attendee: Mapping[str, Any],
    origin: Origin,
    verb: v.Verb,
    when: datetime,
    extensions: Json | None = None,
    **result: str,
) -> Statement:
    thing = _event(attendee["event"])
    around: Json = {"extensions": extensions} if extensions else {}
    more: Json = {"context": telling.context(thing, platform="Eventbrite", **around)}
    if result:
        more["result"] = result
    name = f"attendee/{attendee['id']}"
    return telling.statement(origin.iri, name, when, _agent(attendee, origin), verb, thing, **more)


def _event(event: Mapping[str, Any]) -> Json:
    """Name an event by its short address, which stays when its title changes."""
    type_ = v.WEBINAR if event.get("online_event") else v.EVENT
    return telling.activity(f"{_HOME}/e/{event['id']}", type_, event["name"]["text"])


def _agent(attendee: Mapping[str, Any], origin: Origin) -> Json:
    """Identify who came by their address; of a ticket without one only the ticket is known."""
    profile = attendee["profile"]
    name = profile.get("name") or ""
    if profile.get("email"):
        allowed = bool(origin.settings.get("by_address"))
        return guest(_HOME, profile["email"], name, by_address=allowed)
    account = {"homePage": _HOME, "name": f"attendee/{attendee['id']}"}
    return {"objectType": "Agent", **({"name": name} if name else {}), "account": account}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
