"""Pure: answers to invitations, and who came, as xAPI statements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from connectors.connector import Origin
from connectors.event import Event
from connectors.guest import guest
from connectors.ics.calendar import HELD
from connectors.ics.remembering import CANCELLED, VANISHED, fingerprint
from lrs import Evidence, telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

_VERBS = {"ACCEPTED": v.RSVP_YES, "DECLINED": v.RSVP_NO, "TENTATIVE": v.RSVP_MAYBE}
_CONFIRMED = {v.TIME_BASIS: "estimated", v.EVIDENCE_LEVEL: Evidence.PEER_CONFIRMED.value}


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell each answer; what was cancelled or vanished voids them, and what took place was attended by who accepted."""
    told = {CANCELLED: _voided, VANISHED: _voided, HELD: _attended}.get(event.kind, _answered)
    return [
        statement
        for attendee in event.body["attendees"]
        for statement in told(event.body, attendee, origin)
    ]


def _answered(body: Any, attendee: Json, origin: Origin) -> list[Statement]:
    verb = _VERBS.get(attendee["answer"])
    if verb is None:
        return []
    thing, name = _thing(body, origin), _answer(body, attendee)
    when, actor = _moment(body["stamp"]), _agent(attendee, origin)
    context = telling.context(thing, platform="Calendar", **_around(body, origin))
    return [telling.statement(origin.iri, name, when, actor, verb, thing, context=context)]


def _attended(body: Any, attendee: Json, origin: Origin) -> list[Statement]:
    if attendee["answer"] != "ACCEPTED":
        return []
    thing, ended = _thing(body, origin), _moment(body["end"])
    length = (ended - _moment(body["start"])).total_seconds()
    around = {"extensions": _CONFIRMED, **_around(body, origin)}
    return [
        telling.statement(
            origin.iri,
            _name(body, attendee),
            ended,
            _agent(attendee, origin),
            v.ATTENDED,
            thing,
            result={"duration": telling.iso_duration(length)},
            context=telling.context(thing, platform="Calendar", **around),
        )
    ]


def _voided(body: Any, attendee: Json, origin: Origin) -> list[Statement]:
    verb = _VERBS.get(attendee["answer"])
    if verb is None:
        return []
    target = telling.statement_id(origin.iri, _answer(body, attendee), verb)
    actor = {"objectType": "Agent", "account": {"homePage": origin.iri, "name": "connector"}}
    when, thing = _moment(body["stamp"]), telling.reference(target)
    return [telling.statement(origin.iri, f"void/{target}", when, actor, v.VOIDED, thing)]


def _name(body: Any, attendee: Json) -> str:
    return f"{body['name']}/{attendee.get('who') or fingerprint(attendee['email'])}"


def _answer(body: Any, attendee: Json) -> str:
    """Name an answer: whoever comes back to one gives it for the second time."""
    times = attendee.get("time", 1)
    return _name(body, attendee) if times == 1 else f"{_name(body, attendee)}/{times}"


def _thing(body: Any, origin: Origin) -> Json:
    return _activity(body["name"], body["title"], origin)


def _around(body: Any, origin: Origin) -> Json:
    """Name the series of an occurrence."""
    if body["name"] == body["uid"]:
        return {}
    return {"contextActivities": {"parent": [_activity(body["uid"], body["title"], origin)]}}


def _activity(name: str, title: str, origin: Origin) -> Json:
    home = str(origin.settings["home"]).rstrip("/")
    return telling.activity(f"{home}/events/{quote(name)}", v.EVENT, title)


def _agent(attendee: Json, origin: Origin) -> Json:
    home = str(origin.settings["home"]).rstrip("/")
    allowed = bool(origin.settings.get("by_address"))
    return guest(home, attendee["email"], attendee["name"], by_address=allowed)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
