"""Showing: the talk about a place, as a page draws it; a fixed number of queries, however much was said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid4

from markupsafe import Markup
from sqlalchemy import Connection

from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.likes import Follows, Likes
from lti_tool.talk.post import Place, Post
from lti_tool.talk.rules import Speaker, allowed, clock, may_moderate, speaker
from lti_tool.talk.storage import Posts
from lti_tool.talk.words import printed

ON_A_PAGE = 50  # threads of a place, replies of a long thread
BESIDE_A_CLIP = 10  # threads; the page fetches further ones as they come into sight
IN_A_THREAD = 10  # replies that stand below the beginning of a thread
_MARKS = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A post, its words for the page, what this person may do, and whether they like it."""

    post: Post
    words: Markup
    acts: frozenset[str]
    is_liked: bool
    moderates: bool

    @property
    def at(self) -> str:
        return clock(self.post.second) if self.post.second is not None else ""


class Thread(NamedTuple):
    """The beginning of a thread, its first replies, and how many more there are."""

    head: Shown
    replies: Sequence[Shown]
    more: int


class Mark(NamedTuple):
    """A moment of a clip at which something is said; `x` is in per cent."""

    second: int
    clock: str
    posts: int
    x: float


@dataclass(frozen=True, slots=True)
class Conversation:
    """The talk about a place on one of its pages; `form` makes the next form one of its kind."""

    place: Place
    opening: Shown | None
    threads: Sequence[Thread]
    total: int
    number: int
    pages: int
    marks: Sequence[Mark]
    is_following: bool
    may_say: bool
    form: str
    at: str = ""

    @property
    def end(self) -> str:
        return clock(self.place.length or 0)


def on_a_page(place: Place) -> int:
    """Say how many threads of a place stand on one page."""
    return BESIDE_A_CLIP if place.kind == "clip" else ON_A_PAGE


def conversation(
    rooms: Rooms, visit: Visit, place: Place, number: int, at: float | None = None
) -> Conversation:
    """Give a page of threads, counted from 1, or the page on which a second of the clip is."""
    who, database, size = speaker(visit), rooms.lrs.database, on_a_page(place)
    with database.reading() as connection:
        posts = Posts(connection, database.dialect, visit.store_id)
        total = posts.count_heads(place.id)
        if at is not None:
            number = posts.before_second(place.id, at) // size + 1
        pages = max(1, -(-total // size))
        number = min(number, pages)
        heads = posts.heads(place.id, (number - 1) * size, size)
        replies = posts.replies([h.id for h in heads if h.replies], IN_A_THREAD)
        opening = posts.find(place.id) if place.kind == "discussion" else None
        drawn = _drawn(connection, rooms, visit, place, [*heads, *replies, *_some(opening)])
        follows = Follows(connection, database.dialect, visit.store_id)
        return Conversation(
            place,
            drawn.get(opening.id) if opening else None,
            _threads(heads, replies, drawn),
            total,
            number,
            pages,
            _marks(posts, place),
            follows.is_following(place.id, who.person_id),
            who.person_id is not None and (not place.is_locked or may_moderate(place, who)),
            str(uuid4()),
            clock(at) if at is not None else "",
        )


def thread(rooms: Rooms, visit: Visit, place: Place, head: Post, number: int) -> Thread:
    """Give one thread with a page of its replies, counted from 1."""
    database, start = rooms.lrs.database, (number - 1) * ON_A_PAGE
    with database.reading() as connection:
        posts = Posts(connection, database.dialect, visit.store_id)
        replies = posts.thread(head.id, start, ON_A_PAGE)
        drawn = _drawn(connection, rooms, visit, place, [head, *replies])
    more = max(0, head.replies - start - len(replies))
    return Thread(drawn[head.id], [drawn[reply.id] for reply in replies], more)


def _threads(
    heads: Sequence[Post], replies: Iterable[Post], drawn: dict[UUID, Shown]
) -> list[Thread]:
    below: dict[UUID, list[Shown]] = {head.id: [] for head in heads}
    for reply in replies:
        below[reply.thread_id].append(drawn[reply.id])
    return [Thread(drawn[h.id], below[h.id], max(0, h.replies - len(below[h.id]))) for h in heads]


def _drawn(
    connection: Connection, rooms: Rooms, visit: Visit, place: Place, posts: Sequence[Post]
) -> dict[UUID, Shown]:
    who, dialect = speaker(visit), rooms.lrs.database.dialect
    ids = [post.id for post in posts]
    liked = Likes(connection, dialect, visit.store_id).of(who.person_id, ids)
    names = Posts(connection, dialect, visit.store_id).names(ids)
    openers = {post.id: post.author_id for post in posts if post.is_head}
    return {
        post.id: shown(post, place, who, openers.get(post.thread_id), names.get(post.id, ()), liked)
        for post in posts
    }


def shown(
    post: Post,
    place: Place,
    who: Speaker,
    opener: UUID | None,
    names: Iterable[str],
    liked: set[UUID],
) -> Shown:
    acts = allowed(post, place, who, opener=opener)
    words = printed(post.text, names, moments=place.kind == "clip")
    return Shown(post, words, acts, post.id in liked, may_moderate(place, who))


def _marks(posts: Posts, place: Place) -> list[Mark]:
    """Gather what is said close together, so that marks don't cover each other."""
    if not place.length:
        return []
    moments = posts.moments(place.id, place.length, _MARKS)
    return [_mark(int(second), int(count), place.length) for second, count in moments]


def _mark(second: int, count: int, length: float) -> Mark:
    return Mark(second, clock(second), count, round(min(98.0, max(2.0, second / length * 100)), 2))


def _some(post: Post | None) -> list[Post]:
    return [] if post is None else [post]
