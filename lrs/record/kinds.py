"""The kinds of entry: their names, what makes statements one entry, and how it is drafted."""

from collections.abc import Callable
from typing import NamedTuple

from lrs.record import clip, clip_made, course, deed, document, encounter, event, thread
from lrs.record.draft import Draft
from lrs.record.group import Group
from lrs.record.reading import Reading


class Kind(NamedTuple):
    """One kind: how to call one and many of its entries, and its two rules."""

    one: str
    many: str
    key: Callable[[Reading], str]
    draft: Callable[[Group], Draft | None]


KINDS: dict[str, Kind] = {
    "course": Kind("course", "courses", course.key, course.draft),
    "activity": Kind("course activity", "course activities", course.key, course.draft),
    "event": Kind("event attended", "events attended", event.key, event.draft),
    "mentoring": Kind("mentoring session", "mentoring sessions", encounter.key, encounter.draft),
    "talk": Kind("talk", "talks", encounter.key, encounter.draft),
    "clip": Kind("clip made", "clips made", clip_made.key, clip_made.draft),
    "text": Kind("text written", "texts written", deed.key, deed.draft),
    "document": Kind("document opened", "documents opened", deed.key, document.draft),
    "review": Kind("look back", "looks back", deed.key, deed.draft),
    "volunteering": Kind("volunteering", "times volunteered", deed.key, deed.draft),
    "credential": Kind("credential earned", "credentials earned", deed.key, deed.draft),
    "clip-view": Kind("clip watched", "clips watched", clip.key, clip.draft),
    "post": Kind("thread started", "threads started", thread.key, thread.draft),
    "reply": Kind("thread replied to", "threads replied to", thread.key, thread.draft),
    "comment": Kind(
        "clip or page commented", "clips and pages commented", thread.key, thread.draft
    ),
    "question": Kind("question asked", "questions asked", thread.key, thread.draft),
    "answer": Kind("question answered", "questions answered", thread.key, thread.draft),
}
