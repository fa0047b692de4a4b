"""What people think of a clip: it is kept for later, it helped or it didn't; all can be taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, select

from lrs import InvalidRequest, Violation, telling
from lrs import vocabulary as v
from lrs.database import Dialect
from lti_tool.clips.clip import Clip
from lti_tool.clips.storage import QUERY, read
from lti_tool.clips.tables import clips
from lti_tool.clips.watching.tables import clip_marks

HELPED = "helped"
KEPT = "kept"
_VALUES = {HELPED: ("yes", "no", ""), KEPT: ("yes", "")}
_WORDS = {"yes": "It helped", "no": "Not for me"}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a person on a clip; `value` is "" once it was taken back, `told` its statement."""

    mark: str
    value: str = ""
    round: int = 0
    told: UUID | None = None


def wanted(mark: str, value: str) -> tuple[str, str]:
    """Raise InvalidRequest for what is no mark."""
    if value not in _VALUES.get(mark, ()):
        raise InvalidRequest(Violation("mark", "There is no such mark.", "hallway: watching"))
    return mark, value


def told(source: str, when: datetime, actor: Json, activity: Json, mark: Mark, event: str) -> Json:
    """Tell a mark: rated with what was said, or bookmarked."""
    verb = v.RATED if mark.mark == HELPED else v.BOOKMARKED
    more: Json = {"context": telling.context(activity)}
    if mark.mark == HELPED:
        raw = 1 if mark.value == "yes" else 0
        score = {"scaled": float(raw), "raw": raw, "min": 0, "max": 1}
        more["result"] = {"score": score, "response": _WORDS[mark.value]}
    return telling.statement(source, event, when, actor, verb, activity, **more)


def voided(source: str, when: datetime, actor: Json, target: UUID) -> Json:
    thing = telling.reference(str(target))
    return telling.statement(source, f"void/{target}", when, actor, v.VOIDED, thing)


class Marks:
    """The marks in one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def of(self, clip_id: UUID, person_id: UUID) -> dict[str, Mark]:
        """Give a person's marks on a clip by name; those that were never made stand empty."""
        here = and_(clip_marks.c.clip_id == clip_id, self._by(person_id))
        rows = self._connection.execute(_MARK.where(here))
        return {mark: Mark(mark) for mark in _VALUES} | {row.mark: Mark(*row) for row in rows}

    def put(self, clip_id: UUID, person_id: UUID, mark: Mark, now: int) -> None:
        key = {"store_id": self._store_id, "clip_id": clip_id, "person_id": person_id}
        values = {"value": mark.value, "round": mark.round, "told": mark.told, "changed": now}
        new = self._dialect.insert(clip_marks).values(**key, mark=mark.mark, **values)
        columns = list(clip_marks.primary_key.columns)
        self._connection.execute(new.on_conflict_do_update(index_elements=columns, set_=values))

    def kept(self, person_id: UUID, offset: int, limit: int) -> list[Clip]:
        """Give the clips that somebody keeps for later, the last one first."""
        there = and_(clips.c.store_id == clip_marks.c.store_id, clips.c.id == clip_marks.c.clip_id)
        query = (
            QUERY.join(clip_marks, there)
            .where(self._kept(person_id), clips.c.deleted.is_(None))
            .order_by(clip_marks.c.changed.desc(), clip_marks.c.clip_id)
        )
        return [read(row) for row in self._connection.execute(query.offset(offset).limit(limit))]

    def _kept(self, person_id: UUID) -> ColumnElement[bool]:
        named = and_(clip_marks.c.mark == KEPT, clip_marks.c.value == "yes")
        return and_(self._by(person_id), named)

    def _by(self, person_id: UUID) -> ColumnElement[bool]:
        return and_(clip_marks.c.store_id == self._store_id, clip_marks.c.person_id == person_id)


_MARK = select(*(clip_marks.c[name] for name in Mark.__slots__))
