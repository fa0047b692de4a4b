"""One engine, and the only place that commits."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from lrs.database.dialect import dialect_of, parse_url
from lrs.database.idle import look_after_idle
from lrs.errors import TemporarilyUnavailable

Result = TypeVar("Result")

_TRIES = 6
_KEPT_OPEN = 8  # as many as have threads: who opens one more pays for it in each request
_BUSY = "All connections to the database are in use; nothing was stored."


class Pool(NamedTuple):
    """How a process connects: `most` connections at once; `shared` behind a pooler such as PgBouncer."""

    most: int = 15
    shared: bool = False


_ALONE = Pool()


class Database:
    """Where everything is kept. Work is prepared before it is handed in; inside is only SQL."""

    def __init__(self, url: str, pool: Pool = _ALONE) -> None:
        parsed = parse_url(url)
        kept = min(_KEPT_OPEN, pool.most)
        self.pool = pool
        self.dialect = dialect_of(parsed)
        self.followers: list[Database] = []
        self.engine = create_engine(
            parsed,
            pool_size=kept,
            max_overflow=pool.most - kept,
            connect_args=self.dialect.connect_arguments(shared=pool.shared),
        )
        self.dialect.prepare(self.engine)
        if parsed.host is not None:
            look_after_idle(self.engine)

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Run `work` in one transaction and commit it; try again when the database says it may help.

        `work` may run several times and must touch nothing but the connection.
        Raises TemporarilyUnavailable when the database is away, full or locked for too long.
        """
        for attempt in range(_TRIES):
            try:
                with self._transaction() as connection:
                    return work(connection)
            except DBAPIError as error:
                if not self.dialect.is_retryable(error) or attempt == _TRIES - 1:
                    raise _translated(error) from error
                time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 (jitter, not a secret)
            except NoConnectionFree as error:
                raise TemporarilyUnavailable(_BUSY) from error
        raise TemporarilyUnavailable("The database did not take the transaction.")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection for queries only; nothing is ever committed through it."""
        with self._connected() as connection:
            yield connection

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """Do so without a transaction where that saves journeys; only for what surely writes nothing."""
        with self._connected() as connection, self.dialect.asking(connection):
            yield connection

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise _translated(error) from error
        except NoConnectionFree as error:
            raise TemporarilyUnavailable(_BUSY) from error

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with (
            self.dialect.writing(),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def keep_house(self) -> None:
        """Let the database use again what was removed, and count what it has to know for its plans."""
        try:
            with self.dialect.writing():
                self.dialect.keep_house(self.engine)
        except DBAPIError as error:
            raise _translated(error) from error

    def close(self) -> None:
        for each in (self, *self.followers):
            each.engine.dispose()


def _translated(error: DBAPIError) -> Exception:
    # An InternalError is what a standby says that was promoted too late, or a transaction that died.
    if isinstance(error, OperationalError | InternalError) or error.connection_invalidated:
        return TemporarilyUnavailable("The database can't answer now; nothing was acknowledged.")
    return error
