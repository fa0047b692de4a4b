"""The desk: what an administrator does with connections. Settings are sealed before they are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

import orjson
from marshmallow import ValidationError
from sqlalchemy import Connection as Sql

from connectors import kept_suggestions
from connectors.connector import Connector, Hook, Origin, Source
from connectors.imports.storage import Imports
from connectors.registry import connector
from connectors.storage import Connection, Connections, DeadLetter, State, called
from lrs import InvalidRequest, Lrs, NotFound, Violation
from lrs.outgoing import Dial, Outgoing, Send
from lrs.sealing import Seal

Made = TypeVar("Made")
SECOND = 1_000_000
_RAW_DAYS = 14


@dataclass(frozen=True, slots=True)
class Plan:
    """What an administrator asks for. `destination` {} is our own store, else endpoint, key, secret."""

    kind: str
    name: str
    settings: Mapping[str, Any]
    destination: Mapping[str, str]
    aggregate: bool = False
    raw_days: int = _RAW_DAYS


class Desk:
    """All connections, opened and closed with the installation's seal."""

    def __init__(self, lrs: Lrs, send: Send, clock: Callable[[], int]) -> None:
        self.lrs = lrs
        self.send = send
        self.clock = clock
        self.dial: Dial = Outgoing(lrs.settings.allow_private_addresses).dial
        self._database = lrs.database
        self.seal = Seal(lrs.settings.secret, "connections")

    def add(self, store_id: int, plan: Plan, by: str) -> Connection:
        """Keep a new connection. Raises InvalidRequest with everything that is wrong in the settings."""
        made = self._made(store_id, plan, by)
        self.write(store_id, lambda known: known.add(made))
        return made

    def change(self, connection: Connection, plan: Plan) -> None:
        """Change settings; a secret that is left empty stays, and a broken connection may try again."""
        kept = self.settings(connection)
        secrets = {
            name: kept[name] for name in secret_names(connector(connection.kind)) if name in kept
        }
        given = {name: value for name, value in plan.settings.items() if value != ""}
        checked = check(connector(connection.kind), {**secrets, **given})
        self.write(
            connection.store_id,
            lambda known: known.change(
                connection.id,
                name=plan.name,
                settings=self._sealed(checked),
                destination=self._sealed(plan.destination),
                aggregate=plan.aggregate,
                raw_days=plan.raw_days,
                state=State.ACTIVE,
                reason="",
                failures=0,
                next_run=self.clock(),
            ),
        )

    def all(self, store_id: int) -> tuple[list[Connection], dict[UUID, int]]:
        """Give the connections, and how many dead letters each has."""
        return self._read(store_id, lambda known: (known.all(), known.count_dead()))

    def find(self, store_id: int, connection_id: UUID) -> Connection:
        """Raise NotFound."""
        found = self._read(store_id, lambda known: known.find(connection_id))
        if found is None:
            raise NotFound("There is no such connection.")
        return found

    def called(self, connection_id: UUID) -> Connection:
        """Find the connection that a webhook's address names. Raises NotFound."""
        with self._database.reading() as sql:
            found = called(sql, connection_id)
        if found is None:
            raise NotFound("There is no such connection.")
        return found

    def set_state(self, connection: Connection, state: State, reason: str = "") -> None:
        now = self.clock()
        self.write(
            connection.store_id,
            lambda known: known.change(
                connection.id, state=state, reason=reason, failures=0, next_run=now
            ),
        )

    def remove(self, connection: Connection) -> None:
        def work(sql: Sql) -> None:
            Imports(sql, connection.store_id).remove_all(connection.id)
            kept_suggestions.forget(sql, (connection.store_id, connection.id), None)
            self.at(sql, connection.store_id).remove(connection.id)

        self._database.write(work)

    def dead_letters(self, connection: Connection, offset: int, limit: int) -> list[DeadLetter]:
        return self._read(
            connection.store_id, lambda known: known.dead_letters(connection.id, offset, limit)
        )

    def test(self, connection: Connection) -> str:
        """Raise Fatal, Retriable."""
        return connector(connection.kind).test(self.source(connection))

    def settings(self, connection: Connection) -> dict[str, Any]:
        """Give the settings with their secrets. Raises SealBroken."""
        found: dict[str, Any] = orjson.loads(self.seal.open(connection.settings))
        return found

    def destination(self, connection: Connection) -> dict[str, str]:
        found: dict[str, str] = orjson.loads(self.seal.open(connection.destination))
        return found

    def source(self, connection: Connection) -> Source:
        hook = f"{self.lrs.settings.base_url}/hooks/{connection.id}"
        return Source(self.settings(connection), self.send, self.clock() / SECOND, hook, self.dial)

    def address(self, connection: Connection) -> str:
        """Give the address that the system is to call, "" where it calls none."""
        kind = connector(connection.kind)
        return kind.address(self.source(connection)) if isinstance(kind, Hook) else ""

    def origin(self, connection: Connection) -> Origin:
        """Give the lasting IRI that the ids of its statements follow from, and open settings."""
        iri = f"{self.lrs.settings.base_url}/connections/{connection.id}"
        settings = self.settings(connection)
        hidden = secret_names(connector(connection.kind))
        return Origin(iri, {k: v for k, v in settings.items() if k not in hidden})

    def pause_person(self, store_id: int, person_id: UUID, *, paused: bool) -> None:
        """Let connectors tell nothing about a person from now on, or tell again."""
        since = self.clock() if paused else None
        self.write(store_id, lambda known: known.pause(person_id, since))

    def pause_source(self, connection: Connection, person_id: UUID, *, paused: bool) -> None:
        """Let one connection tell nothing about a person from now on, or tell again."""
        since = self.clock() if paused else None
        self.write(
            connection.store_id, lambda known: known.pause_at(connection.id, person_id, since)
        )

    def paused_by(self, store_id: int, person_id: UUID) -> set[UUID]:
        """Give the connections that a person paused."""
        return self._read(store_id, lambda known: known.paused_by(person_id))

    def paused_at(self, connection: Connection) -> set[UUID]:
        """Give the people of whom a connection tells nothing."""
        return self._read(
            connection.store_id,
            lambda known: {*known.paused(), *known.paused_at(connection.id)},
        )

    def paused(self, store_id: int) -> Sequence[UUID]:
        return self._read(store_id, lambda known: known.paused())

    def write(self, store_id: int, work: Callable[[Connections], Made]) -> Made:
        dialect = self._database.dialect
        return self._database.write(lambda sql: work(Connections(sql, dialect, store_id)))

    def at(self, sql: Sql, store_id: int) -> Connections:
        return Connections(sql, self._database.dialect, store_id)

    def _read(self, store_id: int, work: Callable[[Connections], Made]) -> Made:
        with self._database.reading() as sql:
            return work(self.at(sql, store_id))

    def _made(self, store_id: int, plan: Plan, by: str) -> Connection:
        checked, now = check(connector(plan.kind), plan.settings), self.clock()
        return Connection(
            store_id=store_id,
            id=uuid4(),
            kind=plan.kind,
            name=plan.name or connector(plan.kind).title,
            settings=self._sealed(checked),
            destination=self._sealed(plan.destination),
            state=State.ACTIVE,
            cursor="",
            reason="",
            failures=0,
            aggregate=plan.aggregate,
            raw_days=plan.raw_days,
            created=now,
            created_by=by,
            claimed=0,
            next_run=now,
            last_run=None,
            last_event=None,
            told=0,
        )

    def _sealed(self, content: Mapping[str, Any]) -> bytes:
        return self.seal.close(orjson.dumps(dict(content)))


def secret_names(kind: Connector) -> set[str]:
    """Give the settings that are never shown again."""
    fields = kind.schema().fields
    return {name for name, each in fields.items() if each.metadata.get("secret")}


def check(kind: Connector, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give the settings as the connector's schema reads them. Raises InvalidRequest."""
    try:
        loaded: dict[str, Any] = kind.schema().load(settings)
    except ValidationError as error:
        wrong = cast(dict[str, list[str]], error.messages)
        raise InvalidRequest(
            *(
                Violation(f"/{name}", " ".join(map(str, words)), f"{kind.title} connector")
                for name, words in wrong.items()
            )
        ) from error
    return loaded
