"""Connections that are watched for their next request, until they rest."""

import selectors
import time
from collections.abc import Sequence

from gunicorn.workers.gthread import TConn

_RESTS = 1.0  # seconds without a request; who has many connections needs no more than one loop to watch them


class Watched:
    """One thread asks and removes; others may add at any time."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._since: dict[TConn, float] = {}
        self._looked = time.monotonic()

    def add(self, connection: TConn) -> None:
        self._since[connection] = time.monotonic()
        self._selector.register(connection.sock, selectors.EVENT_READ, connection)

    def remove(self, connection: TConn) -> None:
        self._selector.unregister(connection.sock)
        del self._since[connection]

    def readable(self) -> Sequence[TConn]:
        """Wait until something has come over some of them, or a while."""
        return [key.data for key, _ in self._selector.select(_RESTS)]

    def resting(self) -> Sequence[TConn]:
        """Give those over which nothing has come for a while, and no longer watch them."""
        now = time.monotonic()
        if now - self._looked < _RESTS:
            return []
        self._looked = now
        found = [each for each, since in list(self._since.items()) if now - since > _RESTS]
        for each in found:
            self.remove(each)
        return found
