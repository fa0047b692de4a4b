"""Subjects: what can be shared, found for somebody who may see it."""

from collections.abc import Callable
from uuid import UUID

from lrs import Conflict, vocabulary
from lrs.telling import activity
from lti_tool.asks.finding import place_for as ask_place
from lti_tool.clips.clip import Visibility
from lti_tool.clips.finding import clip_for, iri_of
from lti_tool.discussions.finding import found as topic_for
from lti_tool.discussions.finding import of_topic
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.sharing.share import Subject

Find = Callable[[Rooms, Visit, UUID], Subject]


def clip(rooms: Rooms, visit: Visit, clip_id: UUID) -> Subject:
    """Raise NotFound for a clip that isn't there for this visitor, Conflict for one that can't be shown yet."""
    found = clip_for(rooms, visit, clip_id)
    if not found.is_ready:
        raise Conflict("This clip isn't ready yet. Share it when it plays.")
    if found.visibility is Visibility.PRIVATE:
        raise Conflict("This clip is for you alone. Let the course see it first, then share it.")
    thing = activity(iri_of(rooms, clip_id), vocabulary.CLIP, found.title)
    is_open = found.visibility is Visibility.STORE
    return Subject("clip", clip_id, found.title, f"/app/clips/{clip_id}", thing, is_open)


def discussion(rooms: Rooms, visit: Visit, topic_id: UUID) -> Subject:
    """Raise NotFound for a discussion that isn't there for this visitor."""
    topic = topic_for(rooms, visit, topic_id)
    page = f"/app/discussions/{topic_id}"
    place = of_topic(rooms, topic)
    thing = {**place.activity}
    return Subject("discussion", topic_id, topic.title, page, thing, place.is_open)


def ask(rooms: Rooms, visit: Visit, ask_id: UUID) -> Subject:
    """Raise NotFound for an ask that isn't there for this visitor."""
    place = ask_place(rooms, visit, ask_id)
    return Subject("ask", ask_id, place.title, place.page, {**place.activity}, place.is_open)


# By kind: where the pages of such things are, and how one is found. Other rooms add theirs here.
FOUND: dict[str, tuple[str, Find]] = {
    "clip": ("clips", clip),
    "discussion": ("discussions", discussion),
    "ask": ("asks", ask),
}
