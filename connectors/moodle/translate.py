"""Pure: what Moodle's web services say, in the very shapes that its own xAPI plugin sends.

So a completion that arrives both ways is the same activity of the same account, and one entry of the record.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from connectors.connector import Origin
from connectors.errors import Skippable
from connectors.event import Event
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

_TYPES = {
    "page": v.PAGE,
    "quiz": v.ASSESSMENT,
    "assign": v.ASSIGNMENT,
    "forum": v.FORUM,
    "lesson": v.LESSON,
}
_MEDIA = "http://adlnet.gov/expapi/activities/media"
_PASSED, _FAILED = (
    2,
    3,
)  # Moodle's COMPLETION_COMPLETE_PASS and _FAIL; 1 is complete, no grade looked at


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell one completion. Raises Skippable for one without a date."""
    body = event.body
    if not body["at"]:
        raise Skippable("Moodle doesn't say when this was completed.")
    thing = _course(body, origin) if event.kind == "course" else _module(body["module"])
    context: Json = {"category": [_site(origin)]}
    more: Json = {}
    if event.kind == "activity":
        context["parent"] = [_course(body, origin)]
        more["result"] = _result(body)
    told = telling.context(thing, platform="Moodle", contextActivities=context)
    when = datetime.fromtimestamp(body["at"], UTC)
    actor = _agent(body["user"], origin)
    return [
        telling.statement(
            origin.iri, event.id, when, actor, v.COMPLETED, thing, context=told, **more
        )
    ]


def _result(body: Mapping[str, Any]) -> Json:
    result: Json = {"completion": True}
    if body["state"] in (_PASSED, _FAILED):
        result["success"] = body["state"] == _PASSED
    if body["grade"]:
        result["score"] = _score(**body["grade"])
    return result


def _score(raw: float, min: float, max: float) -> Json:  # noqa: A002 (Moodle's and xAPI's words)
    score: Json = {"raw": raw, "min": min, "max": max}
    if max > 0 and abs(raw) <= max:
        score["scaled"] = round(raw / max, 4)
    return score


def _agent(user: Mapping[str, Any], origin: Origin) -> Json:
    """Identify a person as a launch from this Moodle does."""
    account = {"homePage": _home(origin), "name": str(user["id"])}
    return {"objectType": "Agent", "name": user["name"], "account": account}


def _course(body: Mapping[str, Any], origin: Origin) -> Json:
    course = body["course"]
    iri = f"{_home(origin)}/course/view.php?id={course['id']}"
    return telling.activity(iri, v.COURSE, course["name"])


def _module(module: Mapping[str, Any]) -> Json:
    if not module["url"]:
        raise Skippable("An activity without a page of its own.")
    return telling.activity(module["url"], _TYPES.get(module["modname"], _MEDIA), module["name"])


def _site(origin: Origin) -> Json:
    return telling.category(_home(origin))


def _home(origin: Origin) -> str:
    return str(origin.settings["address"]).rstrip("/")
