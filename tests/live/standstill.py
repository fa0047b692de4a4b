"""A moment in which no server can commit, for tests of what goes on meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from tests.live_server import LiveServer


@contextmanager
def nobody_writes(server: LiveServer) -> Iterator[None]:
    """Hold what every writer waits for, as long as the block lasts."""
    held, let_go = threading.Event(), threading.Event()

    def hold(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE statements IN EXCLUSIVE MODE"))
        held.set()
        let_go.wait(60)

    holder = threading.Thread(target=server.lrs.database.write, args=(hold,))
    holder.start()
    try:
        assert held.wait(30)
        yield
    finally:
        let_go.set()
        holder.join(60)
