"""A connection to PostgreSQL as small queries travel on it: prepared once, sent by libpq's own functions.

psycopg spends three times as long around a small query as libpq does. What goes this way is parsed once
for each connection, several queries make one journey, and the answers come in binary.
"""

import select
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import psycopg
from psycopg import pq
from psycopg.adapt import Transformer
from psycopg.errors import InvalidSqlStatementName, error_from_result

from lrs.database.plans import Plans
from lrs.database.rows import Row

_IDLE = pq.TransactionStatus.IDLE
_SYNC = pq.ExecStatus.PIPELINE_SYNC
_GOOD = {pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK}
_BINARY = pq.Format.BINARY


class Sent(NamedTuple):
    """A query as libpq takes it: SQL with $1, and its values, each as text (0) or in binary (1)."""

    text: bytes
    values: Sequence[bytes | None] = ()
    formats: Sequence[int] = ()


_BEGIN = Sent(b"BEGIN")
_COMMIT = Sent(b"COMMIT")
_PLAIN = {_BEGIN.text, _COMMIT.text}


class Reply:
    """What the server says to a query, once its journey has been made."""

    def __init__(self, wire: "Wire", sent: Sent) -> None:
        self.sent = sent
        self.result: Any = None
        self._wire = wire

    def fetchall(self) -> list[Row]:
        if self.result is None:
            self._wire.travel()
        return self._wire.rows(self.result)


class Wire:
    """One connection. Outside of `together` each query is a journey of its own."""

    def __init__(self, driver: "psycopg.Connection[Any]", plans: Plans) -> None:
        self._plans = plans
        self._driver = driver
        self._pg: Any = driver.pgconn
        self._transformer = Transformer(driver)
        self._names: dict[bytes, bytes] = {}
        self._named = 0
        self._waiting: list[Reply] = []
        self._is_together = False
        self._commits = False
        self.is_alone = False

    @property
    def is_free(self) -> bool:
        """Say whether queries may go this way now: not while psycopg has a pipeline of its own."""
        return bool(self._pg.pipeline_status == pq.PipelineStatus.OFF)

    @property
    def port(self) -> int:
        """Say where the server is."""
        return self._driver.info.port

    def ask(self, sent: Sent) -> Reply:
        """Send a query, or let it wait for others; in a transaction but for what is asked `alone`."""
        reply = Reply(self, sent)
        self._waiting.append(reply)
        if not self._is_together:
            self.travel()
        return reply

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all that is asked within travel at once: at the end, or when the first answer is read."""
        if self._is_together:
            yield
            return
        self._is_together = True
        try:
            yield
            self.travel()
        finally:
            self._is_together = False
            self._waiting = []

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Open no transaction for what is asked within."""
        self.is_alone = True
        try:
            yield
        finally:
            self.is_alone = False

    @contextmanager
    def committing(self) -> Iterator[None]:
        """Let all of a transaction travel together, and its COMMIT with what is asked last."""
        self._commits = True
        try:
            with self.together():
                yield
                self.travel([_COMMIT])
        finally:
            self._commits = False

    def travel(self, last: Sequence[Sent] = ()) -> None:
        """Send what waits, and read all the answers."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        starts = self._pg.transaction_status == _IDLE
        alone = starts and self.is_alone
        if starts and not alone:
            self._plan(kept=self._commits)
        said = self._plans.changes(kept=True) if alone else []
        first = [*map(Sent, said), *([_BEGIN] if starts and not alone else [])]
        several = [*first, *(each.sent for each in waiting), *last]
        try:
            results = self._journey(several)
        except InvalidSqlStatementName:  # psycopg says DEALLOCATE ALL when a table was dropped
            self._names.clear()
            if not starts:
                raise
            self._pg.exec_(b"ROLLBACK")
            results = self._journey(several)
        self._plans.changed(said)
        for reply, result in zip(waiting, results[len(first) :], strict=False):
            reply.result = result

    def plan_anew(self) -> None:
        """Let nothing be kept of the plans of what psycopg sends next."""
        self._plan(kept=False)

    def _plan(self, *, kept: bool) -> None:
        said = self._plans.changes(kept=kept)
        if said and self._pg.transaction_status == _IDLE:
            self._pg.exec_(b";".join(said))
            self._plans.changed(said)

    def rows(self, result: Any) -> list[Row]:
        self._transformer.set_pgresult(result, format=_BINARY)
        found = self._transformer.load_rows(0, result.ntuples, tuple)
        self._transformer.set_pgresult(None)  # which would be held until the next one comes
        return found

    def _journey(self, several: Sequence[Sent]) -> list[Any]:
        """Send several queries at once and give their results; raises the first error."""
        new = self._to_prepare(several)
        try:
            self._pg.enter_pipeline_mode()
            self._send(several, new)
            results = self._received()
            self._pg.exit_pipeline_mode()
        except BaseException:
            self._pg.finish()  # nobody could say what is still to come
            raise
        for each in results:
            if each.status not in _GOOD:
                raise error_from_result(each, self._driver.info.encoding)
        self._names.update(new)
        return results[len(new) :]

    def _to_prepare(self, several: Sequence[Sent]) -> dict[bytes, bytes]:
        """Give new names to queries that have none; on a shared connection none has any."""
        if self._driver.prepare_threshold is None:
            return {}
        texts = {each.text for each in several} - _PLAIN
        new = [text for text in texts if text not in self._names]
        self._named += len(new)
        return {text: b"hallway_%d" % (self._named - n) for n, text in enumerate(new)}

    def _send(self, several: Sequence[Sent], new: dict[bytes, bytes]) -> None:
        for text, name in new.items():
            self._pg.send_prepare(name, text)
        for text, values, formats in several:
            own = self._names.get(text) or new.get(text)
            if own is None:
                self._pg.send_query_params(text, values, None, formats, _BINARY)
            else:
                self._pg.send_query_prepared(own, values, formats, _BINARY)
        self._pg.pipeline_sync()
        while self._pg.flush():
            self._wait(select.POLLIN | select.POLLOUT)

    def _received(self) -> list[Any]:
        found: list[Any] = []
        while True:
            while self._pg.is_busy():
                self._wait(select.POLLIN)
            result = self._pg.get_result()
            if self._pg.status != pq.ConnStatus.OK:
                raise psycopg.OperationalError(self._pg.get_error_message())
            if result is None:  # the end of what one query gave
                continue
            if result.status == _SYNC:
                return found
            found.append(result)

    def _wait(self, events: int) -> None:
        poll = select.poll()
        poll.register(self._pg.socket, events)
        if poll.poll()[0][1] & ~select.POLLOUT:
            self._pg.consume_input()
