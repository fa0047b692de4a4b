"""gunicorn's threaded worker, in which small requests are answered together."""

import socket
import time
from collections.abc import Sequence

from gunicorn.workers.gthread import TConn, ThreadWorker

from lrs.serving.exchange import Exchange
from lrs.serving.together import Together
from lrs.serving.whole_request import takes_little

_STEP = 0.0001  # seconds that a worker holds back for each connection it has
_MOST_STEPS = 10


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
        self._together = Together(self.wsgi, self._answered)
        self._together.start()
        super().run()

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection, unless a worker that has fewer of them does so first.

        Clients stay with the worker that took them, so one that is quick to wake would get them all.
        """
        time.sleep(min(self.nr_conns, _MOST_STEPS) * _STEP)
        super().accept(listener)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Take a request of a kept connection: at once where it is small and whole."""
        if conn.is_http2 or not takes_little(client):
            super().on_client_socket_readable(conn, client)
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        try:
            self._together.take(Exchange(conn, next(conn.parser), last=self._is_last()))
        except StopIteration:  # the client had said that the request before was its last
            self.finish_request(conn, _Ended(keeps=False))
        except Exception as error:  # noqa: BLE001 (gunicorn knows how to answer each)
            self.handle_error(None, client, conn.client, error)
            self.finish_request(conn, _Ended(keeps=False))

    def _is_last(self) -> bool:
        return not self.alive or len(self.keepalived_conns) >= self.max_keepalived

    def _answered(self, exchanges: Sequence[Exchange]) -> None:
        """Take connections back; `together` calls this from its own thread."""
        self.method_queue.defer(self._take_back, exchanges)

    def _take_back(self, exchanges: Sequence[Exchange]) -> None:
        for each in exchanges:
            each.log(self.log)
            if each.rest:
                self._send_rest(each)
            else:
                self.finish_request(each.connection, _Ended(keeps=each.keeps))

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
