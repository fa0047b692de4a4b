"""Who likes what, and who follows what, bound to one store."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, select, update

from lrs.database import Dialect
from lti_tool.talk.post import Place
from lti_tool.talk.storage import COUNTED
from lti_tool.talk.tables import follows, likes, posts


class Likes:
    """The likes of one store; the count at the post follows."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def add(self, post_id: UUID, person_id: UUID, now: int) -> bool:
        """Say whether it is new."""
        row = {"store_id": self._store_id, "post_id": post_id, "person_id": person_id}
        add = self._dialect.insert(likes).values(**row, created=now).on_conflict_do_nothing()
        return self._counted(
            self._connection.execute(add, execution_options=COUNTED).rowcount, post_id, 1
        )

    def remove(self, post_id: UUID, person_id: UUID) -> bool:
        """Say whether it was there."""
        theirs = (likes.c.post_id == post_id, likes.c.person_id == person_id)
        gone = likes.delete().where(likes.c.store_id == self._store_id, *theirs)
        return self._counted(self._connection.execute(gone).rowcount, post_id, -1)

    def of(self, person_id: UUID | None, post_ids: Sequence[UUID]) -> set[UUID]:
        """Give those of the posts that this person likes."""
        if person_id is None or not post_ids:
            return set()
        query = select(likes.c.post_id).where(
            likes.c.store_id == self._store_id,
            likes.c.post_id.in_(post_ids),
            likes.c.person_id == person_id,
        )
        return set(self._connection.scalars(query))

    def _counted(self, changed: int, post_id: UUID, by: int) -> bool:
        if changed:
            post = (posts.c.store_id == self._store_id, posts.c.id == post_id)
            self._connection.execute(update(posts).where(*post).values(likes=posts.c.likes + by))
        return bool(changed)


class Follows:
    """Who wants to hear of what is said in places of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def set(self, place: Place, person_id: UUID, now: int, *, stopped: bool) -> None:
        """Follow or stop, as somebody asks."""
        add = self._dialect.insert(follows).values(
            **self._key(place.id, person_id), place_kind=place.kind, stopped=stopped, created=now
        )
        key, values = list(follows.primary_key.columns), {"stopped": stopped, "created": now}
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=values))

    def begin(self, place: Place, person_id: UUID, now: int) -> None:
        """Follow because of something said there; who stopped before stays stopped."""
        add = self._dialect.insert(follows).values(
            **self._key(place.id, person_id), place_kind=place.kind, stopped=False, created=now
        )
        self._connection.execute(add.on_conflict_do_nothing())

    def is_following(self, place_id: UUID, person_id: UUID | None) -> bool:
        key = self._key(place_id, person_id)
        query = select(follows.c.stopped).where(*(follows.c[n] == v for n, v in key.items()))
        return person_id is not None and self._connection.scalar(query) is False

    def followers(self, place_id: UUID) -> list[UUID]:
        query = select(follows.c.person_id).where(
            follows.c.store_id == self._store_id,
            follows.c.place_id == place_id,
            follows.c.stopped.is_(False),
        )
        return list(self._connection.scalars(query))

    def _key(self, place_id: UUID, person_id: UUID | None) -> dict[str, object]:
        return {"store_id": self._store_id, "place_id": place_id, "person_id": person_id}
