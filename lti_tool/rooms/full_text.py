"""Full text: FTS5 in SQLite, a tsvector in PostgreSQL. The only file of the rooms that tells them apart.

Tables of words are no part of the metadata, for no type of column fits both; their migrations make them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, select, text

from lrs.database import StatementId

_WORD = re.compile(r"\w+")
_MOST_WORDS = 12
_MATCH = {"sqlite": ('"{}"*', " "), "postgresql": ("{}:*", " & ")}
_FTS5 = {
    "put": "INSERT INTO {0} (rowid, words, store_id, {1}) VALUES (:row, :words, :store, :id)",
    "forget": "DELETE FROM {0} WHERE rowid = :row",
    "found": "SELECT {1} FROM {0} WHERE store_id = :store AND {0} MATCH :query",
}
_TSVECTOR = {
    "put": "INSERT INTO {0} (store_id, {1}, words)"
    " VALUES (:store, :id, to_tsvector('simple', :words))",
    "forget": "DELETE FROM {0} WHERE store_id = :store AND {1} = :id",
    "found": "SELECT {1} FROM {0} WHERE store_id = :store"
    " AND words @@ to_tsquery('simple', :query)",
}
_SQL = {"sqlite": _FTS5, "postgresql": _TSVECTOR}


@dataclass(frozen=True, slots=True)
class FullText:
    """The words of one kind of things: their table, and its column with their ids."""

    table: str
    key: str

    def put(self, connection: Connection, store_id: int, thing_id: UUID, words: str) -> None:
        """Let a thing be found by these words, and by no others that it had."""
        self.forget(connection, store_id, [thing_id])
        self._run(connection, "put", _row(connection, store_id, thing_id) | {"words": words})

    def forget(self, connection: Connection, store_id: int, thing_ids: Sequence[UUID]) -> None:
        for thing_id in thing_ids:
            self._run(connection, "forget", _row(connection, store_id, thing_id))

    def found(self, dialect: str, store_id: int, words: str) -> Select[Any]:
        """Select the ids of what holds words that begin with each of these; `words` has some."""
        sql = text(_SQL[dialect]["found"].format(self.table, self.key))
        bound = sql.bindparams(store=store_id, query=query(dialect, words))
        chosen = bound.columns(**{self.key: StatementId}).subquery(self.table)
        return select(chosen.c[self.key])

    def _run(self, connection: Connection, name: str, values: dict[str, object]) -> None:
        sql = text(_SQL[connection.dialect.name][name].format(self.table, self.key))
        wanted = {n: v for n, v in values.items() if f":{n}" in sql.text}
        connection.execute(sql, wanted)


def query(dialect: str, words: str) -> str:
    """Write what is asked for as the database wants it; "" where there is no word in it."""
    each, between = _MATCH[dialect]
    return between.join(each.format(word) for word in _WORD.findall(words)[:_MOST_WORDS])


def _row(connection: Connection, store_id: int, thing_id: UUID) -> dict[str, object]:
    """Name a row: FTS5 knows rows by number, which an id gives in 63 bits."""
    is_file = connection.dialect.name == "sqlite"
    return {
        "row": int.from_bytes(thing_id.bytes[:8], "big") >> 1,
        "store": store_id,
        "id": thing_id.bytes if is_file else thing_id,
    }
