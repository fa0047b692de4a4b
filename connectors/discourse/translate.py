"""Pure: a Discourse event as xAPI statements."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.connector import Origin
from connectors.event import Event
from connectors.privacy import sketch
from lrs import telling
from lrs import vocabulary as v
from lrs.telling import Json, Statement

Body = Mapping[str, Any]


def translate(event: Event, origin: Origin) -> Sequence[Statement]:
    """Tell posts, replies, edits, likes and solutions; a deleted post voids what told it."""
    told = _TOLD.get(event.kind)
    return told(event, origin) if told else []


def _created(event: Event, origin: Origin) -> Sequence[Statement]:
    post = event.body
    if post.get("post_type", 1) != 1:
        return []  # the forum's own notes: a topic was closed, moved, ...
    verb = v.POSTED if post["post_number"] == 1 else v.REPLIED
    return [_about_post(event.id, post, origin, verb, post["created_at"])]


def _edited(event: Event, origin: Origin) -> Sequence[Statement]:
    post = event.body
    if post.get("version", 1) < 2:
        return []
    return [_about_post(event.id, post, origin, v.EDITED, post["updated_at"])]


def _destroyed(event: Event, origin: Origin) -> Sequence[Statement]:
    """Void what told the post, as a topic's first post or as a reply, and each edit."""
    post = event.body
    name = f"post/{post['id']}"
    verb = v.POSTED if post["post_number"] == 1 else v.REPLIED
    told = {name: telling.statement_id(origin.iri, name, verb)}
    for version in range(2, post.get("version", 1) + 1):
        edit = f"{name}/{version}"
        told[edit] = telling.statement_id(origin.iri, edit, v.EDITED)
    when = _moment(post.get("deleted_at") or post["updated_at"])
    actor = {"objectType": "Agent", "account": {"homePage": origin.iri, "name": "connector"}}
    return [
        telling.statement(origin.iri, each, when, actor, v.VOIDED, telling.reference(target))
        for each, target in told.items()
    ]


def _liked(event: Event, origin: Origin) -> Sequence[Statement]:
    post, user = event.body["post"], event.body["user"]
    thing = _post(post, origin)
    context = telling.context(thing, platform="Discourse", **_around(post, origin))
    when = _moment(event.body.get("created_at") or post["updated_at"])
    actor = _agent(user["id"], user.get("name") or user["username"], origin)
    return [telling.statement(origin.iri, event.id, when, actor, v.LIKED, thing, context=context)]


def _solved(event: Event, origin: Origin) -> Sequence[Statement]:
    return [_about_post(event.id, event.body, origin, v.ANSWERED, event.body["updated_at"])]


_TOLD: dict[str, Callable[[Event, Origin], Sequence[Statement]]] = {
    "post_created": _created,
    "post_edited": _edited,
    "post_destroyed": _destroyed,
    "post_liked": _liked,
    "accepted_solution": _solved,
}


def _about_post(event_id: str, post: Body, origin: Origin, verb: v.Verb, when: str) -> Statement:
    thing = _post(post, origin, solution=verb is v.ANSWERED)
    context = telling.context(thing, platform="Discourse", **_around(post, origin))
    actor = _agent(post["user_id"], post.get("name") or post["username"], origin)
    more: Json = {"context": context}
    if origin.settings.get("keep_text"):
        more["result"] = {"response": post["raw"]}
    else:
        described = sketch(str(post.get("raw", "")))
        context.setdefault("extensions", {})[v.TEXT_SKETCH] = described
    return telling.statement(origin.iri, event_id, _moment(when), actor, verb, thing, **more)


def _post(post: Body, origin: Origin, *, solution: bool = False) -> Json:
    if post["post_number"] == 1 and not solution:
        return _topic(post, origin)
    type_ = v.SOLUTION if solution else v.FORUM_REPLY
    iri = f"{_topic(post, origin)['id']}/{post['post_number']}"
    return telling.activity(iri, type_, f"Re: {post['topic_title']}")


def _topic(post: Body, origin: Origin) -> Json:
    iri = f"{_home(origin)}/t/{post['topic_id']}"
    return telling.activity(iri, v.FORUM_TOPIC, post["topic_title"])


def _around(post: Body, origin: Origin) -> Json:
    forum = telling.activity(_home(origin), v.COMMUNITY, "Discourse")
    if post["post_number"] == 1:
        return {"contextActivities": {"parent": [forum]}}
    return {"contextActivities": {"parent": [_topic(post, origin)], "grouping": [forum]}}


def _agent(user_id: int, name: str, origin: Origin) -> Json:
    account = {"homePage": _home(origin), "name": str(user_id)}
    return {"objectType": "Agent", "name": name, "account": account}


def _home(origin: Origin) -> str:
    return str(origin.settings["address"]).rstrip("/")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
