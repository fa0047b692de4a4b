"""Pure: a registration as it stands as xAPI statements; most postbacks tell nothing new."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from connectors.connector import Origin
from connectors.event import Event
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

_COURSES = "https://cloud.scorm.com/courses"
_SUCCESS = {"PASSED": (v.PASSED, True), "FAILED": (v.FAILED, False)}


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell a completion once, and each result once for each score; a course underway tells nothing."""
    found = event.body
    told = []
    if found.get("registrationCompletion") == "COMPLETED":
        result = {**_result(found), "completion": True}
        told.append(_statement(found, origin, v.COMPLETED, "", result))
    if found.get("registrationSuccess") in _SUCCESS:
        verb, success = _SUCCESS[found["registrationSuccess"]]
        result = {**_result(found), "success": success}
        told.append(_statement(found, origin, verb, f"/{_scaled(found)}", result))
    return told


def _statement(
    found: Mapping[str, Any], origin: Origin, verb: v.Verb, which: str, result: Json
) -> Statement:
    course, learner = found["course"], found["learner"]
    iri = f"{_COURSES}/{quote(course['id'], safe='')}"
    thing = telling.activity(iri, v.COURSE, course.get("title") or course["id"])
    name = f"{learner.get('firstName') or ''} {learner.get('lastName') or ''}".strip()
    home = str(origin.settings["home"]).rstrip("/")
    actor: Json = {"objectType": "Agent", "account": {"homePage": home, "name": learner["id"]}}
    if name:
        actor["name"] = name
    return telling.statement(
        origin.iri,
        f"registration/{found['id']}/{found.get('instance', 0)}{which}",
        _when(found, verb),
        actor,
        verb,
        thing,
        result=result,
        context=telling.context(thing, platform="SCORM Cloud"),
    )


def _result(found: Mapping[str, Any]) -> Json:
    result: Json = {}
    if found.get("totalSecondsTracked"):
        result["duration"] = telling.iso_duration(float(found["totalSecondsTracked"]))
    scaled = _scaled(found)
    if scaled is not None:
        result["score"] = {"scaled": scaled, "raw": scaled * 100, "min": 0, "max": 100}
    return result


def _scaled(found: Mapping[str, Any]) -> float | None:
    """Give the score between 0 and 1; SCORM Cloud's goes from 0 to 100."""
    given = (found.get("score") or {}).get("scaled")
    return None if given is None else round(float(given) / 100, 4)


def _when(found: Mapping[str, Any], verb: v.Verb) -> datetime:
    done = found.get("completedDate") if verb is v.COMPLETED else None
    return datetime.fromisoformat(
        done or found.get("lastAccessDate") or found["updated"]
    ).astimezone(UTC)
