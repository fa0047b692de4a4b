"""Reports of posts, and what was done to posts, bound to one store."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from lti_tool.talk.post import Post
from lti_tool.talk.tables import moderations, posts, reports


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody found wrong with a post; `decision` is "" while it waits."""

    id: UUID
    post_id: UUID
    course_id: UUID | None
    reporter_id: UUID
    reason: str
    created: int
    decision: str
    decided: int | None


_REPORT = select(*(reports.c[name] for name in Report.__slots__))
_POST = tuple(posts.c[name] for name in Post.__slots__)
_TOGETHER = (posts.c.store_id == reports.c.store_id) & (posts.c.id == reports.c.post_id)


class Reports:
    """The reports of one store; `course_id` None stands for those of all courses."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, report: Report) -> None:
        values = {name: getattr(report, name) for name in Report.__slots__}
        self._connection.execute(reports.insert().values(store_id=self._store_id, **values))

    def has_reported(self, post_id: UUID, person_id: UUID) -> bool:
        """Say whether a report of this person about this post waits."""
        theirs = (reports.c.post_id == post_id, reports.c.reporter_id == person_id)
        query = select(func.count()).where(*self._waiting(None), *theirs)
        return bool(self._connection.scalar(query))

    def find(self, report_id: UUID) -> Report | None:
        mine = reports.c.store_id == self._store_id
        row = self._connection.execute(_REPORT.where(mine, reports.c.id == report_id)).first()
        return Report(*row) if row else None

    def count(self, course_id: UUID | None) -> int:
        return self._connection.scalar(select(func.count()).where(*self._waiting(course_id))) or 0

    def waiting(self, course_id: UUID | None, offset: int, limit: int) -> list[tuple[Report, Post]]:
        """Give reports that nobody decided on, oldest first, with what they are about."""
        query = _REPORT.add_columns(*_POST).join(posts, _TOGETHER)
        query = query.where(*self._waiting(course_id)).order_by(reports.c.created, reports.c.id)
        return [_pair(row) for row in self._connection.execute(query.offset(offset).limit(limit))]

    def decide(self, post_id: UUID, decision: str, now: int) -> None:
        """Close all reports that wait about a post."""
        about = (reports.c.store_id == self._store_id, reports.c.post_id == post_id)
        waits = update(reports).where(*about, reports.c.decision == "")
        self._connection.execute(waits.values(decision=decision, decided=now))

    def note(
        self, post_id: UUID, act: str, note: str, by: tuple[UUID | None, str], at: int
    ) -> None:
        """Write down what was done to a post, for good; `by` is a person and a name."""
        person_id, name = by
        done = {"act": act, "note": note, "by_person": person_id, "by_name": name, "at": at}
        row = {"store_id": self._store_id, "id": uuid4(), "post_id": post_id, **done}
        self._connection.execute(moderations.insert().values(row))

    def notes(self, course_id: UUID | None, limit: int) -> list[Any]:
        """Give what was done of late, newest first: act, note, by_name, at, author_name, post_id."""
        named = (posts.c.store_id == moderations.c.store_id) & (posts.c.id == moderations.c.post_id)
        table = moderations.c
        query: Select[Any] = select(
            table.act, table.note, table.by_name, table.at, posts.c.author_name, table.post_id
        ).join(posts, named)
        query = query.where(table.store_id == self._store_id)
        if course_id is not None:
            query = query.where(posts.c.course_id == course_id)
        return list(self._connection.execute(query.order_by(table.at.desc()).limit(limit)))

    def _waiting(self, course_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
        waits = (reports.c.store_id == self._store_id, reports.c.decision == "")
        return waits if course_id is None else (*waits, reports.c.course_id == course_id)


def _pair(row: Any) -> tuple[Report, Post]:
    cut = len(Report.__slots__)
    return Report(*row[:cut]), Post(*row[cut:])
