"""Introductions as they are kept, bound to one store."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, update

from lrs import Conflict
from lrs.database import Dialect
from lti_tool.network.encounters.encounter import State
from lti_tool.network.introductions.introduction import Introduction, Side
from lti_tool.network.tables import introductions

_C = introductions.c
_CHANGED = "Somebody answered at the same time. Look again, then decide."


class Introductions:
    """The introductions of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def add(self, made: Introduction) -> None:
        add = self._dialect.insert(introductions).values(store_id=self._store_id, **_row(made))
        self._connection.execute(add.on_conflict_do_nothing())

    def replace(self, before: Introduction, after: Introduction) -> None:
        """Keep a changed one; raises Conflict when it isn't any more as it was before."""
        same = (_C.id == before.id, _C.version == before.version, _C.gone.is_(None))
        done = update(introductions).where(self._mine, *same).values(_row(after))
        if self._connection.execute(done).rowcount != 1:
            raise Conflict(_CHANGED)

    def find(self, introduction_id: UUID) -> Introduction | None:
        return next(iter(self._some(_C.id == introduction_id, limit=1)), None)

    def waiting_for(self, person_id: UUID, limit: int = 50) -> list[Introduction]:
        """Give those that ask this person, and that they haven't answered."""
        return self._some(or_(*_sides(person_id, State.ASKED)), limit=limit)

    def naming(self, person_id: UUID, limit: int) -> list[Introduction]:
        return self._some(or_(_C.one == person_id, _C.two == person_id), limit=limit)

    def count_of(self, person_id: UUID) -> int:
        query = select(func.count()).where(self._mine, _C.gone.is_(None), _theirs(person_id))
        return self._connection.scalar(query) or 0

    def of(self, person_id: UUID, offset: int, limit: int) -> list[Introduction]:
        """Give what a person told, and what they agreed to, the newest first."""
        return self._some(_theirs(person_id), offset=offset, limit=limit)

    def _some(
        self, *conditions: ColumnElement[bool], limit: int, offset: int = 0
    ) -> list[Introduction]:
        query = select(introductions).where(self._mine, _C.gone.is_(None), *conditions)
        ordered = query.order_by(_C.happened.desc(), _C.id).offset(offset).limit(limit)
        return [_made(row) for row in self._connection.execute(ordered)]

    @property
    def _mine(self) -> ColumnElement[bool]:
        return _C.store_id == self._store_id


def _theirs(person_id: UUID) -> ColumnElement[bool]:
    return or_(_C.teller == person_id, *_sides(person_id, State.CONFIRMED))


def _sides(person_id: UUID, state: State) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    one = and_(_C.one == person_id, _C.one_state == state.value)
    return one, and_(_C.two == person_id, _C.two_state == state.value)


def _row(made: Introduction) -> dict[str, Any]:
    one, two = made.sides
    plain = ("id", "teller", "teller_name", "topic", "happened", "version", "statement_id")
    return {
        **{name: getattr(made, name) for name in (*plain, "changed", "gone")},
        "one": one.person_id,
        "one_name": one.name,
        "one_state": one.state,
        "two": two.person_id,
        "two_name": two.name,
        "two_state": two.state,
        "words": " ".join(map(str, made.words)),
    }


def _made(row: Row[Any]) -> Introduction:
    return Introduction(
        id=row.id,
        teller=row.teller,
        teller_name=row.teller_name,
        sides=(
            Side(row.one, row.one_name, row.one_state),
            Side(row.two, row.two_name, row.two_state),
        ),
        topic=row.topic,
        happened=row.happened,
        version=row.version,
        statement_id=row.statement_id,
        words=tuple(map(UUID, row.words.split())),
        changed=row.changed,
        gone=row.gone,
    )
