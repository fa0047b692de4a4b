"""Listing topics: all, those without an answer, those that somebody follows or began, and a search."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select

from lti_tool.discussions.storage import Topics
from lti_tool.discussions.tables import topics
from lti_tool.discussions.topic import Topic
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk import search
from lti_tool.talk.post import Post
from lti_tool.talk.rules import speaker
from lti_tool.talk.storage import Posts
from lti_tool.talk.tables import follows

ON_A_PAGE = 25
_HITS = 200
_EXCERPT = 240
SHOWN = ("all", "unanswered", "following", "mine")


class Listed(NamedTuple):
    """A page of topics, and of how many."""

    topics: Sequence[Topic]
    total: int
    number: int
    pages: int


class Hit(NamedTuple):
    """A post that a search found, the topic in which it was said, and how it begins."""

    post: Post
    topic: Topic
    excerpt: str


def listed(rooms: Rooms, visit: Visit, shown: str, number: int) -> Listed:
    """Give a page of topics that are to be seen in this course."""
    who, database = speaker(visit), rooms.lrs.database
    narrowed = _narrowed(visit.store_id, who.person_id, shown)
    with database.reading() as connection:
        kept = Topics(connection, database.dialect, visit.store_id)
        total = kept.count(who.course_id, *narrowed)
        pages = max(1, -(-total // ON_A_PAGE))
        number = min(number, pages)
        found = kept.page(who.course_id, (number - 1) * ON_A_PAGE, ON_A_PAGE, *narrowed)
    return Listed(found, total, number, pages)


def found(rooms: Rooms, visit: Visit, words: str, number: int) -> tuple[list[Hit], int]:
    """Search in what was said; give a page of hits, the best first, and how many pages there are."""
    database, course_id = rooms.lrs.database, speaker(visit).course_id
    with database.reading() as connection:
        ids = search.find(connection, visit.store_id, "discussion", course_id, words, _HITS)
        posts = {p.id: p for p in Posts(connection, database.dialect, visit.store_id).by_ids(ids)}
        there = [posts[post_id] for post_id in ids]
        kept = Topics(connection, database.dialect, visit.store_id)
        seen = kept.among(course_id, list({p.place_id for p in there}))
    hits = [Hit(p, seen[p.place_id], _excerpt(p.text, words)) for p in there if p.place_id in seen]
    start = (number - 1) * ON_A_PAGE
    return hits[start : start + ON_A_PAGE], max(1, -(-len(hits) // ON_A_PAGE))


def _narrowed(store_id: int, person_id: UUID | None, shown: str) -> list[ColumnElement[bool]]:
    if shown == "unanswered":
        return [topics.c.replies == 0]
    if shown == "mine":
        return [topics.c.author_id == person_id]
    if shown == "following":
        followed = select(follows.c.place_id).where(
            follows.c.store_id == store_id,
            follows.c.person_id == person_id,
            follows.c.stopped.is_(False),
        )
        return [topics.c.id.in_(followed)]
    return []


def _excerpt(text: str, words: str) -> str:
    """Give the part of a text where the first of the words stands."""
    at = text.casefold().find(words.split(maxsplit=1)[0].casefold()) if words.split() else 0
    start = max(0, at - _EXCERPT // 3)
    cut = text[start : start + _EXCERPT]
    return f"{'… ' if start else ''}{cut}{' …' if start + _EXCERPT < len(text) else ''}"
