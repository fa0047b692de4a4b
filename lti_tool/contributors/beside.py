"""Counting clips of contributors beside clips of staff, by kind: what was published, watched and judged."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, select

from lti_tool.clips.tables import clips
from lti_tool.clips.watching.tables import viewings, watched_clips
from lti_tool.contributors.comparison import ALL, CONTRIBUTORS, STAFF, Counted

_NOTHING_SEEN = ("", "[]")


class Beside:
    """Counts the clips of which `there` holds; what neither side made is left out."""

    def __init__(
        self,
        connection: Connection,
        there: tuple[ColumnElement[bool], ...],
        contributors: Collection[UUID],
        staff: Collection[UUID],
    ) -> None:
        self._connection = connection
        self._there = (*there, clips.c.author.in_([*contributors, *staff]))
        whose = case((clips.c.author.in_(list(contributors)), CONTRIBUTORS), else_=STAFF)
        self._whose = whose.label("whose")

    def counted(self) -> list[Counted]:
        """Count all kinds together, then each."""
        return [*self._by(literal(ALL)), *self._by(clips.c.kind)]

    def _by(self, kind: ColumnElement[str]) -> list[Counted]:
        watched = {
            (row.whose, row.of_kind): row[2:] for row in self._watched(kind.label("of_kind"))
        }
        return [
            Counted(
                row.whose, row.of_kind, *row[2:], *watched.get((row.whose, row.of_kind), (0, 0, 0))
            )
            for row in self._made(kind.label("of_kind"))
        ]

    def _made(self, kind: ColumnElement[Any]) -> Any:
        same = and_(
            watched_clips.c.store_id == clips.c.store_id, watched_clips.c.clip_id == clips.c.id
        )
        votes = (func.coalesce(func.sum(n), 0) for n in (watched_clips.c.helped, _UNHELPFUL))
        counts = (func.count(), func.avg(clips.c.length), *votes)
        query = select(self._whose, kind, *counts).outerjoin(watched_clips, same)
        return self._connection.execute(query.where(*self._there).group_by("whose", "of_kind"))

    def _watched(self, kind: ColumnElement[Any]) -> Any:
        same = and_(viewings.c.store_id == clips.c.store_id, viewings.c.clip_id == clips.c.id)
        done = func.sum(case((viewings.c.completed.is_(True), 1), else_=0))
        counts = (func.count(viewings.c.person_id.distinct()), func.count(), done)
        query = select(self._whose, kind, *counts).select_from(viewings).join(clips, same)
        seen = viewings.c.segments.not_in(_NOTHING_SEEN)
        return self._connection.execute(
            query.where(*self._there, seen).group_by("whose", "of_kind")
        )


_UNHELPFUL = watched_clips.c.unhelpful
