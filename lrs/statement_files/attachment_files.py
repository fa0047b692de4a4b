"""Attachments' bytes as files, each named by its SHA-2."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lrs.database import Database
from lrs.statement_files.unfinished import unfinished
from lrs.storage.statement_places import Placed
from lrs.storage.statements import Attachments
from lrs.xapi import attachment_parts, strict_json


class AttachmentFiles:
    """The folder `_attachments` below an export, and the store that its files come from or go to."""

    def __init__(self, database: Database, store_id: int, folder: Path) -> None:
        self._database = database
        self._store_id = store_id
        self._folder = folder / "_attachments"

    def keep(self, rows: Sequence[Placed]) -> None:
        """Write the attachments of these statements that aren't there yet, one at a time."""
        for row in rows:
            if b'"attachments"' in row.payload:
                for sha2 in attachment_parts.hashes([strict_json.loads(row.payload)]):
                    self._keep(sha2)

    def contents(self, statement: Any) -> Mapping[str, bytes]:
        """Give the bytes of the statement's attachments by SHA-2: from the folder, else the store."""
        hashes = [sha2 for sha2 in attachment_parts.hashes([statement]) if sha2.isalnum()]
        found = {sha2: path.read_bytes() for sha2 in hashes if (path := self._path(sha2)).is_file()}
        return {**self._stored([sha2 for sha2 in hashes if sha2 not in found]), **found}

    def _keep(self, sha2: str) -> None:
        path = self._path(sha2)
        content = {} if path.exists() else self._stored([sha2])
        for one in content.values():
            path.parent.mkdir(exist_ok=True)
            with unfinished(path) as part:
                part.write_bytes(one)

    def _stored(self, hashes: Sequence[str]) -> dict[str, bytes]:
        if not hashes:
            return {}
        with self._database.reading() as connection:
            kept = Attachments(connection, self._database.dialect, self._store_id)
            return kept.contents(hashes)

    def _path(self, sha2: str) -> Path:
        return self._folder / sha2
