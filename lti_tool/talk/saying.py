"""Saying: a post is said, with its statements and notices, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import Connection

from lrs import Conflict, NotPermitted
from lti_tool.launch.clock import SECOND
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice
from lti_tool.rooms.neighbours import neighbours
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk import mentions, notices, statements
from lti_tool.talk.house_rules import Rulebook
from lti_tool.talk.likes import Follows
from lti_tool.talk.notices import Listeners
from lti_tool.talk.places import Change, count
from lti_tool.talk.post import Named, Place, Post, Said
from lti_tool.talk.rules import may_moderate, speaker
from lti_tool.talk.statements import Voice
from lti_tool.talk.storage import Posts

_FITTING = 40  # people among whom a name is looked for
_LOCKED = "This discussion is closed; it can be read, and nobody adds to it."
_WENT = "What you answer was taken away in the meantime."


class Key(NamedTuple):
    """What makes a form one: sent twice it says the same thing once."""

    person_id: UUID
    form: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post with everything that goes into the transaction."""

    post: Post
    named: tuple[Named, ...]
    statements: Sequence[dict[str, Any]]
    notices: Sequence[Notice]


class Saying:
    """Says posts. Raises LrsError with words for the person who wrote."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def read(self, visit: Visit, text: str, chosen: Mapping[str, UUID | None]) -> mentions.Reading:
        """Find out whom a text names; `chosen` is what was answered when it was asked back."""

        def find(word: str) -> list[Named]:
            found = neighbours(self._rooms, visit, word, _FITTING)
            return [Named(*neighbour) for neighbour in found]

        return mentions.read(text, find, chosen)

    def voice(self, visit: Visit, now: int) -> Voice:
        """Give how this visitor speaks at this moment."""
        with self._database.reading() as connection:
            rules = Rulebook(connection, self._database.dialect, visit.store_id).read()
        when = datetime.fromtimestamp(now / SECOND, UTC)
        return Voice(self._rooms.lrs.settings.base_url, visit.agent, when, rules.tells)

    def say(
        self, visit: Visit, place: Place, said: Said, form: str, parent: Post | None = None
    ) -> Post:
        """Say something about a place, or answer what was said there."""
        self._check(visit, place, parent)
        return self.put(visit, place, said, form, parent=parent, along=None)

    def put(
        self,
        visit: Visit,
        place: Place,
        said: Said,
        form: str,
        *,
        parent: Post | None,
        along: Callable[[Connection], object] | None,
    ) -> Post:
        """Keep a post and tell it; `along` is done in the same transaction."""
        made = self._prepared(visit, place, said, form, parent)
        if made is None:
            return self._known(visit, post_id(place, Key(visit.person_id, form), parent))
        post, database, store_id = made.post, self._database, visit.store_id

        def work(connection: Connection) -> None:
            if along is not None:
                along(connection)
            title = place.title if post.is_opening else ""
            Posts(connection, database.dialect, store_id).add(post, made.named, title)
            follows = Follows(connection, database.dialect, store_id)
            follows.begin(place, post.author_id, post.created)
            if not post.is_opening:
                change = Change(replies=1, last=post.created)
                count(connection, database.dialect, store_id, place, change)
            Inbox(connection, database.dialect, store_id).put(made.notices, post.created)

        self._rooms.record(store_id, made.statements, work)
        return post

    def _prepared(
        self, visit: Visit, place: Place, said: Said, form: str, parent: Post | None
    ) -> Prepared | None:
        """Prepare all but the SQL; None when this form was sent before."""
        now = self._rooms.clock()
        post = self._post(visit, place, said, Key(visit.person_id, form), parent, now)
        with self._database.reading() as connection:
            posts = Posts(connection, self._database.dialect, visit.store_id)
            if posts.find(post.id) is not None:
                return None
            opener = posts.find(post.thread_id) if parent is not None else None
            follows = Follows(connection, self._database.dialect, visit.store_id)
            followers = follows.followers(place.id)
        voice = self.voice(visit, now)
        named = self.agents(visit, said.named)
        told = [statements.said(voice, place, post, parent)] + [
            statements.mentioned(voice, place, post, person, agent) for person, agent in named
        ]
        answered = [p.author_id for p in (parent, opener) if p is not None]
        if place.owner is not None and not post.is_opening:
            followers.append(place.owner)
        listeners = Listeners(said.named, tuple(answered), tuple(followers))
        return Prepared(post, said.named, told, notices.of_post(place, post, listeners))

    def agents(self, visit: Visit, named: Sequence[Named]) -> list[tuple[UUID, dict[str, Any]]]:
        """Give the agents of people whom a text names."""
        people = [n.person_id for n in named]
        found = self._rooms.lrs.agents(visit.store_id, people) if people else []
        return list(zip(people, found, strict=True))

    def _post(
        self, visit: Visit, place: Place, said: Said, key: Key, parent: Post | None, now: int
    ) -> Post:
        own = post_id(place, key, parent)
        is_opening = own == place.id
        verb = statements.verb_of(place.kind, opens=is_opening, replies=parent is not None)
        return Post(
            id=own,
            place_kind=place.kind,
            place_id=place.id,
            course_id=place.course_id,
            thread_id=own if parent is None or parent.is_opening else parent.thread_id,
            parent_id=parent.id if parent else None,
            author_id=visit.person_id,
            author_name=visit.viewer.name,
            text=said.text,
            second=said.second if parent is None else None,
            statement_id=statements.id_of(self._rooms.lrs.settings.base_url, own, verb),
            replies=0,
            likes=0,
            created=now,
            last=now,
            edited=None,
            accepted=None,
            hidden=None,
            deleted=None,
            purged=None,
        )

    def _check(self, visit: Visit, place: Place, parent: Post | None) -> None:
        if place.is_locked and not may_moderate(place, speaker(visit)):
            raise NotPermitted(_LOCKED)
        if parent is not None and not parent.is_there:
            raise Conflict(_WENT)

    def _known(self, visit: Visit, own: UUID) -> Post:
        with self._database.reading() as connection:
            found = Posts(connection, self._database.dialect, visit.store_id).find(own)
        if found is None:
            raise Conflict(_WENT)
        return found


def post_id(place: Place, key: Key, parent: Post | None) -> UUID:
    """Name a post by its form; the opening of a discussion has the id of the discussion itself."""
    opens = place.id == topic_id(key)
    if opens and parent is None:
        return place.id
    above = parent.id if parent is not None else place.id
    return uuid5(above, f"{key.person_id} {key.form}")


def topic_id(key: Key) -> UUID:
    """Name a topic by the form on which it was written."""
    return uuid5(key.person_id, f"topic {key.form}")


def with_text(post: Post, text: str, now: int) -> Post:
    return replace(post, text=text, edited=now)
