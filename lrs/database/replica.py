"""A second server that follows the first one: what is read there doesn't burden the first."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from lrs.database.engine import Database, Pool
from lrs.errors import TemporarilyUnavailable
from lrs.settings import BadSettings

Result = TypeVar("Result")
Opening = Callable[[], AbstractContextManager[Connection]]

_PATIENCE_SECONDS = 0.1  # a replica in health is behind by a few milliseconds
_PAUSE_SECONDS = 1.0


class Replica(Database):
    """Reads where the primary is followed, and writes to the primary.

    Whoever reads finds what was acknowledged before, by whichever process: the replica has to reach
    the place at which the primary stood when reading began. With `late` it may be behind, as far as
    a report may be. A replica that is away or behind is left alone for a second, and the primary is
    read instead.
    """

    def __init__(self, server: Database, primary: Database, *, late: bool) -> None:
        self.engine = server.engine
        self.dialect = server.dialect
        self._server = server
        self._primary = primary
        self._late = late
        self._left_alone_until = 0.0

    def write(self, work: Callable[[Connection], Result]) -> Result:
        return self._primary.write(work)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with ExitStack() as stack:
            yield self._following(stack, self._server.reading) or stack.enter_context(
                self._primary.reading()
            )

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        with ExitStack() as stack:
            yield self._following(stack, self._server.asking) or stack.enter_context(
                self._primary.asking()
            )

    def _following(self, stack: ExitStack, opening: Opening) -> Connection | None:
        """Open a connection to the replica, None when it is of no use now."""
        if time.monotonic() < self._left_alone_until:
            return None
        position = 0 if self._late else self._stand()
        try:
            connection = stack.enter_context(opening())
            if self._reaches(connection, position):
                return connection
        except (TemporarilyUnavailable, DBAPIError):
            pass  # it is away, or no replica at all
        stack.close()
        self._left_alone_until = time.monotonic() + _PAUSE_SECONDS
        return None

    def _stand(self) -> int:
        with self._primary.asking() as connection:
            return self.dialect.position(connection)

    def _reaches(self, connection: Connection, position: int) -> bool:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not self.dialect.has_replayed(connection, position):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.002)
        return True


class Readers(NamedTuple):
    """Where to read from: what has to be fresh, and what may be late. Without replica both are the primary."""

    fresh: Database
    late: Database


def readers(primary: Database, url: str, pool: Pool) -> Readers:
    """Read from the replica at `url`, which is closed with the primary; raises BadSettings."""
    if not url:
        return Readers(primary, primary)
    if not primary.dialect.is_server:
        raise BadSettings(
            "HALLWAY_REPLICA_URL: a file has no replica; set HALLWAY_DATABASE_URL to a server."
        )
    server = Database(url, pool)
    primary.followers.append(server)
    return Readers(Replica(server, primary, late=False), Replica(server, primary, late=True))
