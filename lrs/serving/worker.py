"""gunicorn's threaded worker, in which small requests are answered together."""

import socket
import time

from gunicorn.workers.gthread import TConn, ThreadWorker

from lrs.serving.connection_counts import COUNTS
from lrs.serving.exchange import Exchange
from lrs.serving.together import Together

_STEP = 0.001  # seconds for which a worker leaves a connection to one that has fewer
_MOST_STEPS = 10  # as that one may be held up


class _Ended:
    """What `finish_request` asks of a future, for an exchange that no thread of the pool had."""

    def __init__(self, *, keeps: bool) -> None:
        self._keeps = keeps

    def cancelled(self) -> bool:
        return False

    def result(self) -> bool:
        return self._keeps


class Worker(ThreadWorker):
    """All else, and each first request of a connection, goes to gunicorn's pool of threads."""

    def run(self) -> None:
        """Serve until the arbiter says stop; runs in the worker's process, with the application loaded."""
        self._together = Together(self.wsgi, self)
        self._together.start()
        self._steps = 0
        COUNTS.say(self.age, 0)  # else the others take it for gone until it meets its first event
        super().run()

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Do so, and let the other workers know how many connections there are now."""
        super().wait_for_and_dispatch_events(timeout)
        if self.alive:
            COUNTS.say(self.age, self.nr_conns)
        else:
            COUNTS.leave(self.age)

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection, unless a worker that has fewer of them does so first.

        Clients stay with the worker that took them, so one that is quick to wake would get them all.
        """
        if self._steps < _MOST_STEPS and COUNTS.fewest() < self.nr_conns:
            self._steps += 1
            time.sleep(_STEP)
            return
        self._steps = 0
        super().accept(listener)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Let the request of a kept connection be looked at: where it is small, the connection stays there."""
        if conn.is_http2:
            super().on_client_socket_readable(conn, client)
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._together.take(conn)

    def is_last(self) -> bool:
        """Say whether a connection is to be closed after its next answer."""
        return not self.alive or self.nr_conns >= self.max_keepalived

    def rest(self, connection: TConn) -> None:
        """Keep a connection over which nothing has come for a while."""
        self.method_queue.defer(self.finish_request, connection, _Ended(keeps=True))

    def pass_on(self, connection: TConn) -> None:
        """Have a thread of the pool answer a request that is not small."""
        self.method_queue.defer(self.enqueue_req, connection)

    def refuse(self, connection: TConn, error: Exception) -> None:
        """Answer what can't be read; a client that has gone or wanted no more gets no answer."""
        if not isinstance(error, StopIteration | OSError):
            self.handle_error(None, connection.sock, connection.client, error)
        self.method_queue.defer(self.finish_request, connection, _Ended(keeps=False))

    def finish(self, exchange: Exchange) -> None:
        """Send what is left of an answer; then keep the connection or close it."""
        if exchange.rest:
            self.method_queue.defer(self._send_rest, exchange)
        else:
            ended = _Ended(keeps=exchange.keeps)
            self.method_queue.defer(self.finish_request, exchange.connection, ended)

    def _send_rest(self, exchange: Exchange) -> None:
        """Let a thread of the pool wait until the client reads."""
        connection = exchange.connection

        def send() -> bool:
            connection.sock.setblocking(True)
            connection.sock.sendall(exchange.rest)
            return exchange.keeps

        sent = self.tpool.submit(send)
        sent.add_done_callback(
            lambda each: self.method_queue.defer(self.finish_request, connection, each)
        )
