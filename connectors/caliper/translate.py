"""Pure: events of Caliper as xAPI statements."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from connectors.caliper import media
from connectors.caliper.entity import activity, agent, entity
from connectors.connector import Origin
from connectors.event import Event
from connectors.privacy import sketch
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

Body = Mapping[str, Any]

_SIMPLE = {
    "ThreadEvent Created": v.CREATED,
    "AssignableEvent Started": v.LMS_STARTED,
    "AssignableEvent Submitted": v.LMS_SUBMITTED,
    "AssignableEvent Completed": v.COMPLETED,
    "AssessmentEvent Started": v.LMS_STARTED,
    "AssessmentEvent Submitted": v.LMS_SUBMITTED,
    "FeedbackEvent Commented": v.COMMENTED,
}


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell forums, media, assignments, assessments and grades; sessions and navigation are no learning."""
    happened = event.body["event"]
    if event.kind == "MessageEvent Posted":
        verb = v.REPLIED if happened["object"].get("replyTo") else v.POSTED
        return _told(event, origin, verb, happened["actor"])
    if event.kind in ("GradeEvent Graded", "OutcomeEvent Graded"):
        return _graded(event, origin)
    if event.kind in media.VERBS:
        return _told(
            event, origin, media.VERBS[event.kind], happened["actor"], **media.more(happened)
        )
    verb_of = _SIMPLE.get(event.kind)
    return _told(event, origin, verb_of, happened["actor"]) if verb_of else []


def _told(
    event: Event, origin: Origin, verb: v.Verb, actor: Any, **more: Any
) -> Sequence[Statement]:
    happened = event.body["event"]
    who = agent(actor, event.body["sensor"], origin)
    if who is None:
        return []
    thing = entity(happened["object"])
    about = activity(thing)
    context = telling.context(about, platform="Caliper", contextActivities=_around(happened, thing))
    if "body" in thing:
        context["extensions"] = {v.TEXT_SKETCH: sketch(str(thing["body"]))}
    if event.kind in media.VERBS:
        context["contextActivities"]["category"] = [telling.category(v.VIDEO)]
    return [_statement(event, origin, who, verb, about, context, **more)]


def _graded(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell of the learner, who is the attempt's assignee; the actor is who graded."""
    happened = event.body["event"]
    attempt, score = entity(happened["object"]), entity(happened["generated"])
    who = agent(attempt["assignee"], event.body["sensor"], origin)
    if who is None:
        return []
    about = activity(entity(attempt["assignable"]))
    context = telling.context(about, platform="Caliper", contextActivities=_around(happened, {}))
    result = {"score": _score(score)}
    return [_statement(event, origin, who, v.LMS_SCORED, about, context, result=result)]


def _score(score: Body) -> Json:
    """Read a Score of 1.1 and 1.2, or a Result of 1.0's OutcomeEvent."""
    given, most = score.get("scoreGiven", score.get("totalScore")), score.get("maxScore")
    raw = float(str(given))
    if not most or not 0 <= raw <= float(most):
        return {"raw": raw}
    return {"raw": raw, "min": 0, "max": float(most), "scaled": round(raw / float(most), 4)}


def _statement(
    event: Event, origin: Origin, who: Json, verb: v.Verb, about: Json, context: Json, **more: Any
) -> Statement:
    when = datetime.fromisoformat(event.body["event"]["eventTime"]).astimezone(UTC)
    if not context["contextActivities"]:
        del context["contextActivities"]
    return telling.statement(origin.iri, event.id, when, who, verb, about, context=context, **more)


def _around(happened: Body, thing: Body) -> Json:
    """Give what the thing answers or belongs to, and the course section in which it happened."""
    above = thing.get("replyTo") or thing.get("isPartOf")
    related: Json = {"parent": [activity(entity(above))]} if above else {}
    if happened.get("group"):
        related["grouping"] = [activity(entity(happened["group"]))]
    return related
