"""What stopped: connections and outlets that go on only when an administrator mends them."""

from collections.abc import Sequence

from connectors.desk import Desk
from connectors.out.office import Office
from connectors.storage import State
from lrs.console.alarms import Alarm


class Stopped:
    """Gives the alarms of a store; their pages are paths below the address of Hallway."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self._desk = desk
        self._office = office

    def __call__(self, store_id: int) -> Sequence[Alarm]:
        return [*self.connections(store_id), *self.outlets(store_id)]

    def connections(self, store_id: int) -> list[Alarm]:
        found, _ = self._desk.all(store_id)
        return [
            Alarm(f"{each.name} stopped", each.reason, f"/console/connections/{each.id}")
            for each in found
            if each.state is State.BROKEN
        ]

    def outlets(self, store_id: int) -> list[Alarm]:
        return [
            Alarm(f"{each.name} stopped", each.reason, f"/console/outlets/{each.id}")
            for each in self._office.all(store_id)
            if each.state is State.BROKEN
        ]
