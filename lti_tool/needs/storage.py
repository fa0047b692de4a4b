"""Needs, recommendations and facets as they are kept, bound to one store."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from lrs.database import Dialect
from lti_tool.needs.facets import SALES, FacetSet, Values, folded, set_of
from lti_tool.needs.need import HELPED, Need, Recommendation
from lti_tool.needs.ranking import Part
from lti_tool.needs.tables import need_settings, needs, recommendations, subject_facets

_NEED = select(*(needs.c[name] for name in Need.__slots__))
_RECOMMENDED = select(*(recommendations.c[name] for name in Recommendation.__slots__))
_MOST = 400  # subjects of which facets are compared


class Needs:
    """The needs of one store, and what was recommended for them."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def facet_set(self) -> FacetSet:
        query = select(need_settings.c.facet_set).where(need_settings.c.store_id == self._store_id)
        return set_of(self._connection.scalar(query) or SALES.name)

    def use(self, name: str) -> None:
        add = self._dialect.insert(need_settings).values(store_id=self._store_id, facet_set=name)
        key = list(need_settings.primary_key.columns)
        self._connection.execute(
            add.on_conflict_do_update(index_elements=key, set_={"facet_set": name})
        )

    def find(self, need_id: UUID) -> Need | None:
        row = self._connection.execute(_NEED.where(self._mine, needs.c.id == need_id)).first()
        return _need(row) if row else None

    def of(self, person_id: UUID, offset: int, limit: int, *, closed: bool = False) -> list[Need]:
        """Give somebody's needs, the one that changed last first."""
        over = needs.c.closed.is_not(None) if closed else needs.c.closed.is_(None)
        query = _NEED.where(self._mine, needs.c.person_id == person_id, over)
        query = query.order_by(needs.c.changed.desc(), needs.c.id).offset(offset).limit(limit)
        return [_need(row) for row in self._connection.execute(query)]

    def count(self, person_id: UUID, *, closed: bool = False) -> int:
        over = needs.c.closed.is_not(None) if closed else needs.c.closed.is_(None)
        query = select(func.count()).where(self._mine, needs.c.person_id == person_id, over)
        return self._connection.scalar(query) or 0

    def add(self, need: Need) -> None:
        values = {name: getattr(need, name) for name in Need.__slots__}
        values["attributes"] = orjson.dumps(need.attributes).decode()
        self._connection.execute(needs.insert().values(store_id=self._store_id, **values))

    def change(self, need_id: UUID, *conditions: ColumnElement[bool], **values: object) -> bool:
        """Change one where the conditions hold; say whether they did."""
        if "attributes" in values:
            values["attributes"] = orjson.dumps(values["attributes"]).decode()
        named = update(needs).where(self._mine, needs.c.id == need_id, *conditions)
        return self._connection.execute(named.values(**values)).rowcount == 1

    def close_others(self, need: Need, now: int) -> None:
        """Close what the same system called the same for somebody else."""
        same = (needs.c.source == need.source, needs.c.external_id == need.external_id)
        others = (needs.c.id != need.id, needs.c.closed.is_(None))
        named = update(needs).where(self._mine, *same, *others)
        self._connection.execute(named.values(closed=now))

    def recommended(self, need_id: UUID) -> list[Recommendation]:
        """Give all that was ever recommended, what is among the best now first."""
        columns = recommendations.c
        query = _RECOMMENDED.where(columns.store_id == self._store_id, columns.need_id == need_id)
        found = [_recommendation(row) for row in self._connection.execute(query)]
        return sorted(found, key=lambda one: (one.place == 0, one.place, one.title))

    def put(self, one: Recommendation) -> None:
        values = {name: getattr(one, name) for name in Recommendation.__slots__}
        values["parts"] = orjson.dumps([list(part) for part in one.parts]).decode()
        add = self._dialect.insert(recommendations).values(store_id=self._store_id, **values)
        key = list(recommendations.primary_key.columns)
        changed = {name: values[name] for name in ("title", "place", "score", "parts", "told")}
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=changed))

    def note(self, one: Recommendation, *conditions: ColumnElement[bool], **values: object) -> bool:
        """Write down what somebody did with it, where the conditions hold."""
        columns = recommendations.c
        here = (columns.store_id == self._store_id, columns.need_id == one.need_id)
        same = (columns.kind == one.kind, columns.subject_id == one.subject_id)
        named = update(recommendations).where(*here, *same, *conditions)
        return self._connection.execute(named.values(**values)).rowcount == 1

    def helped(self, kind: str, subject_ids: Sequence[UUID]) -> dict[UUID, int]:
        """Count for how many people each of these helped with a need."""
        columns = recommendations.c
        people = func.count(columns.person_id.distinct())
        query = select(columns.subject_id, people).where(
            columns.store_id == self._store_id,
            columns.kind == kind,
            columns.subject_id.in_(subject_ids),
            columns.opinion == HELPED,
        )
        rows = self._connection.execute(query.group_by(columns.subject_id))
        return {row[0]: row[1] for row in rows}

    @property
    def _mine(self) -> ColumnElement[bool]:
        return needs.c.store_id == self._store_id


class Facets:
    """What the clips, discussions and asks of one store are about."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def of(self, kind: str, subject_ids: Sequence[UUID]) -> dict[UUID, dict[str, tuple[str, ...]]]:
        """Give the facets of subjects as they were written."""
        found: dict[UUID, dict[str, tuple[str, ...]]] = {}
        columns = subject_facets.c
        query = select(columns.subject_id, columns.facet, columns.shown).where(
            self._mine, columns.kind == kind, columns.subject_id.in_(subject_ids)
        )
        for subject_id, facet, shown in self._connection.execute(query.order_by(columns.value)):
            there = found.setdefault(subject_id, {})
            there[facet] = (*there.get(facet, ()), shown)
        return found

    def sharing(self, kind: str, attributes: Values, days: Sequence[str]) -> list[UUID]:
        """Give subjects that have one of the values; for facets that are days, those that have any day."""
        columns = subject_facets.c
        fits = [
            (columns.facet == facet)
            & (columns.value.in_([folded(v) for v in values]) if facet not in days else True)
            for facet, values in attributes.items()
        ]
        if not fits:
            return []
        any_of = fits[0]
        for one in fits[1:]:
            any_of |= one
        query = select(columns.subject_id).where(self._mine, columns.kind == kind, any_of)
        query = query.group_by(columns.subject_id).order_by(func.count().desc()).limit(_MOST)
        return list(self._connection.scalars(query))

    def used(self, facet: str, limit: int = 50) -> list[str]:
        """Give values that are used for a facet, those used most first."""
        columns = subject_facets.c
        query = select(func.min(columns.shown)).where(self._mine, columns.facet == facet)
        query = query.group_by(columns.value).order_by(func.count().desc(), columns.value)
        return list(self._connection.scalars(query.limit(limit)))

    def put(self, kind: str, subject_id: UUID, given: Values, by: UUID, now: int) -> None:
        """Keep these values and no others of the facets that are named; the rest stays."""
        of = (subject_facets.c.kind == kind, subject_facets.c.subject_id == subject_id)
        named = subject_facets.c.facet.in_(list(given))
        self._connection.execute(delete(subject_facets).where(self._mine, *of, named))
        key = {"store_id": self._store_id, "kind": kind, "subject_id": subject_id}
        rows = [
            {**key, "facet": f, "value": folded(v), "shown": v, "changed_by": by, "changed": now}
            for f, values in given.items()
            for v in values
        ]
        if rows:
            self._connection.execute(subject_facets.insert(), rows)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return subject_facets.c.store_id == self._store_id


def _need(row: Any) -> Need:
    read = orjson.loads(row.attributes or "{}")
    return replace(Need(*row), attributes={name: tuple(values) for name, values in read.items()})


def _recommendation(row: Any) -> Recommendation:
    parts = orjson.loads(row.parts or "[]")
    return replace(Recommendation(*row), parts=tuple(Part(*part) for part in parts))
