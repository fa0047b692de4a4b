"""Sending: shares whose time has come go to their people, who are reminded later and seen watching."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from lrs import Lrs
from lti_tool.clips.storage import Clips
from lti_tool.clips.watching.tables import viewings
from lti_tool.launch.clock import HOUR, Clock
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.kinds import Mail
from lti_tool.notifications.moments import moment
from lti_tool.notifications.notice import Notice
from lti_tool.services.roster.storage import Course
from lti_tool.sharing import statements
from lti_tool.sharing.audiences import Someone
from lti_tool.sharing.receipts import Receipts
from lti_tool.sharing.segments import EVERYWHERE, Sender, audiences
from lti_tool.sharing.share import Share, State
from lti_tool.sharing.storage import Shares

ERRAND = "shares"
_AT_ONCE = 200
_DAY = 24 * HOUR
_LOOKED_AFTER = 60 * _DAY
_WATCHED_SECONDS = 10


class Sending:
    """Sends for all stores."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._clock = clock

    def run(self) -> None:
        """Send what is due, remind of what is due tomorrow, and see who has watched."""
        for store in self._lrs.stores():
            now = self._clock()
            with self._database.reading() as connection:
                kept = self._shares(connection, store.id)
                due, late = kept.due(now), kept.to_remind(now, _DAY)
                recent = kept.recent(now - _LOOKED_AFTER)
            for share in due:
                self._send(store.id, share)
            for share in late:
                self._remind(store.id, share)
            for share in recent:
                self.see_watched(store.id, share)

    def again(self, store_id: int, share: Share, only: UUID | None = None) -> int:
        """Send once more to those who have not opened it, or to one of them; give how many.

        Who was sent it within the hour gets nothing: neither two clicks nor a tease fill a mailbox.
        """
        with self._database.reading() as connection:
            lately = self._clock() - HOUR
            found = [p for p, _ in Receipts(connection, store_id).unopened(share.id, lately)]
        people = [person for person in found if only in (None, person)]
        if people:
            self._once_more(store_id, share, people)
        return len(people)

    def see_watched(self, store_id: int, share: Share) -> None:
        """Note who has watched a clip since it was sent, and take it off their list."""
        if share.kind != "clip":
            return
        with self._database.reading() as connection:
            open_ones = dict(Receipts(connection, store_id).unwatched(share.id))
            seen = _seen(connection, store_id, share) if open_ones else []
        found = [(person, seconds, at) for person, seconds, at in seen if person in open_ones]
        if found:
            self._note_watched(store_id, share, found, open_ones)

    def _send(self, store_id: int, share: Share) -> None:
        now = self._clock()
        if not self._database.write(lambda c: self._shares(c, store_id).lease(share, now)):
            return
        if self._is_gone(store_id, share):
            done = {"state": State.STOPPED.value}
            self._database.write(lambda c: self._shares(c, store_id).change(share.id, **done))
            return
        course = Course(share.platform_id, share.deployment_id, share.context_id)
        known = audiences(
            self._lrs,
            store_id,
            Sender(share.sender, course),
            is_open=share.audience.startswith(EVERYWHERE),
        )
        people = next((each.people for each in known if each.key == share.audience), [])
        for start in range(0, len(people), _AT_ONCE):
            self._put_in(store_id, share, people[start : start + _AT_ONCE])
        self._finish(store_id, share)

    def _is_gone(self, store_id: int, share: Share) -> bool:
        """Say whether the clip was deleted or hidden before its time came; nobody is sent to nothing."""
        if share.kind != "clip":
            return False
        with self._database.reading() as connection:
            clip = Clips(connection, self._database.dialect, store_id).find(share.about_id)
        return clip is None or clip.hidden is not None

    def _put_in(self, store_id: int, share: Share, people: Sequence[Someone]) -> None:
        """Put it into some inboxes. Done twice, it changes nothing, as the ids follow from the share."""
        base_url = self._lrs.settings.base_url
        agents = self._lrs.agents(store_id, [who.person_id for who in people])
        told = [
            statements.put_in(share, base_url, who.person_id, agent)
            for who, agent in zip(people, agents, strict=True)
        ]
        notices = [_notice(share, who.person_id) for who in people]
        trace = statements.trace(share, base_url).written()

        def work(connection: Connection) -> None:
            inbox = self._inbox(connection, store_id)
            inbox.keep_trace(share.id, trace)
            self._shares(connection, store_id).add_recipients(share, people)
            inbox.put(notices, share.send_at)

        self._lrs.record_along(self._lrs.own_access(store_id), told, work)

    def _finish(self, store_id: int, share: Share) -> None:
        told = statements.sent(share, self._lrs.settings.base_url, moment(share.send_at))
        now = self._clock()

        def work(connection: Connection) -> None:
            kept = self._shares(connection, store_id)
            count = kept.count_recipients(share.id)
            kept.change(share.id, state=State.SENT.value, sent=now, people=count)

        self._lrs.record_along(self._lrs.own_access(store_id), told, work)
        self._lrs.queue.send("notices")

    def _remind(self, store_id: int, share: Share) -> None:
        """Bring it up once more the day before, for those who haven't watched a clip, or opened anything else."""
        now = self._clock()
        with self._database.reading() as connection:
            receipts = Receipts(connection, store_id)
            left = receipts.unwatched if share.kind == "clip" else receipts.unopened
            people = [person for person, _ in left(share.id)]

        def work(connection: Connection) -> None:
            notices = [_notice(share, person, "Due tomorrow: ") for person in people]
            self._inbox(connection, store_id).put(notices, now)
            self._shares(connection, store_id).change(share.id, reminded=now)

        self._database.write(work)

    def _once_more(self, store_id: int, share: Share, people: Sequence[UUID]) -> None:
        now = self._clock()

        def work(connection: Connection) -> None:
            notices = [_notice(share, person) for person in people]
            self._inbox(connection, store_id).put(notices, now)

        self._database.write(work)
        self._lrs.queue.send("notices")

    def _note_watched(
        self,
        store_id: int,
        share: Share,
        found: Sequence[tuple[UUID, int, int]],
        items: dict[UUID, UUID],
    ) -> None:
        def work(connection: Connection) -> None:
            kept = self._shares(connection, store_id)
            for person, seconds, at in found:
                kept.watched(share.id, person, seconds, at)
                self._inbox(connection, store_id).done([items[person]], at)

        self._database.write(work)

    def _shares(self, connection: Connection, store_id: int) -> Shares:
        return Shares(connection, self._database.dialect, store_id)

    def _inbox(self, connection: Connection, store_id: int) -> Inbox:
        return Inbox(connection, self._database.dialect, store_id)


def _notice(share: Share, person_id: UUID, before: str = "") -> Notice:
    return Notice(
        person_id,
        share.notice_kind,
        f"{before}{share.title}",
        share.page,
        share.sender_name,
        share.about,
        words=share.message,
        important=share.important,
        due=share.must_by,
        mail=Mail(share.mail),
        trace=share.id,
    )


def _seen(connection: Connection, store_id: int, share: Share) -> list[tuple[UUID, int, int]]:
    """Give who played ten seconds or more of the clip, and anything of it since it was sent."""
    columns = viewings.c
    query = select(columns.person_id, columns.seen, columns.changed).where(
        columns.store_id == store_id,
        columns.clip_id == share.about_id,
        columns.changed >= share.send_at,
    )
    rows = [(row.person_id, row.seen, row.changed) for row in connection.execute(query)]
    counted = [
        (person, len(seen) - seen.count(0), len(seen), changed) for person, seen, changed in rows
    ]
    return [
        (person, seconds, changed)
        for person, seconds, length, changed in counted
        if seconds >= min(_WATCHED_SECONDS, max(1, length))
    ]
