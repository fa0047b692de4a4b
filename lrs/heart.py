"""A heart that beats beside long work, so that others can see that it goes on, and how far it is."""

from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType

from lrs.errors import TemporarilyUnavailable

_EVERY_SECONDS = 1.0


class Heart:
    """Calls `beat` with what was last told, every second while its block runs."""

    def __init__(self, beat: Callable[[int], None]) -> None:
        self._beat = beat
        self._done = 0
        self._stop = Event()
        self._thread = Thread(target=self._run, name="heart", daemon=True)

    def tell(self, done: int) -> None:
        self._done = done

    def __enter__(self) -> "Heart":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(_EVERY_SECONDS):
            try:
                self._beat(self._done)
            except TemporarilyUnavailable:
                continue  # the next beat may get through
