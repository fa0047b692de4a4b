"""A thread that answers requests which store statements, those that came during one commit by the next.

Threads that pass commits to each other spend more on waking up than on storing. One thread
prepares what has come, has it stored in one transaction, and sends all the answers.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from lrs.serving.exchange import Exchange

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger(__name__)

_MOST = 64  # more would let the first of them wait too long


class Together:
    """The exchanges that wait, and the thread that takes them; it tells `answered` of those it took."""

    def __init__(
        self, application: "WSGIApplication", answered: Callable[[Sequence[Exchange]], None]
    ) -> None:
        self._application = application
        self._answered = answered
        self._waiting: SimpleQueue[Exchange] = SimpleQueue()

    def start(self) -> None:
        threading.Thread(target=self._run, name="together", daemon=True).start()

    def take(self, exchange: Exchange) -> None:
        self._waiting.put(exchange)

    def _run(self) -> None:
        while True:
            self._answer(self._next())

    def _next(self) -> list[Exchange]:
        """Wait for one, and take with it all that wait too."""
        found = [self._waiting.get()]
        try:
            while len(found) < _MOST:
                found.append(self._waiting.get_nowait())
        except Empty:
            return found
        return found

    def _answer(self, exchanges: Sequence[Exchange]) -> None:
        begun = _well(exchanges, lambda each: each.begin(self._application))
        entered = _well(begun, Exchange.enter)
        _well(entered, Exchange.answer)
        self._answered(exchanges)


def _well(exchanges: Sequence[Exchange], step: Callable[[Exchange], None]) -> list[Exchange]:
    """Take a step with each, and give those it went well with; the others' connections will be closed."""
    return [each for each in exchanges if _went_well(each, step)]


def _went_well(exchange: Exchange, step: Callable[[Exchange], None]) -> bool:
    try:
        step(exchange)
    except OSError:  # the client has gone
        return False
    except Exception:
        log.exception("a request could not be answered")
        return False
    return True
