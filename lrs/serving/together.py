"""Two threads that answer small requests: those that wait for a commit by the next one, the others at once.

Threads that pass commits to each other spend more on waking up than on storing. Here one thread
prepares what has come and enters it into the line of the next commit. The other one has it stored,
in one transaction, and sends all the answers; meanwhile the first goes on, and answers what needs no commit.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from lrs.serving.exchange import Exchange

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger(__name__)

_MOST = 64  # more would let the first of them wait too long


class Together:
    """The exchanges that wait, and the threads that take them; `answered` is told of those that are done."""

    def __init__(
        self, application: "WSGIApplication", answered: Callable[[Sequence[Exchange]], None]
    ) -> None:
        self._application = application
        self._answered = answered
        self._come: SimpleQueue[Exchange] = SimpleQueue()
        self._entered: SimpleQueue[Exchange] = SimpleQueue()

    def start(self) -> None:
        for work in (self._prepare, self._settle):
            threading.Thread(target=work, name=f"together{work.__name__}", daemon=True).start()

    def take(self, exchange: Exchange) -> None:
        self._come.put(exchange)

    def _prepare(self) -> None:
        while True:
            exchange = self._come.get()
            went_well = _went_well(exchange, lambda each: each.begin(self._application))
            if went_well and exchange.waits:
                self._entered.put(exchange)
                continue
            if went_well:
                _went_well(exchange, Exchange.answer)
            self._answered([exchange])

    def _settle(self) -> None:
        while True:
            exchanges = _all_in(self._entered)
            for each in exchanges:
                _went_well(each, Exchange.answer)
            self._answered(exchanges)


def _all_in(queue: SimpleQueue[Exchange]) -> list[Exchange]:
    """Wait for one, and take with it those that wait too."""
    found = [queue.get()]
    with suppress(Empty):
        while len(found) < _MOST:
            found.append(queue.get_nowait())
    return found


def _went_well(exchange: Exchange, step: Callable[[Exchange], None]) -> bool:
    """Take a step; where something goes wrong that is no answer, the connection will be closed."""
    try:
        step(exchange)
    except OSError:  # the client has gone
        return False
    except Exception:
        log.exception("a request could not be answered")
        return False
    return True
