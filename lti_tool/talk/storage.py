"""Posts as they are kept, bound to one store."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, case, func, select, update

from lrs.database import Dialect
from lti_tool.talk import search
from lti_tool.talk.post import Named, Post
from lti_tool.talk.tables import mentions, post_versions, posts

_POST = select(*(posts.c[name] for name in Post.__slots__))
_IS_REPLY = (posts.c.id != posts.c.thread_id, posts.c.deleted.is_(None))
COUNTED = {"preserve_rowcount": True}  # let an INSERT say whether it did anything
_LAST = 1e12  # seconds; what is pinned nowhere stands behind everything that is


class Posts:
    """The posts of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def find(self, post_id: UUID) -> Post | None:
        return self._first(_POST.where(self._mine, posts.c.id == post_id))

    def add(self, post: Post, named: Sequence[Named], title: str = "") -> bool:
        """Keep a new one and count it in its thread; False when it is there already."""
        values = {name: getattr(post, name) for name in Post.__slots__}
        add = self._dialect.insert(posts).values(store_id=self._store_id, **values)
        if not self._connection.execute(
            add.on_conflict_do_nothing(), execution_options=COUNTED
        ).rowcount:
            return False
        if not post.is_head:
            self._count_reply(post.thread_id, post.created, 1)
        self.name(post.id, named, post.created)
        search.put(self._connection, self._store_id, post.id, f"{title}\n{post.text}")
        return True

    def name(self, post_id: UUID, named: Sequence[Named], now: int) -> None:
        """Remember whom a post names; those whom it named before stay."""
        row = {"store_id": self._store_id, "post_id": post_id, "created": now}
        rows = [{**row, "person_id": n.person_id, "name": n.name} for n in named]
        if rows:
            add = self._dialect.insert(mentions).values(rows)
            self._connection.execute(add.on_conflict_do_nothing())

    def edit(self, old: Post, new: Post, number: int, title: str) -> None:
        """Put new words in the place of the old ones, which become version `number`."""
        version = {"post_id": old.id, "number": number, "text": old.text}
        self._connection.execute(
            post_versions.insert().values(
                store_id=self._store_id, written=old.edited or old.created, **version
            )
        )
        self.change(old.id, text=new.text, edited=new.edited)
        search.put(self._connection, self._store_id, old.id, f"{title}\n{new.text}")

    def versions(self, post_id: UUID) -> list[Any]:
        """Give (number, text, written) of what it said before, oldest first."""
        table = post_versions.c
        query = select(table.number, table.text, table.written).where(
            table.store_id == self._store_id, table.post_id == post_id
        )
        return list(self._connection.execute(query.order_by(table.number)))

    def change(self, post_id: UUID, **values: object) -> bool:
        named = update(posts).where(self._mine, posts.c.id == post_id)
        return self._connection.execute(named.values(values)).rowcount == 1

    def delete(self, post: Post, now: int) -> bool:
        """Take the words away for good; False when they are gone already."""
        still = (self._mine, posts.c.id == post.id, posts.c.deleted.is_(None))
        gone = update(posts).where(*still).values(deleted=now, text="", accepted=None)
        if not self._connection.execute(gone).rowcount:
            return False
        for table in (post_versions, mentions):
            of_post = (table.c.store_id == self._store_id, table.c.post_id == post.id)
            self._connection.execute(table.delete().where(*of_post))
        search.forget(self._connection, self._store_id, [post.id])
        if not post.is_head:
            self._count_reply(post.thread_id, None, -1)
        return True

    def heads(self, place_id: UUID, offset: int, limit: int) -> list[Post]:
        """Give the beginnings of threads: as they come in a clip, then by age."""
        query = self._heads(place_id).order_by(_pinned(), posts.c.created, posts.c.id)
        return self._all(query.offset(offset).limit(limit))

    def count_heads(self, place_id: UUID) -> int:
        return self._count(self._heads(place_id))

    def before(self, head: Post) -> int:
        """Count the threads that stand before this one."""
        at = _LAST if head.second is None else head.second
        earlier = (_pinned() == at) & (posts.c.created < head.created)
        return self._count(self._heads(head.place_id).where((_pinned() < at) | earlier))

    def before_second(self, place_id: UUID, second: float) -> int:
        """Count the threads that are pinned to an earlier moment."""
        return self._count(self._heads(place_id).where(_pinned() < second))

    def replies(self, threads: Sequence[UUID], most: int) -> list[Post]:
        """Give the first `most` replies of each thread, oldest first."""
        order = (posts.c.created, posts.c.id)
        number = func.row_number().over(partition_by=posts.c.thread_id, order_by=order)
        numbered = (
            _POST.add_columns(number.label("number"))
            .where(self._mine, posts.c.thread_id.in_(threads), *_IS_REPLY)
            .subquery()
        )
        columns = [numbered.c[name] for name in Post.__slots__]
        query = select(*columns).where(numbered.c.number <= most)
        return self._all(query.order_by(numbered.c.created, numbered.c.id)) if threads else []

    def thread(self, thread_id: UUID, offset: int, limit: int) -> list[Post]:
        """Give replies of one thread, oldest first."""
        query = _POST.where(self._mine, posts.c.thread_id == thread_id, *_IS_REPLY)
        return self._all(query.order_by(posts.c.created, posts.c.id).offset(offset).limit(limit))

    def replies_before(self, reply: Post) -> int:
        """Count the replies of its thread that stand before this one."""
        earlier = _POST.where(
            self._mine,
            posts.c.thread_id == reply.thread_id,
            *_IS_REPLY,
            posts.c.created < reply.created,
        )
        return self._count(earlier)

    def moments(self, place_id: UUID, length: float, parts: int) -> list[Any]:
        """Give (first second, how many posts) for each of so many equal parts of a clip that has threads."""
        within = func.floor(posts.c.second * parts / length)
        part = case((posts.c.second >= length, parts - 1), else_=within)
        query = select(func.min(posts.c.second), func.sum(1 + posts.c.replies)).where(
            self._mine, posts.c.place_id == place_id, posts.c.second.is_not(None), _is_there()
        )
        return list(self._connection.execute(query.group_by(part).order_by(part)))

    def density(self, place_id: UUID, width: float) -> dict[int, int]:
        """Count what is pinned to each part of a clip of so many seconds, with the replies that are there."""
        here = (self._mine, posts.c.place_id == place_id, _is_there())
        heads = select(posts.c.id, posts.c.second).where(*here, posts.c.second.is_not(None))
        pinned = heads.subquery()
        part = func.floor(pinned.c.second / width)
        query = select(part, func.count()).select_from(posts)
        query = query.join(pinned, posts.c.thread_id == pinned.c.id).where(*here).group_by(part)
        return {int(row[0]): row[1] for row in self._connection.execute(query)}

    def count_accepted(self, place_id: UUID) -> int:
        """Count the answers in a place that were taken for right."""
        here = (posts.c.place_id == place_id, posts.c.accepted.is_not(None), _is_there())
        return self._count(_POST.where(self._mine, *here))

    def names(self, post_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
        """Give the names that posts mention."""
        query = select(mentions.c.post_id, mentions.c.name).where(
            mentions.c.store_id == self._store_id, mentions.c.post_id.in_(post_ids)
        )
        found: dict[UUID, list[str]] = {}
        for post_id, name in self._connection.execute(query) if post_ids else ():
            found.setdefault(post_id, []).append(name)
        return found

    def mentioned(self, post_id: UUID) -> list[UUID]:
        query = select(mentions.c.person_id).where(
            mentions.c.store_id == self._store_id, mentions.c.post_id == post_id
        )
        return list(self._connection.scalars(query))

    def by_ids(self, post_ids: Sequence[UUID]) -> list[Post]:
        return self._all(_POST.where(self._mine, posts.c.id.in_(post_ids))) if post_ids else []

    def _count_reply(self, thread_id: UUID, last: int | None, by: int) -> None:
        said = {"last": last} if last is not None else {}
        thread = update(posts).where(self._mine, posts.c.id == thread_id)
        self._connection.execute(thread.values(replies=posts.c.replies + by, **said))

    def _heads(self, place_id: UUID) -> Select[Any]:
        is_head = posts.c.id == posts.c.thread_id
        shown = posts.c.deleted.is_(None) | (posts.c.replies > 0)
        here = (posts.c.place_id == place_id, posts.c.id != place_id)
        return _POST.where(self._mine, *here, is_head, shown)

    def _count(self, query: Select[Any]) -> int:
        return self._connection.scalar(select(func.count()).select_from(query.subquery())) or 0

    def _first(self, query: Select[Any]) -> Post | None:
        found = self._all(query.limit(1))
        return found[0] if found else None

    def _all(self, query: Select[Any]) -> list[Post]:
        return [Post(*row) for row in self._connection.execute(query)]

    @property
    def _mine(self) -> ColumnElement[bool]:
        return posts.c.store_id == self._store_id


def _pinned() -> ColumnElement[float]:
    return func.coalesce(posts.c.second, _LAST)


def _is_there() -> ColumnElement[bool]:
    return posts.c.deleted.is_(None) & posts.c.hidden.is_(None)
