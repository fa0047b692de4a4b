"""Telling: the statements about the way of notices, as far as what they are about is to be told."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lrs import Lrs
from lti_tool.launch.clock import Clock
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.moments import moment
from lti_tool.notifications.notice import Item
from lti_tool.notifications.statements import Step, Trace, opened, read, received


class Telling:
    """Notes how far notices got, with the statement that says so in the same transaction."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._clock = clock

    def open(self, store_id: int, item: Item, medium: str) -> None:
        """Note that somebody followed the link to what the notice is about; only the first time is told."""
        now = self._clock()
        noted: dict[str, Any] = {"read": item.read or now}
        told: list[dict[str, Any]] = []
        if item.opened is None:
            noted |= {"opened": now, "opened_by": medium}
            told = self._told(store_id, item, "opened", medium)
        if item.opened is None or item.read is None:
            self._note(store_id, item, noted, told)

    def receive(self, store_id: int, item: Item, medium: str) -> None:
        """Note that a device said that it has the notice."""
        if item.received is None:
            told = self._told(store_id, item, "received", medium)
            self._note(store_id, item, {"received": self._clock()}, told)

    def trace(self, store_id: int, trace_id: UUID | None) -> Trace | None:
        if trace_id is None:
            return None
        with self._lrs.database.reading() as connection:
            return read(self._inbox(connection, store_id).trace(trace_id))

    def step(self, item: Item, event: str, medium: str) -> Step:
        source, when = self._lrs.settings.base_url, moment(self._clock())
        return Step(source, f"notices/{item.id}/{event}", when, medium)

    def person(self, store_id: int, person_id: UUID) -> dict[str, Any]:
        return self._lrs.agents(store_id, [person_id])[0]

    def _told(self, store_id: int, item: Item, event: str, medium: str) -> list[dict[str, Any]]:
        trace = self.trace(store_id, item.trace_id)
        if trace is None:
            return []
        build = opened if event == "opened" else received
        person = self.person(store_id, item.person_id)
        return [build(trace, self.step(item, event, medium), person)]

    def _note(
        self, store_id: int, item: Item, noted: dict[str, Any], told: list[dict[str, Any]]
    ) -> None:
        def work(connection: Connection) -> None:
            self._inbox(connection, store_id).note(item.id, **noted)

        self._lrs.record_along(self._lrs.own_access(store_id), told, work)

    def _inbox(self, connection: Connection, store_id: int) -> Inbox:
        return Inbox(connection, self._lrs.database.dialect, store_id)
