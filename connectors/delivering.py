"""Delivering statements: to our own store in the transaction that moves the cursor, or to another LRS."""

import base64
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, Protocol

import orjson
from sqlalchemy import Connection as Sql

from connectors.errors import Fatal, Retriable
from connectors.telling import Dead, Told
from lrs import Access, Conflict, InvalidRequest, Lrs, LrsError
from lrs.outgoing import Call, Send, Unreachable
from lrs.telling import Statement

_LARGEST_ANSWER = 1024 * 1024


class Note(Protocol):
    """Keeps the cursor and the dead letters."""

    def __call__(self, sql: Sql, dead: Sequence[Dead]) -> None: ...


class Target(Protocol):
    """Where statements go. `note` keeps cursor and dead letters; it runs once what is told is safe."""

    def deliver(self, told: Sequence[Told], dead: Sequence[Dead], note: Note) -> None:
        """Raise Fatal, Retriable."""


class OwnStore:
    """Our own store: statements, cursor and dead letters in one transaction."""

    def __init__(self, lrs: Lrs, access: Access) -> None:
        self._lrs = lrs
        self._access = access

    def deliver(self, told: Sequence[Told], dead: Sequence[Dead], note: Note) -> None:
        kept, refused = list(told), list(dead)
        while True:
            batch = _batch(kept)
            try:
                self._lrs.record_along(self._access, batch, partial(note, dead=list(refused)))
            except (InvalidRequest, Conflict) as error:
                if not batch:
                    raise
                kept, bad = self._sorted(kept, error)
                refused += bad
            else:
                return

    def _sorted(self, told: Sequence[Told], error: LrsError) -> tuple[list[Told], list[Dead]]:
        """Find those that are refused by halving: few of many are."""
        if len(told) == 1:
            return self._sorted_alone(told[0], error)
        good: list[Told] = []
        bad: list[Dead] = []
        middle = len(told) // 2
        for half in (told[:middle], told[middle:]):
            wrong = self._refusal(half)
            if wrong is None:
                good += half
            else:
                fine, worse = self._sorted(half, wrong)
                good += fine
                bad += worse
        return good, bad

    def _sorted_alone(self, told: Told, error: LrsError) -> tuple[list[Told], list[Dead]]:
        """Leave out what was told before in other words: the ids say that it is the same event.

        A system tells the same thing a bit differently by webhook and by API, and a newer Hallway than an older one.
        """
        if not isinstance(error, Conflict):
            return [], [Dead(told.event, str(error))]
        alone = [Told(told.event, [each]) for each in told.statements]
        new = [s for each in alone for s in each.statements if self._refusal([each]) is None]
        return [Told(told.event, new)], []

    def _refusal(self, told: Sequence[Told]) -> LrsError | None:
        """Store these alone; storing them once more later changes nothing."""
        try:
            self._lrs.record_statements(self._access, _batch(told))
        except (InvalidRequest, Conflict) as error:
            return error
        return None


def _batch(told: Sequence[Told]) -> list[Statement]:
    """Give the statements, each id once: what comes twice in one batch was told by the first."""
    found: dict[str, Statement] = {}
    for each in told:
        for statement in each.statements:
            found.setdefault(statement["id"], statement)
    return list(found.values())


class Remote(NamedTuple):
    """Another LRS as it is set up: the address of its xAPI, and credentials."""

    endpoint: str
    key: str
    secret: str


class OtherLrs:
    """Another LRS over HTTP: first it has the statements, then the cursor moves."""

    def __init__(
        self, remote: Remote, send: Send, write: Callable[[Callable[[Sql], None]], None]
    ) -> None:
        self._remote = remote
        self._send = send
        self._write = write

    def deliver(self, told: Sequence[Told], dead: Sequence[Dead], note: Note) -> None:
        refused = list(dead)
        for each in self._batches(told):
            refused += self._post(each)
        self._write(lambda sql: note(sql, refused))

    def _batches(self, told: Sequence[Told]) -> list[Sequence[Told]]:
        return [told] if any(each.statements for each in told) else []

    def _post(self, told: Sequence[Told]) -> list[Dead]:
        status, words = self._sent(_batch(told))
        if status < 300:
            return []
        if status in (401, 403):
            raise Fatal(f"The other LRS refuses our key ({status}). {words}")
        if status == 429 or status >= 500:
            raise Retriable(f"The other LRS answers {status}. {words}")
        if len(told) == 1 and status == 409:
            return []  # told before in other words; the ids say that it is the same event
        if len(told) == 1:
            return [Dead(told[0].event, f"The other LRS answers {status}. {words}")]
        middle = len(told) // 2
        return self._post(told[:middle]) + self._post(told[middle:])

    def _sent(self, batch: Sequence[object]) -> tuple[int, str]:
        if not batch:
            return 204, ""
        remote = self._remote
        pair = base64.b64encode(f"{remote.key}:{remote.secret}".encode()).decode()
        headers = {
            "Authorization": f"Basic {pair}",
            "Content-Type": "application/json",
            "X-Experience-API-Version": "1.0.3",
        }
        address = f"{remote.endpoint.rstrip('/')}/statements"
        try:
            reply = self._send(Call(address, "POST", headers, orjson.dumps(batch), _LARGEST_ANSWER))
        except Unreachable as error:
            raise Retriable(f"The other LRS can't be reached: {error}") from error
        return reply.status, reply.body[:300].decode(errors="replace")
