"""Events and who is there, as they are kept, bound to one store."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from lrs.database import Dialect
from lti_tool.network.encounters.encounter import State
from lti_tool.network.events.event import Attendance, Event
from lti_tool.network.tables import attendances, encounters, network_events

_EVENT = select(*(network_events.c[name] for name in Event.__slots__))
_PART = select(*(attendances.c[name] for name in Attendance.__slots__))
_E, _A = network_events.c, attendances.c


class Events:
    """The events of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def add(self, event: Event) -> None:
        values = {name: getattr(event, name) for name in Event.__slots__}
        self._connection.execute(network_events.insert().values(store_id=self._store_id, **values))

    def change(self, event_id: UUID, **values: object) -> None:
        changed = update(network_events).where(self._events, _E.id == event_id)
        self._connection.execute(changed.values(values))

    def find(self, event_id: UUID) -> Event | None:
        query = _EVENT.where(self._events, _E.id == event_id, _E.gone.is_(None))
        row = self._connection.execute(query).first()
        return Event(*row) if row else None

    def among(self, event_ids: Sequence[UUID]) -> dict[UUID, Event]:
        rows = self._connection.execute(_EVENT.where(self._events, _E.id.in_(event_ids)))
        return {row.id: Event(*row) for row in rows}

    def seen_from(
        self, course: tuple[UUID, str], now: int, *, past: bool, limit: int = 30
    ) -> list[Event]:
        """Give those of a course and of the whole store: the next ones first, or the last ones."""
        here = or_(
            _E.context_id == "", and_(_E.platform_id == course[0], _E.context_id == course[1])
        )
        when = _E.ends < now if past else _E.ends >= now
        order = _E.starts.desc() if past else _E.starts
        query = _EVENT.where(self._events, _E.gone.is_(None), here, when).order_by(order, _E.id)
        return [Event(*row) for row in self._connection.execute(query.limit(limit))]

    def over(self, since: int, now: int) -> list[Event]:
        """Give those that ended in this time and after which nobody was asked to look back."""
        ended = (_E.ends > since, _E.ends <= now, _E.asked.is_(None), _E.gone.is_(None))
        return [Event(*row) for row in self._connection.execute(_EVENT.where(self._events, *ended))]

    def part(self, event_id: UUID, person_id: UUID) -> Attendance | None:
        query = _PART.where(self._at(event_id), _A.person_id == person_id)
        row = self._connection.execute(query).first()
        return Attendance(*row) if row else None

    def wearing(self, event_id: UUID, badge: str) -> Attendance | None:
        row = self._connection.execute(_PART.where(self._at(event_id), _A.badge == badge)).first()
        return Attendance(*row) if row else None

    def keep(self, part: Attendance) -> None:
        values = {name: getattr(part, name) for name in Attendance.__slots__}
        add = self._dialect.insert(attendances).values(store_id=self._store_id, **values)
        key = list(attendances.primary_key.columns)
        fresh = {n: values[n] for n in ("name", "registered", "came", "came_by", "rounds")}
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=fresh))

    def parts(self, event_id: UUID, offset: int = 0, limit: int | None = None) -> list[Attendance]:
        """Give everybody who comes or came, by name."""
        query = _PART.where(self._at(event_id), self._counts).order_by(_A.name, _A.person_id)
        rows = self._connection.execute(query.offset(offset).limit(limit) if limit else query)
        return [Attendance(*row) for row in rows]

    def count(self, event_id: UUID, *, came: bool = False) -> int:
        which = _A.came.is_not(None) if came else self._counts
        query = select(func.count()).select_from(attendances).where(self._at(event_id), which)
        return self._connection.scalar(query) or 0

    def meetings(self, event_id: UUID) -> list[tuple[UUID, UUID | None]]:
        """Give (teller, other) of all meetings that were logged there and not declined."""
        columns = encounters.c
        query = select(columns.teller, columns.other).where(
            columns.store_id == self._store_id,
            columns.event_id == event_id,
            columns.gone.is_(None),
            columns.state != State.DECLINED.value,
        )
        return [(*row,) for row in self._connection.execute(query)]

    @property
    def _events(self) -> ColumnElement[bool]:
        return _E.store_id == self._store_id

    @property
    def _counts(self) -> ColumnElement[bool]:
        return or_(_A.registered.is_not(None), _A.came.is_not(None))

    def _at(self, event_id: UUID) -> ColumnElement[bool]:
        return and_(_A.store_id == self._store_id, _A.event_id == event_id)
