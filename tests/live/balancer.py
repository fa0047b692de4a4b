"""A balancer: it gives each connection to the next node in turn."""

import itertools
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from tests.postgresql.cluster import free_port


class Balancer:
    """Listens at `url`; `nodes` are the ports among which connections are dealt out."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.nodes: Sequence[int] = ()
        self._turns = itertools.count()
        self._listener = socket.create_server(("127.0.0.1", self.port))

    def serve(self) -> None:
        with suppress(OSError):  # closed: the end
            while True:
                client, _ = self._listener.accept()
                port = self.nodes[next(self._turns) % len(self.nodes)]
                node = socket.create_connection(("127.0.0.1", port))
                for pair in ((client, node), (node, client)):
                    threading.Thread(target=_pass_on, args=pair, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError), source:
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def balancer() -> Iterator[Balancer]:
    made = Balancer()
    thread = threading.Thread(target=made.serve, daemon=True)
    thread.start()
    yield made
    made.close()
    thread.join(5)
