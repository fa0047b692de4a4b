"""Events that are told only together: parts are kept until the event that closes their whole."""

from collections.abc import Sequence
from hashlib import sha256
from operator import attrgetter
from uuid import uuid5

from connectors.connector import Hook, Part
from connectors.desk import SECOND, Desk
from connectors.errors import Retriable
from connectors.event import SURPRISES, UNREADABLE, Event, loads, unreadable
from connectors.storage import Connection, Piece


class Gathering:
    """Keeps parts and puts them into the event that closes their whole."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ready(
        self, hook: Hook, connection: Connection, events: Sequence[Event], received: int
    ) -> list[Event]:
        """Give what can be told now. Raises Retriable while parts of it may still be on their way."""
        parts = [_part(hook, event) for event in events]
        self._keep(connection, [(e, p) for e, p in parts if p and not p.closes], received)
        if any(part and part.closes for _, part in parts):
            self._settled(hook, received)
        return self.seen(hook, connection, [event for event, _ in parts])

    def seen(self, hook: Hook, connection: Connection, events: Sequence[Event]) -> list[Event]:
        """Give what would be told: what stands alone, and wholes of the parts that are kept."""
        parts = [_part(hook, event) for event in events]
        return [
            self._whole(hook, connection, event, part) if part else event
            for event, part in parts
            if part is None or part.closes
        ]

    def _settled(self, hook: Hook, received: int) -> None:
        left = received + hook.settle * SECOND - self._desk.clock()
        if left > 0:
            raise Retriable("Waiting for parts that may come late.", left / SECOND)

    def _keep(
        self, connection: Connection, parts: Sequence[tuple[Event, Part]], received: int
    ) -> None:
        pieces = [
            Piece(
                connection.store_id,
                connection.id,
                uuid5(connection.id, f"{part.whole}#{event.id}"),
                _name(part),
                self._desk.seal.close(event.dumps()),
                received,
            )
            for event, part in parts
        ]
        if pieces:
            self._desk.write(connection.store_id, lambda known: known.keep_pieces(pieces))

    def _whole(self, hook: Hook, connection: Connection, event: Event, part: Part) -> Event:
        kept = self._desk.write(
            connection.store_id, lambda known: known.pieces(connection.id, _name(part))
        )
        found = [loads(self._desk.seal.open(each)) for each in kept]
        try:
            return hook.gather(event, sorted(found, key=attrgetter("id")))
        except SURPRISES as error:
            return unreadable(event.id, dict(event.body), error)


def _part(hook: Hook, event: Event) -> tuple[Event, Part | None]:
    try:
        return event, None if event.kind == UNREADABLE else hook.part(event)
    except SURPRISES as error:
        return unreadable(event.id, dict(event.body), error), None


def _name(part: Part) -> str:
    return sha256(part.whole.encode()).hexdigest()
