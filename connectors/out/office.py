"""The office: what an administrator does with outlets. Where they lead is sealed before it is kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import orjson
from sqlalchemy import Connection as Sql

from connectors.out import choosing, signing
from connectors.out.outlet import Choice, Fate, Kind, Message, Outlet, Place
from connectors.out.plan import Plan, checked
from connectors.out.storage import Messages, Outlets
from connectors.storage import State
from lrs import InvalidRequest, Lrs, NotFound, Violation
from lrs.sealing import Seal

Made = TypeVar("Made")
SECOND = 1_000_000


class Lag(NamedTuple):
    """How far behind an outlet is: statements nobody looked at yet, and for how many seconds the oldest waits."""

    statements: int
    seconds: float
    waiting: int
    dead: int


class Office:
    """All outlets of an installation."""

    def __init__(self, lrs: Lrs, clock: Callable[[], int]) -> None:
        self.lrs = lrs
        self.clock = clock
        self.seal = Seal(lrs.settings.secret, "outlets")

    def add(self, store_id: int, plan: Plan, by: str) -> Outlet:
        """Keep a new outlet; a webhook without a secret gets one. Raises InvalidRequest."""
        place, choice = self._checked(plan, {})
        now, newest = self.clock(), self.lrs.newest(store_id)
        begin = newest if plan.since is None else min(plan.since, newest)
        made = Outlet(
            store_id=store_id,
            id=uuid4(),
            kind=plan.kind,
            name=plan.name or urlsplit(place.address).netloc,
            place=self._sealed(place),
            choice=choosing.dumps(choice),
            state=State.ACTIVE,
            reason="",
            cursor=begin,
            joins_seen=now if plan.since is None else plan.since,
            failures=0,
            claimed=0,
            next_run=now,
            last_run=None,
            last_sent=None,
            sent=0,
            created=now,
            created_by=by,
        )
        self.write(store_id, lambda known: known.add(made))
        return made

    def change(self, outlet: Outlet, plan: Plan) -> None:
        """Change where and what; a secret that is left empty stays, and what stopped may try again."""
        kept = self.place(outlet)
        place, choice = self._checked(plan, {"key": kept.key, "secret": kept.secret})
        values = {"name": plan.name or outlet.name, "place": self._sealed(place)}
        self._mend(outlet, choice=choosing.dumps(choice), **values)

    def set_state(self, outlet: Outlet, state: State) -> None:
        self._mend(outlet, state=state)

    def all(self, store_id: int) -> list[Outlet]:
        return self.read(store_id, lambda known: known.all())

    def find(self, store_id: int, outlet_id: UUID) -> Outlet:
        """Raise NotFound."""
        found = self.read(store_id, lambda known: known.find(outlet_id))
        if found is None:
            raise NotFound("There is no such outlet.")
        return found

    def anywhere(self, outlet_id: UUID) -> Outlet:
        """Find an outlet in whichever store, for commands. Raises NotFound."""
        for store in self.lrs.stores():
            found = self.read(store.id, lambda known: known.find(outlet_id))
            if found is not None:
                return found
        raise NotFound("There is no such outlet.")

    def remove(self, outlet: Outlet) -> None:
        self.write(outlet.store_id, lambda known: known.remove(outlet.id))

    def lag(self, outlet: Outlet) -> Lag:
        behind = self.lrs.behind(outlet.store_id, outlet.cursor)
        seconds = (self.clock() - behind.oldest) / SECOND if behind.oldest else 0.0
        with self.lrs.database.reading() as sql:
            known = Messages(sql, outlet)
            waiting, dead = known.count(Fate.WAITING), known.count(Fate.DEAD)
        return Lag(behind.number, max(0.0, seconds), waiting, dead)

    def messages(self, outlet: Outlet, limit: int) -> list[Message]:
        with self.lrs.database.reading() as sql:
            return Messages(sql, outlet).latest(limit)

    def message(self, outlet: Outlet, message_id: UUID) -> Message:
        """Raise NotFound."""
        with self.lrs.database.reading() as sql:
            found = Messages(sql, outlet).find(message_id)
        if found is None:
            raise NotFound("There is no such message, or it was thrown away.")
        return found

    def replay(self, outlet: Outlet, message_id: UUID | None = None) -> int:
        """Let dead messages, or any one again, go out with the next run; give how many."""
        now = self.clock()

        def work(sql: Sql) -> int:
            known = Messages(sql, outlet)
            found = [known.find(message_id)] if message_id else known.with_fate(Fate.DEAD, 1000)
            chosen = [each for each in found if each]
            for each in chosen:
                known.change(each.id, fate=Fate.WAITING, tries=0, due=now)
            return len(chosen)

        number = self.lrs.database.write(work)
        self.write(outlet.store_id, lambda known: known.change(outlet.id, next_run=now))
        return number

    def content(self, message: Message) -> Any:
        return orjson.loads(self.seal.open(message.content))

    def place(self, outlet: Outlet) -> Place:
        """Give where it leads, with its secrets. Raises SealBroken."""
        return Place(*orjson.loads(self.seal.open(outlet.place)))

    def write(self, store_id: int, work: Callable[[Outlets], Made]) -> Made:
        return self.lrs.database.write(lambda sql: work(Outlets(sql, store_id)))

    def read(self, store_id: int, work: Callable[[Outlets], Made]) -> Made:
        with self.lrs.database.reading() as sql:
            return work(Outlets(sql, store_id))

    def _mend(self, outlet: Outlet, **values: object) -> None:
        again = {"state": State.ACTIVE, "reason": "", "failures": 0, "next_run": self.clock()}
        changed = {**again, **values}
        self.write(outlet.store_id, lambda known: known.change(outlet.id, **changed))

    def _checked(self, plan: Plan, kept: Mapping[str, str]) -> tuple[Place, Choice]:
        found = checked(plan, kept)
        if found.place.address.startswith(self.lrs.settings.base_url):
            message = "This is the address of Hallway itself; what goes out would come back in."
            raise InvalidRequest(Violation("/address", message, "outlet"))
        if plan.kind is Kind.WEBHOOK and not found.place.secret:
            return found.place._replace(secret=signing.new_secret()), found.choice
        return found.place, found.choice

    def _sealed(self, place: Sequence[str]) -> bytes:
        return self.seal.close(orjson.dumps(list(place)))
