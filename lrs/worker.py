"""The worker: runs jobs, by itself in production or as the server's companion."""

import os
import signal
import subprocess
import sys
from threading import Thread
from time import sleep

from lrs.queue import Queue

_PATIENCE_SECONDS = 25


class Companion:
    """A worker process that lives as long as the server beside which it was started."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, _server: object) -> None:
        command = [sys.executable, "-m", "wsgi", "worker", "--companion"]
        self._process = subprocess.Popen(command)  # noqa: S603 (nothing of it comes from outside)

    def stop(self, _server: object) -> None:
        """Let it end the job that it runs, but not for ever."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()


def work(queue: Queue, *, companion: bool) -> None:
    """Run jobs until a signal says stop; a companion also stops when its server is gone."""
    if companion:
        Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    queue.work()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
