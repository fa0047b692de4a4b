"""The shelf: which clips somebody finds in the library, and how many of each kind."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from lti_tool.clips.clip import Clip, State, Visibility
from lti_tool.clips.rules import Onlooker
from lti_tool.clips.storage import QUERY, WORDS, read
from lti_tool.clips.tables import clip_list_items, clip_tags, clips
from lti_tool.launch.roles import Role
from lti_tool.rooms import full_text
from lti_tool.rooms.visits import TEACHERS

EVERYTHING, MINE, COURSE, STORE = "", "mine", "course", "store"


class Wanted(NamedTuple):
    """What somebody looks for; what is empty doesn't count. `whose` is one of the four above."""

    whose: str = EVERYTHING
    kinds: Sequence[str] = ()
    tag: str = ""
    words: str = ""
    assignment: UUID | None = None
    among: UUID | None = None


class Shelf:
    """The clips of one store as one person sees them (rules.may_see in SQL)."""

    def __init__(self, connection: Connection, store_id: int, who: Onlooker) -> None:
        self._connection = connection
        self._store_id = store_id
        self._who = who

    def count(self, wanted: Wanted) -> int:
        query = select(func.count()).where(*self._shown(wanted, wanted.kinds))
        return self._connection.scalar(query) or 0

    def page(self, wanted: Wanted, offset: int, limit: int) -> list[Clip]:
        """Give the newest first; a list in its own order."""
        query = QUERY.where(*self._shown(wanted, wanted.kinds))
        order = [clips.c.created.desc(), clips.c.id]
        if wanted.among is not None:
            same = (clip_list_items.c.store_id == clips.c.store_id) & (
                clip_list_items.c.clip_id == clips.c.id
            )
            query = query.join(clip_list_items, same).where(
                clip_list_items.c.list_id == wanted.among
            )
            order = [clip_list_items.c.place.asc(), *order]
        rows = self._connection.execute(query.order_by(*order).offset(offset).limit(limit))
        return [read(row) for row in rows]

    def shown(self, wanted: Wanted) -> list[ColumnElement[bool]]:
        """Say in SQL what is shown, for a list that has other things in it too."""
        return self._shown(wanted, wanted.kinds)

    def kinds(self, wanted: Wanted) -> dict[str, int]:
        """Count what would be shown of each kind, whichever kinds are asked for."""
        query = select(clips.c.kind, func.count()).where(*self._shown(wanted, ()))
        rows = self._connection.execute(query.group_by(clips.c.kind))
        return {row[0]: row[1] for row in rows}

    def tags(self, limit: int) -> list[tuple[str, int]]:
        """Give the tags that are used most, by name."""
        same = (clip_tags.c.store_id == clips.c.store_id) & (clip_tags.c.clip_id == clips.c.id)
        count = func.count().label("uses")
        query = select(clip_tags.c.tag, count).join(clips, same)
        query = query.where(*self._shown(Wanted(), ())).group_by(clip_tags.c.tag)
        rows = self._connection.execute(query.order_by(count.desc(), clip_tags.c.tag).limit(limit))
        return sorted((row[0], row[1]) for row in rows)

    def _shown(self, wanted: Wanted, kinds: Sequence[str]) -> list[ColumnElement[bool]]:
        found = [clips.c.store_id == self._store_id, clips.c.deleted.is_(None)]
        found += [self._seen(), self._whose(wanted.whose)]
        if kinds:
            found.append(clips.c.kind.in_(kinds))
        if wanted.tag:
            found.append(self._in(clip_tags, clip_tags.c.tag == wanted.tag))
        if wanted.among is not None:
            found.append(self._in(clip_list_items, clip_list_items.c.list_id == wanted.among))
        if wanted.assignment is not None:
            found.append(clips.c.assignment == wanted.assignment)
        if wanted.words.strip():
            found.append(self._said(wanted.words))
        return found

    def _said(self, words: str) -> ColumnElement[bool]:
        dialect = self._connection.dialect.name
        if not full_text.query(dialect, words):
            return false()  # signs alone are in no text
        return clips.c.id.in_(WORDS.found(dialect, self._store_id, words))

    def _seen(self) -> ColumnElement[bool]:
        ready = (clips.c.state == State.READY) & clips.c.hidden.is_(None)
        shared = clips.c.visibility == Visibility.STORE
        course = self._of_course & (clips.c.visibility == Visibility.COURSE)
        return or_(self._own, and_(ready, or_(shared, course)), self._moderated)

    @property
    def _moderated(self) -> ColumnElement[bool]:
        if self._who.role not in TEACHERS:
            return false()
        public = clips.c.visibility != Visibility.PRIVATE
        answered: ColumnElement[bool] = self._of_course & public
        if self._who.role is Role.ADMINISTRATOR:
            answered = or_(answered, clips.c.visibility == Visibility.STORE)
        return and_(clips.c.hidden.is_not(None), answered)

    @property
    def _own(self) -> ColumnElement[bool]:
        return clips.c.author == self._who.person_id if self._who.person_id else false()

    @property
    def _of_course(self) -> ColumnElement[bool]:
        return (clips.c.platform_id == self._who.platform_id) & (
            clips.c.context_id == self._who.context_id
        )

    def _whose(self, whose: str) -> ColumnElement[bool]:
        if whose == MINE:
            return self._own
        if whose == COURSE:
            return self._of_course
        if whose == STORE:
            return clips.c.visibility == Visibility.STORE
        return clips.c.id.is_not(None)

    def _in(self, table: object, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        columns = table.c  # type: ignore[attr-defined]
        same = (columns.store_id == clips.c.store_id, columns.clip_id == clips.c.id)
        return select(columns.clip_id).where(*same, condition).correlate(clips).exists()
