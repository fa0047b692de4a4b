from contextlib import ExitStack

import pytest

from lrs import TemporarilyUnavailable
from lrs.database import Database


def test_when_all_connections_are_in_use_one_is_told_to_try_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.engine.pool, "_timeout", 0.05)
    with ExitStack() as stack:
        for _ in range(database.engine.pool.size() + database.engine.pool._max_overflow):
            stack.enter_context(database.engine.connect())
        with pytest.raises(TemporarilyUnavailable):
            database.write(lambda _: None)
        with pytest.raises(TemporarilyUnavailable), database.reading():
            pass
    assert database.write(lambda _: "fine") == "fine"
