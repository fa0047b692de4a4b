"""Topics as they are kept, bound to one store."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, update

from lrs.database import Dialect
from lti_tool.discussions.tables import topics
from lti_tool.discussions.topic import Topic
from lti_tool.talk.storage import COUNTED

_TOPIC = select(*(topics.c[name] for name in Topic.__slots__))
_MOST = 500  # topics that a search looks among


class Topics:
    """The topics of one store; who may see them is decided elsewhere (finding.py)."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def find(self, topic_id: UUID) -> Topic | None:
        row = self._connection.execute(_TOPIC.where(self._mine, topics.c.id == topic_id)).first()
        return Topic(*row) if row else None

    def add(self, topic: Topic) -> bool:
        """Say whether it is new."""
        values = {name: getattr(topic, name) for name in Topic.__slots__}
        add = self._dialect.insert(topics).values(store_id=self._store_id, **values)
        return bool(
            self._connection.execute(
                add.on_conflict_do_nothing(), execution_options=COUNTED
            ).rowcount
        )

    def change(self, topic_id: UUID, **values: object) -> bool:
        named = update(topics).where(self._mine, topics.c.id == topic_id)
        return self._connection.execute(named.values(values)).rowcount == 1

    def follow(
        self,
        topic_id: UUID,
        *,
        replies: int,
        last: int | None,
        answered: bool | None,
        gone: int | None,
    ) -> None:
        """Keep the counts in step with the posts; `gone` 0 brings a topic back."""
        given = {"last": last, "answered": answered, "gone": gone}
        said: dict[str, object] = {n: value for n, value in given.items() if value is not None}
        if gone == 0:
            said["gone"] = None
        self.change(topic_id, replies=topics.c.replies + replies, **said)

    def count(self, course_id: UUID, *more: ColumnElement[bool]) -> int:
        found = self._shown(course_id, more).subquery()
        return self._connection.scalar(select(func.count()).select_from(found)) or 0

    def page(
        self, course_id: UUID, offset: int, limit: int, *more: ColumnElement[bool]
    ) -> list[Topic]:
        """Give pinned topics first, then those with the newest word."""
        order = (topics.c.pinned.desc(), topics.c.last.desc(), topics.c.id)
        query = self._shown(course_id, more).order_by(*order).offset(offset).limit(limit)
        return [Topic(*row) for row in self._connection.execute(query)]

    def among(self, course_id: UUID, topic_ids: Sequence[UUID]) -> dict[UUID, Topic]:
        """Give those of these topics that are to be seen in the course."""
        rows = self._connection.execute(
            self._shown(course_id, [topics.c.id.in_(topic_ids[:_MOST])])
        )
        return {row.id: Topic(*row) for row in rows}

    def _shown(self, course_id: UUID, more: Sequence[ColumnElement[bool]]) -> Select[Any]:
        here = or_(topics.c.course_id == course_id, topics.c.course_id.is_(None))
        return _TOPIC.where(self._mine, topics.c.gone.is_(None), here, *more)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return topics.c.store_id == self._store_id
