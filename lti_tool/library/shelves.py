"""The shelves of the library: clips, webinars, seminars, what is self-paced, documents and events in one list."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    union_all,
)

from lrs.database import Dialect
from lti_tool.clips.clip import Visibility
from lti_tool.clips.rules import Onlooker
from lti_tool.clips.shelf import COURSE, MINE, STORE, Shelf, Wanted
from lti_tool.clips.storage import QUERY as CLIPS
from lti_tool.clips.storage import read as clip_of
from lti_tool.clips.tables import clips
from lti_tool.launch.roles import Role
from lti_tool.library.item import Item, Kind
from lti_tool.library.rules import may_tend
from lti_tool.library.storage import Items
from lti_tool.library.tables import library_items
from lti_tool.network.events.storage import Events
from lti_tool.network.tables import network_events
from lti_tool.rooms.visits import TEACHERS

CLIP, EVENT = "clip", "event"
_MOST_REPORTED = 200
SORTS = (CLIP, *(kind.value for kind in Kind), EVENT)
_I, _E = library_items.c, network_events.c


class Card(NamedTuple):
    """One card: what sort of thing it is, and the thing itself."""

    sort: str
    thing: object


class Shelves:
    """What somebody finds in the library of one store, the newest first."""

    def __init__(
        self, connection: Connection, dialect: Dialect, store_id: int, who: Onlooker
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._who = who
        self._clips = Shelf(connection, store_id, who)

    def counts(self, wanted: Wanted) -> dict[str, int]:
        """Count what would be shown of each sort, whichever sorts are asked for."""
        found = {CLIP: self._clips.count(wanted), EVENT: 0}
        if not _of_clips(wanted):
            query = select(_I.kind, func.count()).where(*self._items(wanted)).group_by(_I.kind)
            found |= {row[0]: row[1] for row in self._connection.execute(query)}
            events = select(func.count()).where(*self._events(wanted))
            found[EVENT] = self._connection.scalar(events) or 0
        return found

    def page(self, wanted: Wanted, sorts: Sequence[str], offset: int, limit: int) -> list[Card]:
        """Give a part of what is wanted; no sorts stand for all."""
        first = [_first(query, offset + limit) for query in self._asked(wanted, sorts or SORTS)]
        if not first:
            return []
        every = union_all(*first).subquery()
        query = select(every.c.sort, every.c.id).order_by(every.c.created.desc(), every.c.id)
        rows = self._connection.execute(query.offset(offset).limit(limit))
        return self._read([(row[0], row[1]) for row in rows])

    def reported(self) -> list[Item]:
        """Give what was reported, of which this person decides (rules.may_tend)."""
        who = self._who
        if who.role not in TEACHERS:
            return []
        found = Items(self._connection, self._dialect, self._store_id).reported(_MOST_REPORTED)
        return [item for item in found if may_tend(item, who)]

    def _asked(self, wanted: Wanted, sorts: Sequence[str]) -> list[Select[tuple[str, UUID, int]]]:
        found = []
        if CLIP in sorts:
            columns = (literal(CLIP).label("sort"), clips.c.id, clips.c.created)
            found.append(select(*columns).where(*self._clips.shown(wanted)))
        if kinds := [] if _of_clips(wanted) else [kind.value for kind in Kind if kind in sorts]:
            which = (*self._items(wanted), _I.kind.in_(kinds))
            found.append(select(_I.kind.label("sort"), _I.id, _I.created).where(*which))
        if EVENT in sorts and not _of_clips(wanted):
            columns = (literal(EVENT).label("sort"), _E.id, _E.created)
            found.append(select(*columns).where(*self._events(wanted)))
        return found

    def _read(self, found: Sequence[tuple[str, UUID]]) -> list[Card]:
        ids = {sort: [key for one, key in found if one == sort] for sort in (CLIP, EVENT)}
        others = [key for sort, key in found if sort not in ids]
        things: dict[UUID, object] = {}
        if ids[CLIP]:
            mine = (clips.c.store_id == self._store_id, clips.c.id.in_(ids[CLIP]))
            rows = self._connection.execute(CLIPS.where(*mine))
            things |= {clip.id: clip for clip in map(clip_of, rows)}
        where = (self._connection, self._dialect, self._store_id)
        if others:
            things |= Items(*where).among(others)
        if ids[EVENT]:
            things |= Events(*where).among(ids[EVENT])
        return [Card(sort, things[key]) for sort, key in found]

    def _items(self, wanted: Wanted) -> list[ColumnElement[bool]]:
        """Say in SQL which items somebody sees (rules.may_see)."""
        who = self._who
        course = and_(_I.platform_id == who.platform_id, _I.context_id == who.context_id)
        everybody = _I.visibility == Visibility.STORE.value
        seen: ColumnElement[bool] = and_(_I.hidden.is_(None), or_(everybody, course))
        if who.role in TEACHERS:
            mine = _I.author == who.person_id if who.person_id else course
            seen = or_(seen, course, mine)
        if who.role is Role.ADMINISTRATOR:
            seen = or_(seen, everybody)
        found = [_I.store_id == self._store_id, _I.deleted.is_(None), seen]
        found += [_I.search.contains(word, autoescape=True) for word in _words(wanted)]
        if wanted.whose == MINE:
            found.append(_I.author == who.person_id if who.person_id else _I.id.is_(None))
        elif wanted.whose in {COURSE, STORE}:
            found.append(course if wanted.whose == COURSE else everybody)
        return found

    def _events(self, wanted: Wanted) -> list[ColumnElement[bool]]:
        """Say in SQL which events somebody sees (network.events.rules.may_see)."""
        who = self._who
        course = and_(_E.platform_id == who.platform_id, _E.context_id == who.context_id)
        everybody = _E.context_id == ""
        found = [_E.store_id == self._store_id, _E.gone.is_(None), or_(everybody, course)]
        found += [func.lower(_E.title).contains(word, autoescape=True) for word in _words(wanted)]
        if wanted.whose == MINE:
            found.append(_E.maker == who.person_id if who.person_id else _E.id.is_(None))
        elif wanted.whose in {COURSE, STORE}:
            found.append(course if wanted.whose == COURSE else everybody)
        return found


def _of_clips(wanted: Wanted) -> bool:
    """Say whether only clips can be meant: nothing else has such kinds and tags."""
    return bool(wanted.kinds or wanted.tag)


def _words(wanted: Wanted) -> list[str]:
    return wanted.words.casefold().split()[:12]


def _first(query: Select[tuple[str, UUID, int]], number: int) -> Select[tuple[str, UUID, int]]:
    """Give no more of one sort than a page can need, by its index."""
    found = query.order_by(query.selected_columns.created.desc(), query.selected_columns.id)
    part = found.limit(number).subquery()
    return select(part.c.sort, part.c.id, part.c.created)
