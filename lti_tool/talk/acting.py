"""Acting on posts: like, accept, edit, delete, report, follow; each is one transaction with its statements."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from lrs import Conflict, NotPermitted
from lrs import vocabulary as v
from lti_tool.notifications.inbox import Inbox
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk import notices, statements
from lti_tool.talk.answerable import Answerable
from lti_tool.talk.likes import Follows, Likes
from lti_tool.talk.places import Change, count
from lti_tool.talk.post import Named, Place, Post
from lti_tool.talk.reports import Report, Reports
from lti_tool.talk.rules import allowed, speaker
from lti_tool.talk.saying import Saying, with_text
from lti_tool.talk.storage import Posts

_NOT_YOURS = "This isn't yours to do, or the post was taken away in the meantime."
_TWICE = "That is done already."


class Acting:
    """What people do to posts. Raises LrsError with words for the person who does it."""

    def __init__(self, rooms: Rooms, saying: Saying) -> None:
        self._rooms = rooms
        self._saying = saying
        self._database = rooms.lrs.database

    def check(self, visit: Visit, place: Place, post: Post, act: str) -> None:
        """Raise NotPermitted for what this person may not do."""
        opener = self._opener(visit, post)
        if act not in allowed(post, place, speaker(visit), opener=opener.author_id):
            raise NotPermitted(_NOT_YOURS)

    def like(self, visit: Visit, place: Place, post: Post) -> None:
        self.check(visit, place, post, "like")
        person_id, now = visit.person_id, self._rooms.clock()
        voice = self._saying.voice(visit, now)
        told = statements.on(voice, place, post, v.LIKED, f"like/{person_id}/{now}")
        self._record(
            visit, [told], lambda c: _new(self._likes(c, visit).add(post.id, person_id, now))
        )

    def unlike(self, visit: Visit, place: Place, post: Post) -> None:
        person_id, now = visit.person_id, self._rooms.clock()
        voice = self._saying.voice(visit, now)
        told = statements.on(voice, place, post, v.UNLIKED, f"unlike/{person_id}/{now}")
        self._record(
            visit, [told], lambda c: _new(self._likes(c, visit).remove(post.id, person_id))
        )

    def accept(self, visit: Visit, place: Place, post: Post) -> None:
        """Take a post for the right answer."""
        self.check(visit, place, post, "accept")
        now = self._rooms.clock()
        voice = self._saying.voice(visit, now)
        told = statements.on(voice, place, post, v.ACCEPTED, f"accept/{now}")
        heard = [notices.accepted(place, post, visit.viewer.name)]
        theirs = [n for n in heard if n.person_id != visit.person_id]

        def work(connection: Connection) -> None:
            _new(
                post.accepted is None
                and self._posts(connection, visit).change(post.id, accepted=now)
            )
            self._count(connection, visit, place, Change(answered=True))
            self._inbox(connection, visit).put(theirs, now)

        self._record(visit, [told], work)

    def unaccept(self, visit: Visit, place: Place, post: Post) -> None:
        """Take that back; the statement that told it is voided."""
        self.check(visit, place, post, "accept")
        if post.accepted is None:
            raise Conflict(_TWICE)
        voice = self._saying.voice(visit, self._rooms.clock())
        told = statements.on(voice, place, post, v.ACCEPTED, f"accept/{post.accepted}")

        def work(connection: Connection) -> None:
            posts = self._posts(connection, visit)
            posts.change(post.id, accepted=None)
            answered = posts.count_accepted(place.id) > 0
            self._count(connection, visit, place, Change(answered=answered))

        self._record(visit, [statements.voided(voice, told["id"])], work)

    def edit(
        self, visit: Visit, place: Place, post: Post, text: str, named: Sequence[Named]
    ) -> None:
        """Put new words in the place of the old ones, which stay in the history."""
        self.check(visit, place, post, "edit")
        now = self._rooms.clock()
        voice, changed = self._saying.voice(visit, now), with_text(post, text, now)
        with self._database.reading() as connection:
            number = len(self._posts(connection, visit).versions(post.id)) + 1
            known = set(self._posts(connection, visit).mentioned(post.id))
        fresh = [n for n in named if n.person_id not in known]
        told = [statements.edited(voice, place, changed, number)] + [
            statements.mentioned(voice, place, post, person, agent)
            for person, agent in self._saying.agents(visit, fresh)
        ]
        heard = notices.of_mentions(place, changed, fresh)
        title = place.title if post.is_opening else ""

        def work(connection: Connection) -> None:
            posts = self._posts(connection, visit)
            posts.edit(post, changed, number, title)
            posts.name(post.id, fresh, now)
            self._inbox(connection, visit).put(heard, now)

        self._record(visit, told, work)

    def delete(self, visit: Visit, place: Place, post: Post, note: str = "") -> None:
        """Take a post away for good: its words go, its statements are voided, the audit stays."""
        self.check(visit, place, post, "delete")
        by = (visit.person_id, visit.viewer.name)
        self.remove(visit.store_id, place, post, (by, note), visit.agent)

    def remove(
        self, store_id: int, place: Place, post: Post, why: tuple[Any, str], actor: dict[str, Any]
    ) -> None:
        """Do that for somebody who may; `why` is who, and in which words."""
        now, dialect = self._rooms.clock(), self._database.dialect
        with self._database.reading() as connection:
            posts = Posts(connection, dialect, store_id)
            edits, named = len(posts.versions(post.id)), posts.mentioned(post.id)
        voice = statements.Voice(
            self._rooms.lrs.settings.base_url, actor, self._rooms.moment(), tell_text=False
        )
        told = statements.told_of(voice.base_url, post, edits, named)
        by, note = why
        heard = [notices.moderated(place, post, "delete")] if by[0] != post.author_id else []

        def work(connection: Connection) -> None:
            if not Posts(connection, dialect, store_id).delete(post, now):
                raise Conflict(_TWICE)
            Reports(connection, store_id).note(post.id, "delete", note, by, now)
            Reports(connection, store_id).decide(post.id, "delete", now)
            Answerable(connection, dialect, store_id, now).settle(notices.reported(place, post))
            counted = post.is_opening or post.hidden is not None
            change = Change(gone=now) if post.is_opening else Change(replies=0 if counted else -1)
            count(connection, dialect, store_id, place, change)
            Inbox(connection, dialect, store_id).put(heard, now)

        gone = [statements.voided(voice, target) for target in told]
        self._rooms.record(store_id, gone, work)

    def report(self, visit: Visit, place: Place, post: Post, reason: str) -> None:
        """Bring a post before those who answer for it; the author never learns by whom."""
        self.check(visit, place, post, "report")
        person_id, now = visit.person_id, self._rooms.clock()
        voice = self._saying.voice(visit, now)
        told = statements.on(voice, place, post, v.REPORTED, f"report/{person_id}/{now}")
        made = Report(uuid4(), post.id, post.course_id, person_id, reason, now, "", None)

        def work(connection: Connection) -> None:
            reports = Reports(connection, visit.store_id)
            _new(not reports.has_reported(post.id, person_id))
            reports.add(made)
            dialect = self._database.dialect
            answerable = Answerable(connection, dialect, visit.store_id, now)
            answerable.tell(notices.reported(place, post), (person_id, post.author_id))

        self._record(visit, [told], work)

    def follow(self, visit: Visit, place: Place, *, stop: bool) -> None:
        person_id, now = visit.person_id, self._rooms.clock()
        voice, verb = self._saying.voice(visit, now), v.UNFOLLOWED if stop else v.FOLLOWED
        told = statements.on_place(voice, place, verb, f"follow/{person_id}/{now}")

        def work(connection: Connection) -> None:
            follows = Follows(connection, self._database.dialect, visit.store_id)
            _new(follows.is_following(place.id, person_id) is stop)
            follows.set(place, person_id, now, stopped=stop)

        self._record(visit, [told], work)

    def _record(
        self, visit: Visit, told: Sequence[dict[str, Any]], work: Callable[[Connection], object]
    ) -> None:
        """Do it once: what is done already is no mistake of the person who asks for it again."""
        try:
            self._rooms.record(visit.store_id, told, work)
        except _AlreadyDoneError:
            return

    def _opener(self, visit: Visit, post: Post) -> Post:
        if post.is_head:
            return post
        with self._database.reading() as connection:
            return self._posts(connection, visit).find(post.thread_id) or post

    def _count(self, connection: Connection, visit: Visit, place: Place, change: Change) -> None:
        count(connection, self._database.dialect, visit.store_id, place, change)

    def _posts(self, connection: Connection, visit: Visit) -> Posts:
        return Posts(connection, self._database.dialect, visit.store_id)

    def _likes(self, connection: Connection, visit: Visit) -> Likes:
        return Likes(connection, self._database.dialect, visit.store_id)

    def _inbox(self, connection: Connection, visit: Visit) -> Inbox:
        return Inbox(connection, self._database.dialect, visit.store_id)


class _AlreadyDoneError(Exception):
    """The same was done before; nothing is stored."""


def _new(changed: bool) -> None:
    if not changed:
        raise _AlreadyDoneError
