"""Rooms: what a room is built with, wired once for a process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from lrs import Lrs, telling
from lti_tool.launch.clock import SECOND, Clock
from lti_tool.rooms.visits import Visits
from lti_tool.services.deep_linking.offers import Offers
from lti_tool.services.grades.reporting import Grades

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Rooms:
    """The record store, who visits, what teachers may pick, where scores go, and the time."""

    lrs: Lrs
    visits: Visits
    offers: Offers
    grades: Grades
    clock: Clock

    def record(
        self,
        store_id: int,
        statements: Sequence[dict[str, Any]],
        work: Callable[[Connection], Made],
    ) -> Made:
        """Do `work` and store the statements in one transaction; Hallway is their authority.

        `work` may run several times and only speaks SQL. The clock is read before, not in it.
        """
        ours = [telling.by_our_profile(each) for each in statements]
        return self.lrs.record_along(self.lrs.own_access(store_id), ours, work)

    def moment(self) -> datetime:
        """Give the time for the timestamp of a statement."""
        return datetime.fromtimestamp(self.clock() / SECOND, UTC)

    def iri(self, path: str) -> str:
        """Give the lasting IRI of something that lives here: `iri("clips/<id>")`."""
        return f"{self.lrs.settings.base_url}/{path}"
