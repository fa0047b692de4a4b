"""Counting the programme: who made what in a period, who of them is staff, and what fees bought."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from lti_tool.clips.clip import State, Visibility
from lti_tool.clips.tables import clips
from lti_tool.clips.watching.heat import unpacked
from lti_tool.clips.watching.tables import watched_clips
from lti_tool.contributors.beside import Beside
from lti_tool.contributors.comparison import Comparison, compared
from lti_tool.contributors.periods import Period
from lti_tool.contributors.programme import Stage, Standing
from lti_tool.contributors.shares import Leverage
from lti_tool.contributors.tables import contributor_assignments, contributors
from lti_tool.launch.tables import launches
from lti_tool.rooms.visits import TEACHERS

_TEACHERS = [role.value for role in TEACHERS]
_DONE = (Stage.APPROVED.value, Stage.PAID.value)


class Cost(NamedTuple):
    """What was paid in one currency for clips, in hundredths, and how many seconds people watched of them."""

    currency: str
    amount: int
    clips: int
    seconds: float

    @property
    def per_minute(self) -> float | None:
        """Give the cost of a watched minute in the currency, None where nobody watched."""
        return self.amount / 100 / (self.seconds / 60) if self.seconds else None


class Figures:
    """The figures of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def made(self, period: Period) -> Counter[UUID]:
        """Count the pieces of each author: clips that others may see, and texts that were approved."""
        said = (clips.c.state == State.READY.value, clips.c.visibility != Visibility.PRIVATE.value)
        there = (*said, clips.c.deleted.is_(None), clips.c.hidden.is_(None))
        made = select(clips.c.author).where(
            clips.c.store_id == self._store_id, *there, *_during(clips.c.created, period)
        )
        given = contributor_assignments.c
        texts = select(given.person_id).where(
            given.store_id == self._store_id,
            given.state.in_(_DONE),
            given.clip_id.is_(None),
            *_during(given.approved, period),
        )
        found = Counter(self._connection.scalars(made))
        found.update(self._connection.scalars(texts))
        return found

    def contributors(self) -> set[UUID]:
        """Give those who are contributors now."""
        query = select(contributors.c.id).where(
            contributors.c.store_id == self._store_id,
            contributors.c.state == Standing.ACCEPTED.value,
        )
        return set(self._connection.scalars(query))

    def leverage(self, periods: Iterable[Period]) -> list[Leverage]:
        known = self.contributors()
        found = []
        for period in periods:
            authors = set(self.made(period))
            staff = self._staff(authors - known)
            found.append(Leverage(period.name, len(authors & known), len(staff)))
        return found

    def by_contributors(self, period: Period) -> dict[UUID, int]:
        known = self.contributors()
        return {person: n for person, n in self.made(period).items() if person in known}

    def comparison(self, period: Period) -> list[Comparison]:
        """Compare what contributors published in a period with what staff did."""
        there = (
            clips.c.store_id == self._store_id,
            clips.c.state == State.READY.value,
            clips.c.visibility != Visibility.PRIVATE.value,
            clips.c.deleted.is_(None),
            clips.c.hidden.is_(None),
            *_during(clips.c.created, period),
        )
        authors = set(self._connection.scalars(select(clips.c.author).where(*there).distinct()))
        known = self.contributors()
        own, staff = authors & known, self._staff(authors - known)
        return compared(Beside(self._connection, there, own, staff).counted())

    def cost(self) -> list[Cost]:
        """Say for each currency what was paid for clips, and how long people watched them.

        A clip that was paid in two currencies stands with both.
        """
        given = contributor_assignments.c
        mine = (given.store_id == self._store_id, given.state == Stage.PAID.value)
        query = select(given.currency, given.amount, given.clip_id).where(
            *mine, given.clip_id.is_not(None)
        )
        rows = self._connection.execute(query.order_by(given.currency)).all()
        watched = self._watched({row.clip_id for row in rows})
        found = []
        for currency in dict.fromkeys(row.currency for row in rows):
            paid = [row for row in rows if row.currency == currency]
            seen = {row.clip_id for row in paid}
            total = sum(watched.get(clip_id, 0) for clip_id in seen)
            found.append(Cost(currency, sum(row.amount for row in paid), len(seen), total))
        return found

    def _watched(self, clip_ids: Iterable[UUID]) -> dict[UUID, float]:
        """Give the seconds that people saw of each clip, every second once for each person."""
        table = watched_clips.c
        found = {}
        for some in _parts(list(clip_ids)):
            query = select(table.clip_id, table.length, table.people).where(
                table.store_id == self._store_id, table.clip_id.in_(some)
            )
            for row in self._connection.execute(query):
                people = unpacked(row.people)
                place = (row.length or 0) / len(people) if people else 0
                found[row.clip_id] = sum(people) * place
        return found

    def _staff(self, people: Iterable[UUID]) -> set[UUID]:
        """Give those of these people who came in as teacher or administrator of a course."""
        found: set[UUID] = set()
        for some in _parts(list(people)):
            query = select(launches.c.person_id).where(
                launches.c.store_id == self._store_id,
                launches.c.person_id.in_(some),
                launches.c.role.in_(_TEACHERS),
            )
            found.update(self._connection.scalars(query.distinct()))
        return found


def _parts(ids: Sequence[UUID], size: int = 400) -> list[Sequence[UUID]]:
    return [ids[i : i + size] for i in range(0, len(ids), size)]


def _during(column: ColumnElement[Any], period: Period) -> tuple[ColumnElement[bool], ...]:
    return (column >= period.start, column < period.end)
