"""Retention as it is kept, bound to one store: limits, what is over them, and what was done."""

from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, func, select, update

from lrs.database import Dialect
from lti_tool.asks.tables import answers, asks
from lti_tool.clips.storage import Clips
from lti_tool.clips.tables import clips
from lti_tool.clips.watching.tables import viewings, watch_sessions
from lti_tool.retention.limits import Due, Limits, before
from lti_tool.retention.tables import retention_events, retention_settings
from lti_tool.talk.house_rules import Rulebook
from lti_tool.talk.tables import posts

_AT_ONCE = 200
AGED = "aged"


class Kept(NamedTuple):
    """What was done: act, words, by whom, and when."""

    act: str
    words: str
    by_name: str
    at: int


class Retention:
    """The retention of one store. Statements are never touched here."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def limits(self) -> Limits:
        """Read the limits; how long words are kept is a rule of the talk."""
        talk = Rulebook(self._connection, self._dialect, self._store_id).read().days
        table = retention_settings.c
        query = select(table.clip_days, table.watching_days)
        row = self._connection.execute(query.where(table.store_id == self._store_id)).first()
        return Limits(talk, *row) if row else Limits(talk)

    def last(self) -> str:
        """Give the day on which it was last looked, "" for never."""
        table = retention_settings.c
        query = select(table.last).where(table.store_id == self._store_id)
        return self._connection.scalar(query) or ""

    def keep(self, limits: Limits) -> None:
        rulebook = Rulebook(self._connection, self._dialect, self._store_id)
        rulebook.write(rulebook.read()._replace(days=limits.talk_days))
        self._put(clip_days=limits.clip_days, watching_days=limits.watching_days)

    def looked(self, day: str) -> None:
        self._put(last=day)

    def note(self, act: str, words: str, by_name: str, at: int) -> None:
        done = {"act": act, "words": words, "by_name": by_name, "at": at}
        row = {"store_id": self._store_id, "id": uuid4(), **done}
        self._connection.execute(retention_events.insert().values(row))

    def events(self, limit: int) -> list[Kept]:
        """Give what was done, the newest first."""
        query = select(*(retention_events.c[name] for name in Kept._fields))
        mine = query.where(retention_events.c.store_id == self._store_id)
        rows = self._connection.execute(mine.order_by(retention_events.c.at.desc()).limit(limit))
        return [Kept(*row) for row in rows]

    def due(self, limits: Limits, now: int) -> Due:
        """Count what would go, and change nothing."""
        table = posts.c
        old = (table.store_id == self._store_id, table.created < before(limits.talk_days, now))
        words = (*old, table.purged.is_(None), table.deleted.is_(None))
        return Due(
            self._count(*words),
            self._count(*self._old_clips(before(limits.clip_days, now))),
            self._count(*self._old_viewings(before(limits.watching_days, now))),
            self._words_of_asks(before(limits.talk_days, now)),
        )

    def let_clips_go(self, limit: int, now: int) -> int:
        """Mark some old clips as deleted, and say how many; their media follow an hour later."""
        query = select(clips.c.id).where(*self._old_clips(before(limit, now)))
        found = list(self._connection.scalars(query.order_by(clips.c.created).limit(_AT_ONCE)))
        known = Clips(self._connection, self._dialect, self._store_id)
        for clip_id in found:
            known.change(clip_id, clips.c.deleted.is_(None), deleted=now)
            known.note(clip_id, AGED, None, now, f"older than {limit} days")
        return len(found)

    def let_watching_go(self, limit: int, now: int) -> int:
        """Forget when and in which order old viewings went, and their players; sums stay."""
        over = before(limit, now)
        self._end_sessions(over)
        where = self._old_viewings(over)
        emptied = update(viewings).where(*where).values(segments="[]")
        return self._connection.execute(emptied).rowcount

    def _end_sessions(self, over: int) -> None:
        table = watch_sessions.c
        old = (table.store_id == self._store_id, table.closed.is_(True), table.changed < over)
        self._connection.execute(watch_sessions.delete().where(*old))

    def _words_of_asks(self, over: int) -> int:
        """Count asks and answers whose words go with those of the talk (asks/forgetting.py)."""
        number = 0
        for table, words in ((asks, asks.c.details), (answers, answers.c.text)):
            old = (table.c.store_id == self._store_id, table.c.created < over, words != "")
            number += self._count(*old, table.c.purged.is_(None), table.c.deleted.is_(None))
        return number

    def _old_clips(self, over: int) -> tuple[ColumnElement[bool], ...]:
        mine = clips.c.store_id == self._store_id
        return (mine, clips.c.created < over, clips.c.deleted.is_(None))

    def _old_viewings(self, over: int) -> tuple[ColumnElement[bool], ...]:
        mine = viewings.c.store_id == self._store_id
        return (mine, viewings.c.changed < over, viewings.c.segments != "[]")

    def _count(self, *where: ColumnElement[bool]) -> int:
        return self._connection.scalar(select(func.count()).where(*where)) or 0

    def _put(self, **values: object) -> None:
        add = self._dialect.insert(retention_settings).values(store_id=self._store_id, **values)
        key = [retention_settings.c.store_id]
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=values))
