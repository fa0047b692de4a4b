"""Two threads that answer small requests together: one prepares all that have come, the other waits for their commit.

The first one watches the connections itself: to pass single requests from thread to thread costs more than to store
them. It waits until what it has entered into the line is stored and answered, as two threads that both want to run
hold each other up, and those of other processes who wait for their turn to write. Where a commit takes long it goes on,
so that nobody who reads waits for those who write.
"""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from gunicorn.workers.gthread import TConn

from lrs.serving.exchange import Exchange
from lrs.serving.heads import Heads
from lrs.serving.loop import Loop
from lrs.serving.watched import Watched
from lrs.serving.whole_request import MOST, whole_request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger(__name__)

_MOST = 64  # more would let the first of them wait too long
_LONG = 0.02  # seconds that others wait for a commit


class Together:
    """Connections over which small requests come one after the other, and the threads that answer these."""

    def __init__(self, application: "WSGIApplication", loop: Loop) -> None:
        self._application = application
        self._loop = loop
        self._heads = Heads()
        self._watched = Watched()
        self._entered: SimpleQueue[list[Exchange]] = SimpleQueue()
        self._all_answered = threading.Event()

    def start(self) -> None:
        for work in (self._watch, self._settle):
            name = f"together{work.__name__}"
            threading.Thread(target=_or_end, args=(work,), name=name, daemon=True).start()

    def take(self, connection: TConn) -> None:
        """Wait for the next request of a connection that has carried some before."""
        self._watched.add(connection)

    def _watch(self) -> None:
        while True:
            readable = self._watched.readable()
            for first in range(0, len(readable), _MOST):
                self._answer(readable[first : first + _MOST])
            for connection in self._watched.resting():
                self._loop.rest(connection)

    def _answer(self, connections: Sequence[TConn]) -> None:
        waiting = [each for each in map(self._begun, connections) if each]
        if waiting:
            self._all_answered.clear()
            self._entered.put(waiting)
            self._all_answered.wait(_LONG)

    def _settle(self) -> None:
        while True:
            for each in _all_in(self._entered):
                self._end(each)
            if self._entered.empty():
                self._all_answered.set()

    def _begun(self, connection: TConn) -> Exchange | None:
        """Read a small request and begin it; give it where it waits for a commit, answer it where it doesn't."""
        try:
            exchange = self._received(connection)
        except Exception as error:  # noqa: BLE001 (gunicorn knows how to answer each)
            self._watched.remove(connection)
            self._loop.refuse(connection, error)
            return None
        if exchange:
            self._watched.remove(connection)
            _try(exchange, lambda each: each.begin(self._application))
        if not exchange or exchange.waits:
            return exchange
        self._end(exchange)
        return None

    def _received(self, connection: TConn) -> Exchange | None:
        try:
            seen = connection.sock.recv(MOST, socket.MSG_PEEK)
        except BlockingIOError:
            return None
        if not seen:
            raise StopIteration  # as gunicorn's parser says that there is no other request
        whole = whole_request(seen)
        if whole is None:
            self._watched.remove(connection)
            self._loop.pass_on(connection)
            return None
        request, environ = self._heads.read(connection, whole, connection.sock.recv(whole.end))
        return Exchange(connection, request, environ, last=self._loop.is_last())

    def _end(self, exchange: Exchange) -> None:
        _try(exchange, Exchange.answer)
        if exchange.goes_on:
            self._watched.add(exchange.connection)
        else:
            self._loop.finish(exchange)


def _or_end(work: Callable[[], None]) -> None:
    """Work for good; where that fails, let the worker drain and gunicorn start another, as nobody would answer."""
    try:
        work()
    except Exception:
        log.exception("small requests can't be answered any more: this worker ends")
        os.kill(os.getpid(), signal.SIGTERM)


def _all_in(queue: SimpleQueue[list[Exchange]]) -> list[Exchange]:
    """Wait for some, and take with them those that wait too."""
    found = [*queue.get()]
    with suppress(Empty):
        while len(found) < _MOST:
            found += queue.get_nowait()
    return found


def _try(exchange: Exchange, step: Callable[[Exchange], None]) -> None:
    """Take a step; where something goes wrong that is no answer, the connection will be closed."""
    try:
        step(exchange)
    except OSError:  # the client has gone
        exchange.give_up()
    except Exception:
        log.exception("a request could not be answered")
        exchange.give_up()
