"""Viewings, sessions and counts as they are kept, bound to one clip of a store."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Connection, Table, and_, select, update

from lrs.database import Dialect
from lti_tool.clips.clip import Clip
from lti_tool.clips.watching.heat import NOBODY, Heat, packed, unpacked
from lti_tool.clips.watching.segments import Segment
from lti_tool.clips.watching.tables import viewings, watch_sessions, watched_clips
from lti_tool.clips.watching.viewing import Session, Viewing


@dataclass(frozen=True, slots=True)
class Counted:
    """What all viewers together did with a clip. `length` and the times are None before anybody watched.

    `threshold` is None where nobody set one; the times are the first and the last batch.
    """

    length: float | None = None
    threshold: float | None = None
    heat: Heat = NOBODY
    statements: int = 0
    first: int | None = None
    last: int | None = None
    helped: int = 0
    unhelpful: int = 0


class Watched:
    """What was watched of one clip."""

    def __init__(self, connection: Connection, dialect: Dialect, clip: Clip) -> None:
        self._connection = connection
        self._dialect = dialect
        self._clip = clip

    def counted(self) -> Counted:
        row = self._connection.execute(_COUNTED.where(self._of(watched_clips))).first()
        if row is None:
            return Counted()
        heat = Heat(row.viewers, unpacked(row.people), unpacked(row.again))
        times = (row.statements, row.first, row.last)
        return Counted(row.length, row.threshold, heat, *times, row.helped, row.unhelpful)

    def viewing(self, person_id: UUID, length: float, threshold: float) -> tuple[Viewing, bytes]:
        """Give what a person saw, and each second's count, b"" before they saw anything."""
        row = self._connection.execute(
            select(viewings).where(self._of(viewings), viewings.c.person_id == person_id)
        ).first()
        if row is None:
            return Viewing(length, threshold), b""
        segments = tuple(Segment(*piece) for piece in orjson.loads(row.segments))
        viewing = Viewing(length, threshold, segments, row.completed, row.version, row.spent)
        return viewing, row.seen

    def session(self, person_id: UUID, session_id: UUID) -> Session:
        """Give a session as it stands; a new one stands at the beginning."""
        mine = and_(self._of(watch_sessions), watch_sessions.c.person_id == person_id)
        query = _SESSION.where(mine, watch_sessions.c.id == session_id)
        row = self._connection.execute(query).first()
        return Session(*row) if row else Session(session_id)

    def wait_for_turn(self) -> None:
        """Hold until the end of the transaction that nobody else counts this clip."""
        key = f"watching {self._clip.store_id} {self._clip.id}".encode()
        self._dialect.take_turns(self._connection, sha256(key).digest())

    def keep_viewing(self, person_id: UUID, viewing: Viewing, seen: bytes, now: int) -> bool:
        """Write one version over the one before; False when somebody else did so meanwhile."""
        values = {
            "version": viewing.version + 1,
            "segments": orjson.dumps([list(piece) for piece in viewing.segments]).decode(),
            "seen": seen,
            "completed": viewing.completed,
            "spent": viewing.spent,
            "changed": now,
        }
        if viewing.version == 0:
            new = self._dialect.insert(viewings).values(**self._key, person_id=person_id, **values)
            made = new.on_conflict_do_nothing().returning(viewings.c.person_id)
            return self._connection.execute(made).first() is not None
        same = (viewings.c.person_id == person_id, viewings.c.version == viewing.version)
        change = update(viewings).where(self._of(viewings), *same).values(values)
        return self._connection.execute(change).rowcount == 1

    def keep_session(self, person_id: UUID, session: Session, telling: str, now: int) -> None:
        values = {name: getattr(session, name) for name in Session.__slots__ if name != "id"}
        values |= {"telling": telling, "changed": now}
        self._put(watch_sessions, {"person_id": person_id, "id": session.id}, values)

    def count(self, counted: Counted) -> None:
        """Write the counts of a clip over those before."""
        heat = counted.heat
        values = {name: getattr(counted, name) for name in Counted.__slots__ if name != "heat"}
        values |= {"viewers": heat.viewers}
        values |= {"people": packed(heat.people), "again": packed(heat.again)}
        self._put(watched_clips, {}, values)

    def _put(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Insert a row, or change it."""
        new = self._dialect.insert(table).values(**self._key, **key, **values)
        columns = list(table.primary_key.columns)
        self._connection.execute(new.on_conflict_do_update(index_elements=columns, set_=values))

    @property
    def _key(self) -> dict[str, Any]:
        return {"store_id": self._clip.store_id, "clip_id": self._clip.id}

    def _of(self, table: Table) -> ColumnElement[bool]:
        return and_(*(table.c[name] == value for name, value in self._key.items()))


_COUNTED = select(watched_clips)
_SESSION = select(*(watch_sessions.c[name] for name in Session.__slots__))
