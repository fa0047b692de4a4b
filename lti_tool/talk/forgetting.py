"""Forgetting: texts that are older than a store keeps them are let go; that something was said stays told."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from lrs import Lrs
from lti_tool.launch.clock import HOUR, Clock
from lti_tool.talk import search
from lti_tool.talk.house_rules import Rulebook
from lti_tool.talk.tables import post_versions, posts

ERRAND = "forgotten-talk"
_AT_ONCE = 200  # posts in one transaction


class Forgetting:
    """The errand of the worker; it looks through every store that lets texts go."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._clock = clock

    def run(self) -> None:
        for store in self._lrs.stores():
            with self._database.reading() as connection:
                days = Rulebook(connection, self._database.dialect, store.id).read().days
            if days is not None:
                self._forget(store.id, self._clock() - days * 24 * HOUR)

    def _forget(self, store_id: int, before: int) -> None:
        now = self._clock()

        def work(connection: Connection) -> int:
            return _let_go(connection, store_id, before, now)

        while self._database.write(work) == _AT_ONCE:
            pass


def _let_go(connection: Connection, store_id: int, before: int, now: int) -> int:
    """Take the words from some posts, and say from how many."""
    old = select(posts.c.id).where(
        posts.c.store_id == store_id,
        posts.c.created < before,
        posts.c.purged.is_(None),
        posts.c.deleted.is_(None),
    )
    found = list(connection.scalars(old.order_by(posts.c.created).limit(_AT_ONCE)))
    _empty(connection, store_id, found, now)
    return len(found)


def forget_place(connection: Connection, store_id: int, place_id: UUID, now: int) -> None:
    """Take the words of all posts of a place that is gone for good; what was told of them stays with their authors."""
    here = (posts.c.store_id == store_id, posts.c.place_id == place_id, posts.c.purged.is_(None))
    found = list(connection.scalars(select(posts.c.id).where(*here)))
    for start in range(0, len(found), _AT_ONCE):
        _empty(connection, store_id, found[start : start + _AT_ONCE], now)


def _empty(connection: Connection, store_id: int, found: Sequence[UUID], now: int) -> None:
    if not found:
        return
    these = (posts.c.store_id == store_id, posts.c.id.in_(found))
    connection.execute(update(posts).where(*these).values(text="", purged=now))
    versions = (post_versions.c.store_id == store_id, post_versions.c.post_id.in_(found))
    connection.execute(delete(post_versions).where(*versions))
    search.forget(connection, store_id, found)
