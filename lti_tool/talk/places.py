"""Places: what can be talked about, found for somebody who may see it."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from lrs import NotFound, vocabulary
from lrs.database import Dialect
from lrs.telling import activity
from lti_tool.asks.finding import of_ask
from lti_tool.asks.finding import place_for as ask_for
from lti_tool.asks.storage import Asks
from lti_tool.clips.clip import Clip, Visibility
from lti_tool.clips.finding import clip_for, iri_of
from lti_tool.clips.storage import Clips
from lti_tool.discussions.finding import of_topic, topic_for
from lti_tool.discussions.storage import Topics
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.post import Place, Post
from lti_tool.talk.rules import course_id


class Change(NamedTuple):
    """What a post changes in the place where it is said; None leaves as it is.

    `gone` is when the place itself was hidden or deleted, 0 when it is back.
    """

    replies: int = 0
    last: int | None = None
    answered: bool | None = None
    gone: int | None = None


Finder = Callable[[Rooms, Visit, UUID], Place]


def place_for(rooms: Rooms, visit: Visit, kind: str, place_id: UUID) -> Place:
    """Raise NotFound for a place that this visitor can't see."""
    find = _FINDERS.get(kind)
    if find is None:
        raise NotFound("There is nothing of this kind to talk about.")
    return find(rooms, visit, place_id)


def kept_place(rooms: Rooms, store_id: int, post: Post) -> Place:
    """Give the place of a post for an administrator, who may see them all, even one that is gone."""
    with rooms.lrs.database.reading() as connection:
        dialect = rooms.lrs.database.dialect
        if post.place_kind == "discussion":
            topic = Topics(connection, dialect, store_id).find(post.place_id)
            return of_topic(rooms, topic) if topic else _gone(rooms, post)
        if post.place_kind == "ask":
            ask = Asks(connection, dialect, store_id).find(post.place_id)
            return of_ask(rooms, ask) if ask else _gone(rooms, post)
        clip = Clips(connection, dialect, store_id).find(post.place_id)
        return of_clip(rooms, clip) if clip else _gone(rooms, post)


def _gone(rooms: Rooms, post: Post) -> Place:
    iri, name = rooms.iri(f"{post.place_kind}s/{post.place_id}"), "Something that is gone"
    thing = activity(iri, vocabulary.DISCUSSION, name)
    page = f"/app/{post.place_kind}s"
    return Place(
        post.place_kind, post.place_id, name, thing, page, None, post.course_id, is_open=False
    )


def of_clip(rooms: Rooms, clip: Clip) -> Place:
    length = {} if clip.length is None else {f"{vocabulary.VIDEO_EXTENSION}length": clip.length}
    more = {"extensions": length} if length else {}
    return Place(
        kind="clip",
        id=clip.id,
        title=clip.title,
        activity=activity(iri_of(rooms, clip.id), vocabulary.CLIP, clip.title, **more),
        page=f"/app/clips/{clip.id}",
        owner=clip.author,
        course_id=course_id(clip.platform_id, clip.context_id),
        is_open=clip.visibility is Visibility.STORE,
        length=clip.length,
    )


def count(
    connection: Connection, dialect: Dialect, store_id: int, place: Place, change: Change
) -> None:
    """Let what keeps counts of a place follow its posts."""
    if place.kind == "discussion":
        Topics(connection, dialect, store_id).follow(place.id, **change._asdict())


def _clip(rooms: Rooms, visit: Visit, clip_id: UUID) -> Place:
    return of_clip(rooms, clip_for(rooms, visit, clip_id))


_FINDERS: dict[str, Finder] = {"clip": _clip, "discussion": topic_for, "ask": ask_for}
