"""The say-no list as it is kept, bound to one store and one course."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, exists, func, select, update

from lrs.database import Dialect
from lti_tool.network.stops.stop import Stop, Suggestion
from lti_tool.network.tables import after_reviews, network_stops

_QUERY = select(*(network_stops.c[name] for name in Stop.__slots__))
_S, _R = network_stops.c, after_reviews.c
_NEWEST = 50


class Stops:
    """The say-no list of one course of a store."""

    def __init__(
        self, connection: Connection, dialect: Dialect, store_id: int, course: tuple[UUID, str]
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._course = course

    def add(self, stop: Stop) -> None:
        """Keep a decision; the second one about the same look back changes nothing."""
        values = {name: getattr(stop, name) for name in Stop.__slots__}
        add = self._dialect.insert(network_stops).values(store_id=self._store_id, **values)
        self._connection.execute(add.on_conflict_do_nothing())

    def end(self, stop_id: UUID, now: int, name: str) -> None:
        """Note that something is done again; once it was said it stays."""
        ended = update(network_stops).where(
            *self._here(network_stops), _S.id == stop_id, _S.ended.is_(None)
        )
        self._connection.execute(ended.values(ended=now, ender_name=name))

    def find(self, stop_id: UUID) -> Stop | None:
        row = self._connection.execute(
            _QUERY.where(*self._here(network_stops), _S.id == stop_id)
        ).first()
        return Stop(*row) if row else None

    def count(self) -> int:
        query = select(func.count()).select_from(network_stops).where(*self._here(network_stops))
        return self._connection.scalar(query) or 0

    def list(self, offset: int = 0, limit: int | None = None) -> Sequence[Stop]:
        """Give what holds before what was taken up again, each the newest first."""
        order = (_S.ended.is_not(None), _S.decided.desc(), _S.id)
        query = _QUERY.where(*self._here(network_stops)).order_by(*order).offset(offset)
        return [Stop(*row) for row in self._connection.execute(query.limit(limit))]

    def suggestions(self) -> Sequence[Suggestion]:
        """Give what looks back would stop that were shared here, without what was decided on."""
        decided = exists().where(*self._here(network_stops), _S.review_id == _R.id)
        open_ones = (_R.shared.is_(True), _R.gone.is_(None), _R.stop != "", ~decided)
        columns = (_R.id, _R.title, _R.author_name, _R.stop, _R.created)
        query = select(*columns).where(*self._here(after_reviews), *open_ones)
        rows = self._connection.execute(query.order_by(_R.created.desc(), _R.id).limit(_NEWEST))
        return [Suggestion(*row) for row in rows]

    def _here(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        platform_id, context_id = self._course
        return (
            table.c.store_id == self._store_id,
            table.c.platform_id == platform_id,
            table.c.context_id == context_id,
        )
