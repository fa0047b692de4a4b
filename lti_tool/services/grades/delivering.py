"""Delivering: what waits in the outboxes is sent, one score after the other, by the worker."""

from sqlalchemy import Connection

from lrs import Lrs
from lti_tool.launch.clock import SECOND, Clock
from lti_tool.launch.platforms import Platform, Platforms
from lti_tool.services.errors import NotOffered, ServiceFailed
from lti_tool.services.grades.addresses import SCORE, SCORE_TYPE, below
from lti_tool.services.grades.columns import Columns
from lti_tool.services.grades.outbox import Outbox, Sending
from lti_tool.services.grades.outcome import DELIVERED, Outcome, of_failure
from lti_tool.services.grades.score import body, waits_for_column
from lti_tool.services.http import Question, ServiceDoor

_AT_ONCE = 20


class Delivery:
    """Sends the scores of all stores. What fails is tried again when its time comes."""

    def __init__(self, lrs: Lrs, door: ServiceDoor, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._door = door
        self._clock = clock

    def run(self) -> None:
        """Send what is due, until nothing more is."""
        for store in self._lrs.stores():
            while taken := self._taken(store.id):
                for sending in taken:
                    self._tried(store.id, sending)

    def _taken(self, store_id: int) -> list[Sending]:
        now = self._clock()
        if not self._is_anything_due(
            store_id, now
        ):  # most rounds find nothing, and then write nothing
            return []
        return self._database.write(lambda c: self._outbox(c, store_id).take_due(now, _AT_ONCE))

    def _is_anything_due(self, store_id: int, now: int) -> bool:
        with self._database.reading() as connection:
            return self._outbox(connection, store_id).is_due(now)

    def _settle(self, store_id: int, sending: Sending, outcome: Outcome) -> None:
        now = self._clock()
        self._database.write(lambda c: self._outbox(c, store_id).settle(sending, outcome, now))

    def _tried(self, store_id: int, sending: Sending) -> None:
        """Send it; one whose column is missing gets that first, and is sent in the next round."""
        try:
            if waits_for_column(sending.score.line_item):
                self._columns(store_id).address(sending, self._platform(sending))
                return
            self._send(sending)
        except ServiceFailed as error:
            self._settle(store_id, sending, self._failed(sending, error))
        else:
            self._settle(store_id, sending, DELIVERED)

    def _failed(self, sending: Sending, error: ServiceFailed) -> Outcome:
        began = sending.first_tried or self._clock()
        return of_failure(error, sending.attempts + 1, (self._clock() - began) / SECOND)

    def _columns(self, store_id: int) -> Columns:
        return Columns(self._database, self._door, self._clock, store_id)

    def _send(self, sending: Sending) -> None:
        score = sending.score
        self._door.call(
            self._platform(sending),
            Question(
                below(score.line_item, "scores"),
                [SCORE],
                method="POST",
                content=body(score),
                content_type=SCORE_TYPE,
            ),
        )

    def _platform(self, sending: Sending) -> Platform:
        with self._database.reading() as connection:
            found = Platforms(connection, self._database.dialect).by_id(sending.score.platform_id)
        if found is None or found.disabled is not None:
            raise NotOffered("An administrator of Hallway has closed the door for this LMS.")
        return found

    def _outbox(self, connection: Connection, store_id: int) -> Outbox:
        return Outbox(connection, self._database.dialect, store_id)
