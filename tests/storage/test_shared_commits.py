"""Requests that come while somebody else writes are stored together, and each gets its own answer."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, event

from lrs import Lrs, Scope, Store
from lrs.shared_commits import SharedCommits
from tests.builders import statements


def test_who_comes_while_another_one_writes_shares_one_commit(
    lrs: Lrs, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = lrs.create_key(store, [Scope.ALL], "k")
    access = lrs.authenticate(key.key, key.secret)
    commits: list[Any] = []
    writing, finish = threading.Event(), threading.Event()
    in_line, enter = threading.Semaphore(0), SharedCommits.enter

    def hold(connection: Connection) -> None:
        lrs.database.dialect.order_appends(connection, store.id)
        writing.set()
        assert finish.wait(30)

    def note(connection: Any) -> None:
        commits.append(connection)

    def enter_line(line: SharedCommits, submission: Any) -> Any:
        place = enter(line, submission)
        in_line.release()
        return place

    def come(statement: dict[str, Any]) -> list[str]:
        return lrs.record_statements(access, [statement])

    monkeypatch.setattr(SharedCommits, "enter", enter_line)
    with ThreadPoolExecutor(7) as threads:
        held = threads.submit(lrs.database.write, hold)
        assert writing.wait(30)
        event.listen(lrs.database.engine, "commit", note)
        came = [threads.submit(come, each) for each in statements(6)]
        assert all(in_line.acquire(timeout=30) for _ in came)
        finish.set()
        held.result(30)
        assert all(each.result(30) for each in came)
    event.remove(lrs.database.engine, "commit", note)
    assert len(commits) == 2  # of the one who wrote, and of all who came
    assert lrs.holdings(store.id).statements == 6
