"""Journeying: somebody's ways through courses, from their record and the statements behind it; read on demand."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

import orjson

from lrs import people
from lrs.database import Database
from lrs.learner_records import LearnerRecords
from lrs.projecting import uncollected
from lrs.record.journey import Home, Journeys, activities, facts, journeys
from lrs.storage.statements import Statements

Homes = Callable[[Collection[str]], Mapping[str, Home]]


class Journeying:
    """The journeys of the people of all stores."""

    def __init__(self, database: Database, records: LearnerRecords) -> None:
        self._database = database
        self._records = records

    def of(self, store_id: int, person_id: UUID, homes: Homes) -> Journeys:
        """Give somebody's journeys; `homes` says of activities in which course they live. Raises NotFound."""
        record = self._records.of(store_id, person_id)
        person = people.person(self._database, store_id, person_id)
        identifiers = frozenset(each.identifier for each in person.identities)
        with uncollected(), self._database.reading() as connection:
            about = Statements(connection, self._database.dialect, store_id).about(identifiers)
            found = facts(map(orjson.loads, about))
        return journeys(record.entries, found, homes(activities(found)))
