"""Sending: every outlet that is due, with its cursor, its waits, and a stop after too many failures."""

import logging
from collections.abc import Callable
from uuid import UUID

from connectors import privacy
from connectors.desk import Desk
from connectors.errors import ConnectorError, Fatal
from connectors.out import choosing
from connectors.out.calling import Calling
from connectors.out.forwarding import Forwarding
from connectors.out.office import SECOND, Office
from connectors.out.outlet import Choice, Kind, Outlet
from connectors.out.storage import Messages
from connectors.run import wait
from connectors.storage import State
from lrs import LrsError
from lrs.following import Followed
from lrs.outgoing import Send

ERRAND = "outlets"
_LOG = logging.getLogger("hallway")
_CLAIM = 600 * SECOND
_STOPS_AFTER = 12  # failures in a row
_KEPT = 14 * 24 * 3600 * SECOND


class Sending:
    """Runs the outlets that are due."""

    def __init__(self, office: Office, desk: Desk, send: Send) -> None:
        self._office = office
        self._desk = desk
        self._forwarding = Forwarding(office, send)
        self._calling = Calling(office, send)

    def run_due(self) -> None:
        for store in self._office.lrs.stores():
            for outlet in self._office.read(
                store.id, lambda known: known.due(self._office.clock())
            ):
                self.run(outlet)

    def run(self, outlet: Outlet) -> None:
        """Send what is new; what goes wrong is noted at the outlet and raised nowhere."""
        now = self._office.clock()
        if not self._office.write(
            outlet.store_id, lambda known: known.claim(outlet.id, now, now + _CLAIM)
        ):
            return
        outlet = self._office.find(outlet.store_id, outlet.id)
        try:
            following = self._send(outlet)
        except (ConnectorError, LrsError) as error:
            self._failed(outlet, error)
        else:
            self._noted(outlet, reason="", failures=0, next_run=following)
        self._forget(outlet)

    def test(self, outlet: Outlet) -> str:
        """Raise Fatal, Retriable."""
        if outlet.kind is Kind.LRS:
            return self._forwarding.test(outlet)
        return self._calling.test(outlet)

    def _send(self, outlet: Outlet) -> int:
        """Send, and say when to look again."""
        takes = self._chooser(outlet)
        if outlet.kind is Kind.LRS:
            self._forwarding.run(outlet, takes)
            return self._office.clock()
        return self._calling.run(outlet, takes)

    def _chooser(self, outlet: Outlet) -> Callable[[Followed], bool]:
        """Give what says of a statement whether it goes out: chosen, not from there, of nobody who paused."""
        choice, address = choosing.loads(outlet.choice), self._office.place(outlet).address
        members, paused = self._members(outlet.store_id, choice), self._paused(outlet.store_id)

        def takes(each: Followed) -> bool:
            said = each.statement
            if choosing.came_from(said, address, choice.keys):
                return False
            chosen = choosing.takes(choice, said)
            chosen = chosen and choosing.of_group(choice, each.person_id, members)
            return (chosen or choosing.voids(said)) and not choosing.names_paused(said, paused)

        return takes

    def _members(self, store_id: int, choice: Choice) -> set[UUID]:
        """Give the people of the groups, by each id that they have."""
        if not choice.groups:
            return set()
        lrs = self._office.lrs
        chosen = [m for m in lrs.members.all(store_id) if set(m.groups) & set(choice.groups)]
        people = (lrs.person(store_id, member.person_id) for member in chosen)
        return {each for person in people for each in (person.id, *person.joined)}

    def _paused(self, store_id: int) -> set[privacy.Key]:
        lrs = self._office.lrs
        return {
            privacy.key(agent)
            for person_id in self._desk.paused(store_id)
            for agent in lrs.agents_all(store_id, person_id)
        }

    def _failed(self, outlet: Outlet, error: Exception) -> None:
        """Wait longer each time, and stop in the end; that it stopped is said once."""
        failures, now = outlet.failures + 1, self._office.clock()
        stops = isinstance(error, Fatal) or failures >= _STOPS_AFTER
        words = f"Stopped after {failures} failures in a row. " if failures >= _STOPS_AFTER else ""
        _LOG.warning("Outlet %s: %s%s", outlet.id, words, error)
        self._noted(
            outlet,
            state=State.BROKEN if stops else State.ACTIVE,
            reason=f"{words}{error}",
            failures=failures,
            next_run=now + wait(failures, error),
        )

    def _noted(self, outlet: Outlet, **values: object) -> None:
        values |= {"claimed": 0, "last_run": self._office.clock()}
        self._office.write(outlet.store_id, lambda known: known.change(outlet.id, **values))

    def _forget(self, outlet: Outlet) -> None:
        before = self._office.clock() - _KEPT
        self._office.lrs.database.write(lambda sql: Messages(sql, outlet).forget(before))
