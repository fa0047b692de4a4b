"""Telling events: each becomes its statements, or a dead letter with a reason; nothing is dropped silently."""

import logging
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from connectors import privacy
from connectors.connector import Connector, Origin
from connectors.errors import Skippable
from connectors.event import SURPRISES, UNREADABLE, Event
from lrs.telling import Statement

_LOG = logging.getLogger("hallway")


class Told(NamedTuple):
    """An event and its statements."""

    event: Event
    statements: Sequence[Statement]


class Dead(NamedTuple):
    """An event that can't be told, and why."""

    event: Event
    reason: str


class Telling(NamedTuple):
    """How a connection tells: by its connector, for its origin, about whom, with what resolved first."""

    connector: Connector
    origin: Origin
    aggregate: bool
    paused: Collection[privacy.Key]
    resolve: Callable[[Event], Event] | None = None

    def tell(self, events: Sequence[Event]) -> tuple[list[Told], list[Dead]]:
        told: list[Told] = []
        dead: list[Dead] = []
        for event in events:
            try:
                told.append(self._one(event))
            except Skippable as error:
                dead.append(Dead(event, str(error)))
        return told, dead

    def _one(self, event: Event) -> Told:
        if event.kind == UNREADABLE:
            raise Skippable(f"It can't be read: {event.body['error']}")
        whole = self.resolve(event) if self.resolve else event
        try:
            found = self.connector.translate(whole, self.origin)
        except SURPRISES as error:
            # A source that sends what nobody has seen before; the letter is kept and can be replayed.
            _LOG.info("Event %s of %s can't be read", event.kind, self.connector.name)
            name = type(error).__name__
            raise Skippable(
                f"The event has another shape than {self.connector.title} documents ({name}: {error})."
            ) from error
        kept = privacy.without(found, self.paused)
        return Told(event, [self._counted(each) for each in kept] if self.aggregate else kept)

    def _counted(self, statement: Statement) -> Statement:
        return privacy.nobody(statement, self.origin.iri)
