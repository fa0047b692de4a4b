"""gunicorn as Hallway runs it: threads that share commits, and limits wide enough for xAPI."""

import ctypes
import gc
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from lrs.serving.connection_counts import COUNTS
from lrs.settings import Settings
from lrs.worker import Companion

# How glibc hands out memory, by the numbers that malloc.h has for M_ARENA_MAX, M_MMAP_THRESHOLD and
# M_TRIM_THRESHOLD. By itself it gives each thread a heap of its own, and few of these give back what they
# held; and it gives back what a batch held only to fetch it anew, page by page, for the next one.
_ALLOCATION = {-8: 2, -3: 4_000_000, -1: 8_000_000}


def serve(
    load: Callable[[], Flask],
    settings: Settings,
    address: tuple[str, int],
    companion: Companion | None = None,
) -> None:
    """Serve in the foreground until a signal says stop. `load` runs in each worker, after the fork."""
    _set_up_allocation()
    chosen = options(settings, *address)
    if companion:
        chosen["on_exit"] = companion.stop
    _Server(load, chosen, companion).run()


def options(settings: Settings, host: str, port: int) -> dict[str, Any]:
    """Give gunicorn's settings."""
    return {
        "bind": f"{host}:{port}",
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_class": "lrs.serving.worker.Worker",
        "loglevel": settings.log_level,
        "timeout": 120,  # a batch of thousands of statements on a slow disk
        "graceful_timeout": 30,
        "keepalive": 75,  # longer than a balancer's own, so that it never meets a closed connection
        "limit_request_line": 8190,  # two long IRIs in one query; gunicorn's largest
        "limit_request_field_size": 16380,
        "control_socket_disable": True,
        "child_exit": _forget,
        "proc_name": "hallway",
    }


def _forget(_arbiter: Arbiter, worker: Any) -> None:
    """Let nobody leave connections to a worker that was killed."""
    COUNTS.leave(worker.age)


def _set_up_allocation() -> None:
    """Let threads share two heaps, and keep in these what a large batch needs."""
    with suppress(AttributeError):  # another C library, which has none of these
        for parameter, value in _ALLOCATION.items():
            ctypes.CDLL(None).mallopt(parameter, value)


class _Server(BaseApplication):
    """gunicorn with its settings handed in, so that no file and no command line speaks too."""

    def __init__(
        self, load: Callable[[], Flask], settings: dict[str, Any], companion: Companion | None
    ) -> None:
        self._load = load
        self._settings = settings
        self._companion = companion
        super().__init__()

    def run(self) -> None:
        _Arbiter(self, self._companion).run()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        app = self._load()
        # A batch of statements is tens of thousands of objects that hold no cycles. With Python's own
        # thresholds looking for cycles takes three times as long as reading the JSON.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        return app


class _Arbiter(Arbiter):
    """gunicorn's master, which looks after the companion as it does after its own workers."""

    def __init__(self, server: _Server, companion: Companion | None) -> None:
        self._companion = companion
        super().__init__(server)

    def manage_workers(self) -> None:
        """Do so, as the master does at the start and every second."""
        super().manage_workers()
        if self._companion:
            self._companion.look_after()
