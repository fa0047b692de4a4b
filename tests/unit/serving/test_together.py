"""The threads that answer small requests: a worker in which one has failed doesn't go on as if nothing were."""

import os
import signal
import threading
from unittest.mock import Mock

import pytest

from lrs.serving.together import Together
from lrs.serving.watched import Watched


def test_a_worker_whose_thread_failed_ends_so_that_another_is_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told, ended = [], threading.Event()

    def kill(pid: int, number: int) -> None:
        told.append((pid, number))
        ended.set()

    monkeypatch.setattr(os, "kill", kill)
    monkeypatch.setattr(Watched, "readable", Mock(side_effect=KeyError("broken")))
    Together(Mock(), Mock()).start()
    assert ended.wait(20)
    assert told == [(os.getpid(), signal.SIGTERM)]
