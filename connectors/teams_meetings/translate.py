"""Pure: attendance reports as xAPI statements."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from connectors.connector import Origin
from connectors.event import Event
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

_PLACE = "https://teams.microsoft.com/l/meeting"


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell who attended for how long: once for each person and report."""
    told: dict[str, Statement] = {}
    for person in event.body["people"]:
        actor = _agent(person, origin)
        seconds = person["totalAttendanceInSeconds"]
        if actor is not None and seconds > 0:
            told.setdefault(_key(actor), _attended(event, origin, actor, person, seconds))
    return list(told.values())


def _attended(
    event: Event, origin: Origin, actor: Json, person: Mapping[str, Any], seconds: float
) -> Statement:
    body = event.body
    series = _activity(quote(body["meeting"], safe=""), body["title"])
    held = f"{quote(body['meeting'], safe='')}/{quote(body['report'], safe='')}"
    thing = _activity(held, body["title"])
    left = [_moment(each["leaveDateTime"]) for each in person.get("attendanceIntervals") or ()]
    return telling.statement(
        origin.iri,
        f"attended/{body['report']}/{_key(actor)}",
        max(left, default=_moment(body["end"])),
        actor,
        v.ATTENDED,
        thing,
        result={"duration": telling.iso_duration(seconds)},
        context=telling.context(
            thing, platform="Microsoft Teams", contextActivities={"parent": [series]}
        ),
    )


def _agent(person: Mapping[str, Any], origin: Origin) -> Json | None:
    """Identify people of a tenant by their object id; guests only where the connection allows it."""
    identity = person.get("identity") or {}
    name = {"name": identity["displayName"]} if identity.get("displayName") else {}
    tenant = identity.get("tenantId") or origin.settings["tenant"]
    if identity.get("id") and tenant == origin.settings["tenant"]:
        home = f"https://login.microsoftonline.com/{tenant}/v2.0"
        account = {"homePage": home, "name": str(identity["id"])}
        return {"objectType": "Agent", **name, "account": account}
    if origin.settings.get("guests") and person.get("emailAddress"):
        return {"objectType": "Agent", **name, "mbox": f"mailto:{person['emailAddress'].lower()}"}
    return None


def _key(actor: Json) -> str:
    return str(actor["mbox"] if "mbox" in actor else actor["account"]["name"])


def _activity(path: str, title: str) -> Json:
    return telling.activity(f"{_PLACE}/{path}", v.MEETING, title)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
