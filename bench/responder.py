"""The least that a server could do: count the bytes of a request, and answer. Run as a program."""

import selectors
import socket
import sys

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def respond(port: int, length: int) -> None:
    """Answer each request of `length` bytes, for ever."""
    with (
        socket.create_server(("127.0.0.1", port)) as listener,
        selectors.DefaultSelector() as waiting,
    ):
        waiting.register(listener, selectors.EVENT_READ)
        come: dict[socket.socket, int] = {}
        while True:
            for ready, _ in waiting.select():
                if ready.fileobj is listener:
                    line, _ = listener.accept()
                    come[line] = 0
                    waiting.register(line, selectors.EVENT_READ)
                elif not _answered(ready.fileobj, come, length):  # type: ignore[arg-type]
                    waiting.unregister(ready.fileobj)


def _answered(line: socket.socket, come: dict[socket.socket, int], length: int) -> bool:
    piece = line.recv(1 << 16)
    come[line] += len(piece)
    if come[line] >= length:
        come[line] -= length
        line.sendall(ANSWER)
    return bool(piece)


if __name__ == "__main__":
    respond(int(sys.argv[1]), int(sys.argv[2]))
