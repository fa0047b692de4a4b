"""Kept files: put into the database piece by piece, and read again piece by piece, from any machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from lrs.database import Database
from lrs.errors import NotFound
from lrs.storage.files import Files

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file to hand out: its name, its size in bytes, and its content, read while it is sent."""

    name: str
    size: int
    content: Iterator[bytes]


def keep(database: Database, store_id: int, name: str, path: Path) -> None:
    """Take in a file, in short transactions; one of this name is replaced."""
    with path.open("rb") as source:
        for number, piece in enumerate(iter(lambda: source.read(_PIECE), b"")):
            _put(database, store_id, name, number, piece)


def find(database: Database, store_id: int, name: str) -> KeptFile:
    """Raise NotFound when there is no such file."""
    with database.reading() as connection:
        sizes = Files(connection, store_id).sizes(name)
    if not sizes:
        raise NotFound("There is no file; export again.")
    return KeptFile(name, sum(sizes), _content(database, store_id, name, len(sizes)))


def remove(database: Database, store_id: int, name: str) -> None:
    database.write(lambda connection: Files(connection, store_id).remove(name))


def _put(database: Database, store_id: int, name: str, number: int, piece: bytes) -> None:
    def work(connection: Connection) -> None:
        Files(connection, store_id).put(name, number, piece)

    database.write(work)


def _content(database: Database, store_id: int, name: str, pieces: int) -> Iterator[bytes]:
    for number in range(pieces):
        with database.reading() as connection:
            piece = Files(connection, store_id).piece(name, number)
        if piece is None:
            raise NotFound("The file was removed while it was read.")
        yield piece
