"""Shares and their recipients as they are kept, bound to one store."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from lrs.database import Dialect
from lti_tool.notifications.notice import item_id
from lti_tool.sharing.audiences import Someone
from lti_tool.sharing.segments import EVERYWHERE
from lti_tool.sharing.share import Share, State
from lti_tool.sharing.tables import share_recipients, shares

_LEASE = 300_000_000  # for so long a worker has a share alone
_QUERY = select(*(shares.c[name] for name in Share.__slots__))


class Shares:
    """The shares of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def add(self, share: Share) -> None:
        """Keep a share; one that is there already stays as it is."""
        values = {name: getattr(share, name) for name in Share.__slots__}
        add = self._dialect.insert(shares).values(store_id=self._store_id, **values)
        self._connection.execute(add.on_conflict_do_nothing())

    def find(self, share_id: UUID) -> Share | None:
        row = self._connection.execute(_QUERY.where(*self._is(share_id))).first()
        return Share(*row) if row else None

    def sent_by(self, sender: UUID, course: tuple[UUID, str] | None, *page: int) -> list[Share]:
        """Give the newest of a sender, and of a whole course (platform, context); page is offset, limit."""
        offset, limit = page
        query = _QUERY.where(*self._theirs(sender, course)).order_by(shares.c.created.desc())
        return [Share(*row) for row in self._connection.execute(query.offset(offset).limit(limit))]

    def count_by(self, sender: UUID, course: tuple[UUID, str] | None) -> int:
        query = select(func.count()).where(*self._theirs(sender, course))
        return self._connection.scalar(query) or 0

    def due(self, now: int) -> list[Share]:
        """Give those whose time has come and that no worker has."""
        columns = shares.c
        ready = (columns.send_at <= now, columns.lease <= now)
        waits = (columns.store_id == self._store_id, columns.state == State.WAITING.value)
        rows = self._connection.execute(_QUERY.where(*waits, *ready).order_by(columns.send_at))
        return [Share(*row) for row in rows]

    def to_remind(self, now: int, before: int) -> list[Share]:
        """Give those that are to be watched within `before` from now, and of which nobody was reminded."""
        columns = shares.c
        soon = (columns.must_by > now, columns.must_by <= now + before, columns.reminded.is_(None))
        sent = (columns.store_id == self._store_id, columns.state == State.SENT.value)
        return [Share(*row) for row in self._connection.execute(_QUERY.where(*sent, *soon))]

    def recent(self, since: int) -> list[Share]:
        """Give what was sent since then, or has a day on which it is to be watched after that."""
        columns = shares.c
        sent = (columns.store_id == self._store_id, columns.state == State.SENT.value)
        fresh = or_(columns.sent >= since, columns.must_by >= since)
        return [Share(*row) for row in self._connection.execute(_QUERY.where(*sent, fresh))]

    def lease(self, share: Share, now: int) -> bool:
        """Take a share; False when another worker was faster."""
        same = (*self._is(share.id), shares.c.lease == share.lease)
        same = (*same, shares.c.state == State.WAITING.value)
        taken = update(shares).where(*same).values(lease=now + _LEASE)
        return self._connection.execute(taken).rowcount == 1

    def change(self, share_id: UUID, **values: object) -> None:
        self._connection.execute(update(shares).where(*self._is(share_id)).values(**values))

    def stop(self, share_id: UUID, now: int) -> bool:
        """Stop one that waits for its time; False when it is too late."""
        waits = (shares.c.state == State.WAITING.value, shares.c.lease <= now)
        stopped = update(shares).where(*self._is(share_id), *waits)
        done = self._connection.execute(stopped.values(state=State.STOPPED.value))
        return done.rowcount == 1

    def add_recipients(self, share: Share, people: Sequence[Someone]) -> None:
        rows = [
            {
                "store_id": self._store_id,
                "share_id": share.id,
                "person_id": who.person_id,
                "item_id": item_id(who.person_id, share.notice_kind, share.about),
                "name": who.name,
            }
            for who in people
        ]
        if rows:
            add = self._dialect.insert(share_recipients).values(rows)
            self._connection.execute(add.on_conflict_do_nothing())

    def count_recipients(self, share_id: UUID) -> int:
        mine = and_(
            share_recipients.c.store_id == self._store_id, share_recipients.c.share_id == share_id
        )
        return self._connection.scalar(select(func.count()).where(mine)) or 0

    def watched(self, share_id: UUID, person_id: UUID, seconds: int, when: int) -> None:
        columns = share_recipients.c
        who = (columns.share_id == share_id, columns.person_id == person_id)
        change = update(share_recipients).where(columns.store_id == self._store_id, *who)
        self._connection.execute(change.values(watched=when, seconds=seconds))

    def _is(self, share_id: UUID) -> tuple[ColumnElement[bool], ...]:
        return shares.c.store_id == self._store_id, shares.c.id == share_id

    def _theirs(
        self, sender: UUID, course: tuple[UUID, str] | None
    ) -> tuple[ColumnElement[bool], ...]:
        own = shares.c.sender == sender
        if course is not None and course[1]:
            here = and_(
                shares.c.platform_id == course[0],
                shares.c.context_id == course[1],
                shares.c.audience.not_like(f"{EVERYWHERE}%"),
            )
            own = or_(own, here)
        return shares.c.store_id == self._store_id, own
