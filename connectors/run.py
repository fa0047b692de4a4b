"""The runner: cursors, chunks, retries and dead letters. Running anything twice changes nothing."""

import logging
from collections.abc import Sequence
from itertools import islice
from uuid import UUID, uuid5

from sqlalchemy import Connection as Sql

from connectors import kept_suggestions, privacy
from connectors.connector import Connector, Hook, Pull
from connectors.delivering import OtherLrs, OwnStore, Remote, Target
from connectors.desk import SECOND, Desk
from connectors.errors import ConnectorError, Fatal, Retriable
from connectors.event import Event, loads
from connectors.imports.storage import Imports
from connectors.registry import connector
from connectors.storage import Connection, DeadLetter, State, Waiting
from connectors.telling import Dead, Telling
from lrs import LrsError

ERRAND = "connectors"
_LOG = logging.getLogger("hallway")
_PAGES = 200  # of one connection in one go; the others want their turn
_CLAIM = 600 * SECOND
_LONGEST_WAIT = 6 * 3600 * SECOND
_STALE = 180 * 24 * 3600 * SECOND  # after which nobody needs a suggestion any more
_BREAKS_AFTER = 30  # failures in a row
_DAY = 86_400


class Runner:
    """Runs the connections that are due."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._database = desk.lrs.database

    def run_due(self) -> None:
        for store in self._desk.lrs.stores():
            self._run_due(store.id)

    def _run_due(self, store_id: int) -> None:
        with self._database.reading() as sql:
            due = Waiting(sql, store_id).due(self._desk.clock())
        for connection in due:
            kind = connector(connection.kind)
            if isinstance(kind, Pull) or (isinstance(kind, Hook) and kind.tends):
                self.run(connection)
            self._forget(connection)

    def run(self, connection: Connection) -> None:
        """Take in what is new; what goes wrong is noted at the connection and raised nowhere."""
        now = self._desk.clock()
        if not self._desk.write(
            connection.store_id, lambda known: known.claim(connection.id, now, now + _CLAIM)
        ):
            return
        try:
            self._pull(connection)
        except (ConnectorError, LrsError) as error:
            self.failed(connection, error)
        else:
            self._succeeded(connection)

    def _pull(self, connection: Connection) -> None:
        kind = connector(connection.kind)
        source = self._desk.source(connection)
        if not isinstance(kind, Pull):
            if isinstance(kind, Hook):
                self._move(connection, kind.tend(source, connection.cursor))
            return
        for page in islice(kind.pages(source, connection.cursor), _PAGES):
            self.take(connection, page.events, cursor=page.cursor)

    def _move(self, connection: Connection, cursor: str) -> None:
        self._desk.write(
            connection.store_id, lambda known: known.change(connection.id, cursor=cursor)
        )

    def take(self, connection: Connection, events: Sequence[Event], **moved: object) -> None:
        """Tell events and deliver them; `moved` is what changes at the connection with it."""
        told, unreadable = self.telling(connection).tell(events)
        now = self._desk.clock()
        if moved:
            moved["claimed"] = now + _CLAIM  # a webhook's delivery must not keep others from asking
        if events:
            moved["last_event"] = now
        suggest = connector(connection.kind).suggest
        suggested = [found for each in told if (found := suggest(each.event))]

        def note(sql: Sql, dead: Sequence[Dead]) -> None:
            known = self._desk.at(sql, connection.store_id)
            known.bury([self._letter(connection, each, now) for each in dead])
            known.count_told(connection.id, len(told))
            kept_suggestions.keep(sql, (connection.store_id, connection.id), suggested, now)
            if moved:
                known.change(connection.id, **moved)

        self.target(connection).deliver(told, unreadable, note)

    def telling(self, connection: Connection) -> Telling:
        kind = connector(connection.kind)
        resolve = None
        if isinstance(kind, Hook):
            hook, source = kind, self._desk.source(connection)

            def resolve(event: Event) -> Event:
                return hook.resolve(source, event)

        return Telling(
            kind,
            self._desk.origin(connection),
            connection.aggregate,
            self._paused(connection),
            resolve,
        )

    def replay(self, connection: Connection, letters: Sequence[DeadLetter]) -> int:
        """Tell dead letters once more; give how many of them are told now. Raises Fatal, Retriable."""
        events = [loads(self._desk.seal.open(each.content)) for each in letters]

        def exhume(sql: Sql) -> None:
            known = self._desk.at(sql, connection.store_id)
            for letter in letters:
                known.exhume(connection.id, letter.id)

        told, unreadable = self.telling(connection).tell(events)
        buried: list[int] = []

        def note(sql: Sql, dead: Sequence[Dead]) -> None:
            exhume(sql)
            known = self._desk.at(sql, connection.store_id)
            now = self._desk.clock()
            known.bury([self._letter(connection, each, now) for each in dead])
            known.count_told(connection.id, len(events) - len(dead))
            buried[:] = [len(dead)]

        self.target(connection).deliver(told, unreadable, note)
        return len(events) - buried[0]

    def bury(self, connection: Connection, events: Sequence[Event], reason: str) -> None:
        """Keep events that nobody will try again by themselves."""
        now = self._desk.clock()
        letters = [self._letter(connection, Dead(each, reason), now) for each in events]
        self._desk.write(connection.store_id, lambda known: known.bury(letters))

    def failed(self, connection: Connection, error: Exception) -> None:
        """Note a failure: a broken connection stops, another one waits longer each time."""
        failures, now = connection.failures + 1, self._desk.clock()
        broken = isinstance(error, Fatal) or failures >= _BREAKS_AFTER
        _LOG.warning("Connection %s: %s", connection.id, error)
        self._desk.write(
            connection.store_id,
            lambda known: known.change(
                connection.id,
                state=State.BROKEN if broken else State.ACTIVE,
                reason=str(error),
                failures=failures,
                next_run=now + wait(failures, error),
                last_run=now,
                claimed=0,
            ),
        )

    def _succeeded(self, connection: Connection) -> None:
        now = self._desk.clock()
        kind = connector(connection.kind)
        every = _every(kind) * SECOND
        self._desk.write(
            connection.store_id,
            lambda known: known.change(
                connection.id, reason="", failures=0, next_run=now + every, last_run=now, claimed=0
            ),
        )

    def target(self, connection: Connection) -> Target:
        destination = self._desk.destination(connection)
        if destination:
            return OtherLrs(Remote(**destination), self._desk.send, self._database.write)
        lrs = self._desk.lrs
        return OwnStore(lrs, lrs.own_access(connection.store_id, f"connection/{connection.id}"))

    def _paused(self, connection: Connection) -> set[privacy.Key]:
        lrs = self._desk.lrs
        return {
            privacy.key(agent)
            for person_id in self._desk.paused_at(connection)
            for agent in lrs.agents_all(connection.store_id, person_id)
        }

    def _letter(self, connection: Connection, dead: Dead, now: int) -> DeadLetter:
        return DeadLetter(
            connection.store_id,
            connection.id,
            letter_id(connection.id, dead.event),
            dead.event.id,
            dead.event.kind,
            self._desk.seal.close(dead.event.dumps()),
            dead.reason,
            now,
        )

    def _forget(self, connection: Connection) -> None:
        now = self._desk.clock()
        before = now - connection.raw_days * 24 * 3600 * SECOND

        def work(sql: Sql) -> None:
            Waiting(sql, connection.store_id).forget(connection, before)
            Imports(sql, connection.store_id).forget_files(connection.id, before)
            kept_suggestions.forget(sql, (connection.store_id, connection.id), now - _STALE)

        self._database.write(work)


def _every(kind: Connector) -> int:
    """Give the seconds until a connection's next turn."""
    if isinstance(kind, Pull):
        return kind.every
    return kind.tends if isinstance(kind, Hook) and kind.tends else _DAY


def letter_id(connection_id: UUID, event: Event) -> UUID:
    """Name the dead letter of an event: the same event is buried once."""
    return uuid5(connection_id, f"{event.kind}/{event.id}")


def wait(failures: int, error: Exception) -> int:
    """Give how long to wait, in microseconds: what the source says, else twice as long each time."""
    if isinstance(error, Retriable) and error.after is not None:
        return min(_LONGEST_WAIT, round(error.after * SECOND))
    return min(_LONGEST_WAIT, 30 * SECOND * (1 << min(failures, 12)))
