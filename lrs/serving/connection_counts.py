"""How many connections each worker of a server has, in memory that all of them share."""

import mmap

_WORKERS = 256  # at once; of more, some would share a place, and so get too few connections


class ConnectionCounts:
    """A place for each worker by its age, which is gunicorn's number for it; 0 where nobody accepts any."""

    def __init__(self) -> None:
        self._places = memoryview(mmap.mmap(-1, _WORKERS * 4)).cast("i")

    def say(self, age: int, connections: int) -> None:
        """Let the others know; only the worker itself says so."""
        self._places[age % _WORKERS] = connections + 1

    def leave(self, age: int) -> None:
        """Wait for this worker no longer: it stops, or is gone."""
        self._places[age % _WORKERS] = 0

    def fewest(self) -> int:
        """Give how many the worker has that has fewest."""
        return min(filter(None, self._places), default=1) - 1


COUNTS = ConnectionCounts()  # made before there are workers, who get it with the fork
