"""Reporting: a room says what somebody earned, and the outbox takes it from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lrs import Lrs
from lti_tool.launch.clock import Clock
from lti_tool.launch.launches import Launch
from lti_tool.launch.roles import Role
from lti_tool.services.grades.addresses import LINE_ITEM
from lti_tool.services.grades.outbox import Outbox, Sending
from lti_tool.services.grades.rules import earned, read
from lti_tool.services.grades.score import Activity, Grading, Score, State, column_of
from lti_tool.services.links import LinkKey, ResourceLink, ResourceLinks, key_of

ERRAND = "grades"


@dataclass(frozen=True, slots=True)
class Achievement:
    """What somebody earned: `given` of `maximum` points, None for begun and not done yet."""

    given: float | None
    maximum: float
    grading: Grading = Grading.FULLY_GRADED
    comment: str = ""

    def __post_init__(self) -> None:
        if self.maximum <= 0 or (self.given is not None and self.given < 0):
            raise ValueError("points are not negative, and of more than none")


@dataclass(frozen=True, slots=True)
class Learner:
    """Whose score it is: the person here, and their user id in the LMS."""

    person_id: UUID
    subject: str


class Grades:
    """Takes scores from the rooms. A score only rises; the same once more changes nothing."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._database = lrs.database
        self._queue = lrs.queue
        self._clock = clock

    def report(self, launch: Launch, achievement: Achievement) -> bool:
        """Report for whoever launched; say whether there is something to send.

        Learners only: an LMS grades nobody else, and its test user is nobody.
        """
        if launch.test_user or launch.person_id is None or launch.role != Role.LEARNER:
            return False
        learner = Learner(launch.person_id, launch.subject)
        return self.report_for(launch.store_id, key_of(launch), learner, achievement)

    def report_for(
        self, store_id: int, key: LinkKey, learner: Learner, achievement: Achievement
    ) -> bool:
        """Report for a learner of a link; one that has no column, and may get none, takes no score."""

        def work(connection: Connection) -> bool:
            link = ResourceLinks(connection, store_id).find(key)
            if link is None or not _column(link):
                return False
            score = _score(link, learner, achievement, self._clock())
            return Outbox(connection, self._database.dialect, store_id).put(score)

        put = self._database.write(work)
        if put:
            self._queue.send(ERRAND)
        return put

    def consider(self, store_id: int, person_id: UUID, statements: Sequence[Any]) -> int:
        """Judge statements of a person by the rules of the links that they opened; count what was put.

        They are all of the person's own; the worker calls this for whatever is recorded.
        """
        with self._database.reading() as connection:
            links = ResourceLinks(connection, store_id).learned_by(person_id)
        put = 0
        for link, subject in links:
            rule = read(link.settings)
            found = earned(rule, statements) if rule else None
            if found is not None:
                done = Achievement(found.given, found.maximum)
                learner = Learner(person_id, subject)
                put += self.report_for(store_id, link.key, learner, done)
        return put

    def resend(self, store_id: int, platform_id: UUID, column: bytes, subject: str) -> bool:
        """Try one that was not delivered once more, now; False when there is none."""
        now, dialect = self._clock(), self._database.dialect
        found = self._database.write(
            lambda c: Outbox(c, dialect, store_id).resend(platform_id, column, subject, now)
        )
        if found:
            self._queue.send(ERRAND)
        return found

    def of(self, store_id: int, platform_id: UUID, line_item: str, subject: str) -> Sending | None:
        """Give the score of one person in one column, and how it stands."""
        with self._database.reading() as connection:
            outbox = Outbox(connection, self._database.dialect, store_id)
            return outbox.find(platform_id, line_item, subject)

    def page(
        self, store_id: int, states: Sequence[State], offset: int, limit: int
    ) -> list[Sending]:
        with self._database.reading() as connection:
            outbox = Outbox(connection, self._database.dialect, store_id)
            return outbox.page(states, offset, limit)

    def count(self, store_id: int) -> dict[State, int]:
        with self._database.reading() as connection:
            return Outbox(connection, self._database.dialect, store_id).count()


def _score(link: ResourceLink, learner: Learner, done: Achievement, now: int) -> Score:
    finished = done.given is not None
    return Score(
        platform_id=link.platform_id,
        line_item=_column(link),
        subject=learner.subject,
        person_id=learner.person_id,
        product=link.product,
        title=link.title,
        given=done.given,
        maximum=done.maximum,
        activity=Activity.COMPLETED if finished else Activity.IN_PROGRESS,
        grading=done.grading if finished else Grading.NOT_READY,
        comment=done.comment,
        timestamp=now,
    )


def _column(link: ResourceLink) -> str:
    """Give the column of a link, or its name while it has to be made; "" where there will be none."""
    if link.line_item:
        return link.line_item
    may_be_made = link.line_items and LINE_ITEM in link.grade_scopes.split()
    if not may_be_made or read(link.settings) is None:
        return ""
    return column_of(link.deployment_id, link.resource_link_id)
