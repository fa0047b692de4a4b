"""Full text of posts: FTS5 in SQLite, a tsvector in PostgreSQL. The only file of this room that tells them apart.

The table `posts_search` is no part of the metadata, for no type of column fits both; its migration makes it.
"""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, bindparam, text

from lrs.database import StatementId

_WORD = re.compile(r"\w+")
_MOST_WORDS = 12

# What is to be seen in a course: what was said there or to everybody, and is still there.
_SEEN = """
    SELECT s.post_id FROM posts_search s
    JOIN posts p ON p.store_id = s.store_id AND p.id = s.post_id
    WHERE s.store_id = :store AND p.place_kind = :kind AND p.deleted IS NULL AND p.hidden IS NULL
    AND (p.course_id = :course OR p.course_id IS NULL) AND {} LIMIT :most
"""
_FTS5 = {
    "put": "INSERT INTO posts_search (rowid, words, store_id, post_id)"
    " VALUES (:row, :words, :store, :post)",
    "forget": "DELETE FROM posts_search WHERE rowid = :row",
    "find": _SEEN.format("posts_search MATCH :query ORDER BY s.rank"),
}
_TSVECTOR = {
    "put": "INSERT INTO posts_search (store_id, post_id, words)"
    " VALUES (:store, :post, to_tsvector('simple', :words))",
    "forget": "DELETE FROM posts_search WHERE store_id = :store AND post_id = :post",
    "find": _SEEN.format(
        "s.words @@ to_tsquery('simple', :query)"
        " ORDER BY ts_rank_cd(s.words, to_tsquery('simple', :query)) DESC, p.created DESC"
    ),
}
_SQL = {"sqlite": _FTS5, "postgresql": _TSVECTOR}
_MATCH = {"sqlite": ('"{}"*', " "), "postgresql": ("{}:*", " & ")}


def put(connection: Connection, store_id: int, post_id: UUID, words: str) -> None:
    """Make a post findable by these words, and by no others that it had."""
    forget(connection, store_id, [post_id])
    _run(connection, "put", _key(connection, store_id, post_id) | {"words": words})


def forget(connection: Connection, store_id: int, post_ids: Sequence[UUID]) -> None:
    for post_id in post_ids:
        _run(connection, "forget", _key(connection, store_id, post_id))


def find(
    connection: Connection, store_id: int, kind: str, course_id: UUID, words: str, most: int
) -> list[UUID]:
    """Give posts in places of a kind that hold words beginning with each of these, the best first."""
    each, between = _MATCH[connection.dialect.name]
    asked = _WORD.findall(words)[:_MOST_WORDS]
    if not asked:
        return []
    query = between.join(each.format(word) for word in asked)
    sql = text(_SQL[connection.dialect.name]["find"])
    typed = sql.bindparams(bindparam("course", type_=StatementId)).columns(post_id=StatementId)
    values = {"store": store_id, "kind": kind, "course": course_id, "query": query, "most": most}
    return list(connection.scalars(typed, values))


def _run(connection: Connection, name: str, values: dict[str, object]) -> None:
    sql = text(_SQL[connection.dialect.name][name])
    wanted = {n: v for n, v in values.items() if f":{n}" in sql.text}
    connection.execute(sql, wanted)


def _key(connection: Connection, store_id: int, post_id: UUID) -> dict[str, object]:
    """Name a row: FTS5 knows rows by number, which the id of a post gives in 63 bits."""
    is_file = connection.dialect.name == "sqlite"
    return {
        "row": int.from_bytes(post_id.bytes[:8], "big") >> 1,
        "store": store_id,
        "post": post_id.bytes if is_file else post_id,
    }
