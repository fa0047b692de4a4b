"""The worker: runs jobs, by itself in production or as the server's companion."""

import logging
import os
import signal
import subprocess
import sys
import time
from threading import Thread

from lrs.queue import Queue

_LOG = logging.getLogger("hallway")
_PATIENCE_SECONDS = 25
_YOUNG_SECONDS = 60.0


class Companion:
    """A worker process that lives as long as the server beside which it was started."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._pause = 0.0
        self._started = 0.0

    def look_after(self) -> None:
        """Start it when it doesn't run; one that dies soon and again waits longer each time."""
        if self._process is not None and self._process.poll() is None:
            return
        lived = time.monotonic() - self._started
        if self._process is None or lived > max(self._pause, _YOUNG_SECONDS):
            self._start(pause=1)
        elif lived > self._pause:
            self._start(pause=min(2 * self._pause, _YOUNG_SECONDS))

    def _start(self, pause: float) -> None:
        if self._process is not None:
            _LOG.warning("The worker died and is started again.")
        command = [sys.executable, "-m", "wsgi", "worker", "--companion"]
        self._process = subprocess.Popen(command)  # noqa: S603 (nothing of it comes from outside)
        self._started, self._pause = time.monotonic(), pause

    def stop(self, _server: object) -> None:
        """Let it end the job that it runs, but not for ever."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()


def work(queue: Queue, *, companion: bool, nice: int) -> None:
    """Run jobs until a signal says stop; a companion also stops when its server is gone.

    Servers on the same machine come first: this process and those that it starts make room for them,
    by so much as `nice` says.
    """
    os.nice(nice)
    if companion:
        Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    queue.work()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
