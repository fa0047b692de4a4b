"""Pure: Caliper's entities as activities and agents; each may come whole or as its IRI alone."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from connectors.connector import Origin
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json

_TYPES = {
    "Forum": v.FORUM,
    "Thread": v.FORUM_TOPIC,
    "Message": v.FORUM_REPLY,
    "Assessment": v.ASSESSMENT,
    "AssignableDigitalResource": v.ASSIGNMENT,
    "VideoObject": v.CLIP,
    "MediaObject": v.CLIP,
    "AudioObject": v.CLIP,
    "CourseOffering": v.COURSE,
    "CourseSection": v.COURSE,
    "Comment": v.COMMENT,
}


def entity(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {"id": str(found)}


def activity(thing: Mapping[str, Any]) -> Json:
    kind = str(thing.get("type", "")).rpartition("/")[2].rpartition("#")[2]
    name = str(thing.get("name") or thing.get("title") or kind or thing["id"])
    return telling.activity(thing["id"], _TYPES.get(kind, v.DOCUMENT), name)


def agent(found: Any, sensor: str, origin: Origin) -> Json | None:
    """Identify a person by the IRI that the sensor gives them; software is nobody.

    The account belongs to the host of that IRI, else to the sensor.
    """
    who = entity(found)
    if str(who.get("type", "Person")).rpartition("/")[2].rpartition("#")[2] != "Person":
        return None
    account = {"homePage": _home(who["id"]) or _home(sensor) or origin.iri, "name": who["id"]}
    named = {"name": who["name"]} if who.get("name") else {}
    return {"objectType": "Agent", **named, "account": account}


def _home(iri: str) -> str:
    parts = urlsplit(iri)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else ""
