"""Suggestions as they are kept, and what people did with them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection as Sql
from sqlalchemy import Select, and_, delete, select, update

from connectors.suggestion import Suggestion
from connectors.tables import connections, suggestion_marks, suggestions

_SECOND = 1_000_000


def keep(sql: Sql, of: tuple[int, UUID], found: Iterable[Suggestion], now: int) -> None:
    """Keep what a connection, (store, id), suggests; what is there already may have another title now."""
    store_id, connection_id = of
    for each in found:
        name = uuid5(connection_id, f"suggestion/{each.about}")
        mine = (suggestions.c.store_id == store_id, suggestions.c.id == name)
        shown = {"kind": each.kind, "title": each.title, "link": each.link, "summary": each.summary}
        if sql.execute(update(suggestions).where(*mine).values(shown)).rowcount:
            continue
        published = min(now, each.published * _SECOND if each.published else now)
        key = {"store_id": store_id, "id": name, "connection_id": connection_id}
        sql.execute(
            suggestions.insert().values({**key, **shown, "published": published, "seen": now})
        )


def forget(sql: Sql, of: tuple[int, UUID], before: int | None) -> None:
    """Throw away what a connection suggested before this instant, or all of it."""
    store_id, connection_id = of
    mine = [suggestions.c.store_id == store_id, suggestions.c.connection_id == connection_id]
    if before is not None:
        mine.append(suggestions.c.seen < before)
    old = select(suggestions.c.id).where(*mine)
    marks = (suggestion_marks.c.store_id == store_id, suggestion_marks.c.suggestion_id.in_(old))
    sql.execute(delete(suggestion_marks).where(*marks))
    sql.execute(delete(suggestions).where(*mine))


def mark(
    sql: Sql, store_id: int, person_id: UUID, suggestion_id: UUID, **marks: int | None
) -> None:
    """Keep what a person did with one: `opened` or `dismissed`, when, None to take it back."""
    key = {"store_id": store_id, "suggestion_id": suggestion_id, "person_id": person_id}
    mine = and_(*(suggestion_marks.c[name] == value for name, value in key.items()))
    if sql.execute(update(suggestion_marks).where(mine).values(**marks)).rowcount == 0:
        sql.execute(suggestion_marks.insert().values({**key, **marks}))


def query(store_id: int, person_id: UUID) -> Select[Any]:
    same = (suggestions.c.store_id == connections.c.store_id) & (
        suggestions.c.connection_id == connections.c.id
    )
    mine = and_(
        suggestion_marks.c.store_id == suggestions.c.store_id,
        suggestion_marks.c.suggestion_id == suggestions.c.id,
        suggestion_marks.c.person_id == person_id,
    )
    told = (suggestions.c[name] for name in ("kind", "title", "link", "summary", "published"))
    return (
        select(
            suggestions.c.id,
            suggestions.c.connection_id,
            connections.c.name,
            *told,
            suggestion_marks.c.opened,
            suggestion_marks.c.dismissed,
        )
        .select_from(suggestions.join(connections, same).outerjoin(suggestion_marks, mine))
        .where(suggestions.c.store_id == store_id)
    )
