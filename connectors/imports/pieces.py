"""A handed-in file in the database: taken in and given back piece by piece, compressed and sealed."""

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast
from uuid import UUID

from connectors.imports.storage import Import, Imports
from lrs import InvalidRequest, NotFound, Violation
from lrs.database import Database
from lrs.sealing import Seal

_PIECE = 1024 * 1024
_IN_MEMORY = 4 * 1024 * 1024


class Pieces:
    """Keeps files so that any worker on any machine can read them."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def take_in(self, store_id: int, import_id: UUID, content: IO[bytes], largest: int) -> int:
        """Keep a file in short transactions; give its size. Raises InvalidRequest when it is too large."""
        size = 0
        for number, piece in enumerate(iter(lambda: content.read(_PIECE), b"")):
            size += len(piece)
            if size > largest:
                self._throw_away(store_id, import_id)
                raise _too_large(largest)
            self._put(store_id, import_id, number, piece)
        return size

    @contextmanager
    def opened(self, made: Import) -> Iterator[BinaryIO]:
        """Give the file to read and seek in. Raises NotFound once it was thrown away."""
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
            for number in range(-(-made.size // _PIECE)):
                file.write(self._piece(made, number))
            file.seek(0)
            yield cast(BinaryIO, file)

    def _put(self, store_id: int, import_id: UUID, number: int, piece: bytes) -> None:
        sealed = self._seal.close(zlib.compress(piece, 1))
        self._database.write(lambda sql: Imports(sql, store_id).put(import_id, number, sealed))

    def _piece(self, made: Import, number: int) -> bytes:
        with self._database.reading() as sql:
            sealed = Imports(sql, made.store_id).piece(made.id, number)
        if sealed is None:
            raise NotFound("The file was thrown away; hand it in again.")
        return zlib.decompress(self._seal.open(sealed))

    def _throw_away(self, store_id: int, import_id: UUID) -> None:
        self._database.write(lambda sql: Imports(sql, store_id).remove(import_id))


def _too_large(largest: int) -> InvalidRequest:
    most = f"{largest // _PIECE} MiB"
    return InvalidRequest(Violation("file", f"A file of more than {most} is not taken.", "hallway"))
