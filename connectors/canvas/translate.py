"""Pure: Live Events and the API's answers as one kind of event, and those as xAPI statements."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from connectors.connector import Origin
from connectors.event import Event
from connectors.privacy import sketch
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

_SHARD = 10**13  # a global id is the shard's number before thirteen digits of the local one
Body = Mapping[str, Any]


def live_event(metadata: Body, body: Body) -> Event:
    """Give a Live Event as the API's answers are given; what nobody tells keeps its own name."""
    name = str(metadata["event_name"])
    shape = _LIVE.get(name)
    if shape is None:
        return Event(str(metadata.get("request_id", "")), name, {})
    event_id, kind, told = shape(metadata, body)
    context = metadata.get("context_id") if metadata.get("context_type") == "Course" else None
    course = {"id": local(context), "name": None} if context else None
    return Event(event_id, kind, {"course": course, **told})


def local(identifier: object) -> str:
    return str(int(str(identifier)) % _SHARD)


Shape = tuple[str, str, Json]


def _completed(_metadata: Body, body: Body) -> Shape:
    course, user, progress = body["course"], body["user"], body["progress"]
    done = progress.get("completed_at")
    whole = done and progress["requirement_completed_count"] >= progress["requirement_count"]
    name = f"completion/{local(course['id'])}/{local(user['id'])}/{str(done)[:10]}"
    told = {
        "at": done,
        "user": {"id": local(user["id"]), "name": user.get("name")},
        "course": {"id": local(course["id"]), "name": course["name"]},
    }
    return name, "completed" if whole else "progressed", told


def _topic(metadata: Body, body: Body) -> Shape:
    topic = {"id": local(body["discussion_topic_id"]), "title": body["title"]}
    told = {"at": metadata["event_time"], "topic": topic, "text": body.get("body") or ""}
    if not metadata.get("user_id"):
        return f"topic/{topic['id']}", "copied", told  # a course copy made it, and nobody
    return f"topic/{topic['id']}", "topic", {**told, "user": _user(metadata["user_id"])}


def _entry(_metadata: Body, body: Body) -> Shape:
    entry = local(body["discussion_entry_id"])
    told = {
        "at": body["created_at"],
        "user": _user(body["user_id"]),
        "topic": {"id": local(body["discussion_topic_id"]), "title": None},
        "entry": entry,
        "text": body.get("text") or "",
    }
    return f"entry/{entry}", "entry", told


def _submission(_metadata: Body, body: Body) -> Shape:
    name = f"submission/{local(body['submission_id'])}/{body.get('attempt') or 1}"
    told = {
        "at": body["submitted_at"],
        "user": _user(body["user_id"]),
        "assignment": local(body["assignment_id"]),
    }
    return name, "submitted" if body["submitted_at"] else "unsubmitted", told


def _grade(metadata: Body, body: Body) -> Shape:
    told = {
        "at": metadata["event_time"],
        "user": _user(body["user_id"]),
        "assignment": local(body["assignment_id"]),
        "score": body["score"],
        "possible": body["points_possible"],
    }
    name = f"grade/{local(body['submission_id'])}/{metadata['event_time']}"
    hidden = body.get("muted") or body["score"] is None
    return name, "hidden grade" if hidden else "graded", told


_LIVE: dict[str, Callable[[Body, Body], Shape]] = {
    "course_completed": _completed,
    "discussion_topic_created": _topic,
    "discussion_entry_created": _entry,
    "submission_created": _submission,
    "submission_updated": _submission,
    "grade_change": _grade,
}


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell completions, topics, entries, submissions and grades; everything else is no learning."""
    told = _TOLD.get(event.kind)
    if told is None:
        return []
    verb, thing = told[0], told[1](event.body, origin)
    return [_statement(event, origin, verb, thing)]


def _statement(event: Event, origin: Origin, verb: v.Verb, thing: Json) -> Statement:
    body = event.body
    context = telling.context(thing, platform="Canvas", **_around(event, origin))
    if "text" in body:
        context["extensions"] = {v.TEXT_SKETCH: sketch(body["text"])}
    more: Json = {"context": context}
    if event.kind == "graded":
        more["result"] = {"score": _score(body["score"], body["possible"])}
    elif event.kind == "completed":
        more["result"] = {"completion": True}
    actor = _agent(body["user"], origin)
    when = datetime.fromisoformat(body["at"]).astimezone(UTC)
    return telling.statement(origin.iri, event.id, when, actor, verb, thing, **more)


def _score(raw: float, possible: float | None) -> Json:
    if not possible or not 0 <= raw <= possible:
        return {"raw": raw}  # points beyond those that can be had are no score of xAPI's scale
    return {"raw": raw, "min": 0, "max": possible, "scaled": round(raw / possible, 4)}


def _around(event: Event, origin: Origin) -> Json:
    parents = []
    if event.kind == "entry":
        parents = [_topic_of(event.body, origin)]
    course = event.body.get("course")
    if not course or event.kind == "completed":
        return {}
    grouping = [_course(event.body, origin)]
    related = {"parent": parents, "grouping": grouping} if parents else {"parent": grouping}
    return {"contextActivities": related}


def _agent(user: Body, origin: Origin) -> Json:
    named = {"name": user["name"]} if user.get("name") else {}
    return {
        "objectType": "Agent",
        **named,
        "account": {"homePage": _home(origin), "name": user["id"]},
    }


def _course(body: Body, origin: Origin) -> Json:
    course = body["course"]
    iri = f"{_home(origin)}/courses/{course['id']}"
    return telling.activity(iri, v.COURSE, course["name"] or f"Course {course['id']}")


def _topic_of(body: Body, origin: Origin) -> Json:
    topic = body["topic"]
    iri = f"{_place(body, origin)}/discussion_topics/{topic['id']}"
    return telling.activity(iri, v.FORUM_TOPIC, topic["title"] or f"Discussion {topic['id']}")


def _entry_of(body: Body, origin: Origin) -> Json:
    topic = _topic_of(body, origin)
    name = f"Re: {topic['definition']['name']['en']}"
    return telling.activity(f"{topic['id']}#entry-{body['entry']}", v.FORUM_REPLY, name)


def _assignment(body: Body, origin: Origin) -> Json:
    iri = f"{_place(body, origin)}/assignments/{body['assignment']}"
    return telling.activity(iri, v.ASSIGNMENT, f"Assignment {body['assignment']}")


def _place(body: Body, origin: Origin) -> str:
    """Give the address of the course, and that of Canvas for what names no course."""
    course = body.get("course")
    return f"{_home(origin)}/courses/{course['id']}" if course else _home(origin)


def _user(identifier: object) -> Json:
    return {"id": local(identifier), "name": None}


def _home(origin: Origin) -> str:
    return str(origin.settings["address"]).rstrip("/")


_TOLD: dict[str, tuple[v.Verb, Callable[[Body, Origin], Json]]] = {
    "completed": (v.COMPLETED, _course),
    "topic": (v.POSTED, _topic_of),
    "entry": (v.REPLIED, _entry_of),
    "submitted": (v.LMS_SUBMITTED, _assignment),
    "graded": (v.LMS_SCORED, _assignment),
}
