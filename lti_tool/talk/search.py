"""Finding posts by their words."""

from uuid import UUID

from sqlalchemy import Connection, bindparam, text

from lrs.database import StatementId
from lti_tool.rooms.full_text import FullText, query

WORDS = FullText("posts_search", "post_id")

# What is to be seen in a course: what was said there or to everybody, and is still there.
_SEEN = """
    SELECT s.post_id FROM posts_search s
    JOIN posts p ON p.store_id = s.store_id AND p.id = s.post_id
    WHERE s.store_id = :store AND p.place_kind = :kind AND p.deleted IS NULL AND p.hidden IS NULL
    AND (p.course_id = :course OR p.course_id IS NULL) AND {} LIMIT :most
"""
_FIND = {
    "sqlite": _SEEN.format("posts_search MATCH :query ORDER BY s.rank"),
    "postgresql": _SEEN.format(
        "s.words @@ to_tsquery('simple', :query)"
        " ORDER BY ts_rank_cd(s.words, to_tsquery('simple', :query)) DESC, p.created DESC"
    ),
}
put, forget = WORDS.put, WORDS.forget


def find(
    connection: Connection, store_id: int, kind: str, course_id: UUID, words: str, most: int
) -> list[UUID]:
    """Give posts in places of a kind that hold words beginning with each of these, the best first."""
    asked = query(connection.dialect.name, words)
    if not asked:
        return []
    sql = text(_FIND[connection.dialect.name])
    typed = sql.bindparams(bindparam("course", type_=StatementId)).columns(post_id=StatementId)
    values = {"store": store_id, "kind": kind, "course": course_id, "query": asked, "most": most}
    return list(connection.scalars(typed, values))
