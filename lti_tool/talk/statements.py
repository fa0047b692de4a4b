"""Pure: the statements that the talk tells."""

from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from lrs import vocabulary as v
from lrs.telling import activity, context, reference, statement, statement_id
from lti_tool.talk.post import Place, Post

Json = dict[str, Any]


class Voice(NamedTuple):
    """Who speaks, when, and how the store wants it told; `base_url` is the source of the statements."""

    base_url: str
    actor: Json
    when: datetime
    tell_text: bool


def verb_of(place_kind: str, *, opens: bool, replies: bool) -> v.Verb:
    """Say what is done by a post: an opening is posted, the beginning of a thread is a comment."""
    if opens:
        return v.POSTED
    return v.REPLIED if replies or place_kind == "discussion" else v.COMMENTED


def id_of(base_url: str, post_id: UUID, verb: v.Verb) -> UUID:
    """Give the id of the statement that tells a post."""
    return UUID(statement_id(base_url, f"post/{post_id}", verb))


def said(voice: Voice, place: Place, post: Post, parent: Post | None) -> Json:
    """Tell a post: posted a topic, commented on a clip at a second, or replied to what was said."""
    verb = verb_of(place.kind, opens=post.is_opening, replies=parent is not None)
    if verb is v.REPLIED:
        thing = _thing(voice, place, post)
        above = [_thing(voice, place, parent) if parent is not None else place.activity]
        around = {"parent": above, "grouping": [place.activity]}
    else:
        thing, around = dict(place.activity), {}
    related: Json = {"contextActivities": around} if around else {}
    told = context(thing, **related, **_instead(voice, post))
    return statement(
        voice.base_url,
        f"post/{post.id}",
        voice.when,
        voice.actor,
        verb,
        thing,
        context=told,
        **_words(voice, post),
    )


def mentioned(voice: Voice, place: Place, post: Post, person_id: UUID, agent: Json) -> Json:
    extensions = {v.MENTIONED_AGENT: identifier(agent)}
    return statement(
        voice.base_url,
        f"post/{post.id}/mention/{person_id}",
        voice.when,
        voice.actor,
        v.MENTIONED,
        agent,
        context=context(
            agent,
            statement=reference(str(post.statement_id)),
            contextActivities={"grouping": [place.activity]},
            extensions=extensions,
        ),
    )


def identifier(agent: Json) -> str:
    """Write the inverse functional identifier of an agent in one string; an account as JSON."""
    found = next(
        agent[name] for name in ("mbox", "mbox_sha1sum", "openid", "account") if name in agent
    )
    return found if isinstance(found, str) else orjson.dumps(found).decode()


def edited(voice: Voice, place: Place, post: Post, number: int) -> Json:
    """Tell that a post has new words; `number` counts its edits from 1."""
    told = _about(voice, place, post, (v.EDITED, f"edit/{number}"), **_instead(voice, post))
    return {**told, **_words(voice, post)}


def on(voice: Voice, place: Place, post: Post, verb: v.Verb, event: str) -> Json:
    """Tell of a like, an accepted answer or a report; `event` is unique for the post."""
    return _about(voice, place, post, (verb, event))


def _about(voice: Voice, place: Place, post: Post, what: tuple[v.Verb, str], **more: Any) -> Json:
    verb, event = what
    thing = _thing(voice, place, post)
    told = context(
        thing,
        statement=reference(str(post.statement_id)),
        contextActivities={"grouping": [place.activity]},
        **more,
    )
    source, name = voice.base_url, f"post/{post.id}/{event}"
    return statement(source, name, voice.when, voice.actor, verb, thing, context=told)


def on_place(voice: Voice, place: Place, verb: v.Verb, event: str) -> Json:
    """Tell that somebody follows a place, or doesn't any more."""
    thing = dict(place.activity)
    name = f"{place.kind}/{place.id}/{event}"
    told = context(thing)
    return statement(voice.base_url, name, voice.when, voice.actor, verb, thing, context=told)


def voided(voice: Voice, target: str) -> Json:
    thing = reference(target)
    return statement(voice.base_url, f"void/{target}", voice.when, voice.actor, v.VOIDED, thing)


def told_of(base_url: str, post: Post, edits: int, named: list[UUID]) -> list[str]:
    """List the statements that tell a post, its edits and its mentions."""
    changes = [
        statement_id(base_url, f"post/{post.id}/edit/{n + 1}", v.EDITED) for n in range(edits)
    ]
    names = [statement_id(base_url, f"post/{post.id}/mention/{p}", v.MENTIONED) for p in named]
    return [str(post.statement_id), *changes, *names]


def _thing(voice: Voice, place: Place, post: Post) -> Json:
    """Name a post as an activity."""
    if post.is_opening:
        return dict(place.activity)
    is_comment = post.is_head and place.kind != "discussion"
    kind, word = (v.COMMENT, "Comment") if is_comment else (v.FORUM_REPLY, "Reply")
    return activity(f"{voice.base_url}/posts/{post.id}", kind, f"{word} on {place.title}")


def _words(voice: Voice, post: Post) -> Json:
    """Give the result: at which second, and the words unless the store keeps them to itself."""
    told: Json = {"response": post.text} if voice.tell_text else {}
    if post.second is not None:
        told["extensions"] = {f"{v.VIDEO_EXTENSION}time": post.second}
    return {"result": told} if told else {}


def _instead(voice: Voice, post: Post) -> Json:
    """Give what the context says instead of words: how long they are, and their hash."""
    if voice.tell_text:
        return {}
    hashed = sha256(post.text.encode()).hexdigest()
    return {"extensions": {v.TEXT_LENGTH: len(post.text), v.TEXT_HASH: hashed}}
