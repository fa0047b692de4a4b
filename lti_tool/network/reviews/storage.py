"""Looks back as they are kept, bound to one store."""

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from lrs.database import Dialect
from lti_tool.network.reviews.review import QUESTIONS, Review
from lti_tool.network.tables import after_reviews, network_weeks
from lti_tool.talk.storage import COUNTED

_QUERY = select(*(after_reviews.c[name] for name in Review.__slots__))
_C = after_reviews.c


class Reviews:
    """The looks back of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def add(self, review: Review) -> None:
        values = {name: getattr(review, name) for name in Review.__slots__}
        add = self._dialect.insert(after_reviews).values(store_id=self._store_id, **values)
        self._connection.execute(add.on_conflict_do_nothing())

    def find(self, review_id: UUID) -> Review | None:
        query = _QUERY.where(self._mine, _C.id == review_id, _C.gone.is_(None))
        row = self._connection.execute(query).first()
        return Review(*row) if row else None

    def remove(self, review_id: UUID, now: int) -> None:
        """Let the words go; the row stays for the audit."""
        empty = dict.fromkeys(QUESTIONS, "")
        gone = update(after_reviews).where(self._mine, _C.id == review_id)
        self._connection.execute(gone.values(gone=now, **empty))

    def count(self, person_id: UUID | None, course: tuple[UUID, str]) -> int:
        query = select(func.count()).where(*self._seen(person_id, course))
        return self._connection.scalar(query) or 0

    def seen(
        self, person_id: UUID | None, course: tuple[UUID, str], offset: int, limit: int
    ) -> list[Review]:
        """Give one's own, and those that were shared in this course, the newest first."""
        query = _QUERY.where(*self._seen(person_id, course)).order_by(_C.created.desc(), _C.id)
        rows = self._connection.execute(query.offset(offset).limit(limit))
        return [Review(*row) for row in rows]

    def was_asked(self, week: str) -> bool:
        here = (network_weeks.c.store_id == self._store_id, network_weeks.c.week == week)
        return (
            self._connection.execute(select(network_weeks.c.week).where(*here)).first() is not None
        )

    def ask_once(self, week: str) -> bool:
        """Say whether nobody was asked in this week before."""
        add = self._dialect.insert(network_weeks).values(store_id=self._store_id, week=week)
        once = add.on_conflict_do_nothing()
        return self._connection.execute(once, execution_options=COUNTED).rowcount == 1

    @property
    def _mine(self) -> ColumnElement[bool]:
        return _C.store_id == self._store_id

    def _seen(
        self, person_id: UUID | None, course: tuple[UUID, str]
    ) -> tuple[ColumnElement[bool], ...]:
        shared = and_(_C.shared.is_(True), _C.platform_id == course[0], _C.context_id == course[1])
        return self._mine, _C.gone.is_(None), or_(_C.author == person_id, shared)
