"""Pages of statements: which ones a selection finds, in the order of their places."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from lrs.database import Answer, Dialect
from lrs.storage.hashing import index_key
from lrs.storage.index_entries import alternatives, letters
from lrs.storage.lookup import Lookup, rows_of
from lrs.storage.page_queries import stretch
from lrs.storage.payloads import Payloads
from lrs.storage.rarity import Rarity, ask_rarest_first
from lrs.storage.selection import Selection
from lrs.storage.sieve import Sieves
from lrs.storage.tables import statements
from lrs.storage.walking import ALL, Filters, Keys, Walker, bounds, edges

_TEXTS = select(statements.c.stored, statements.c.payload, statements.c.authority).where(
    statements.c.store_id == bindparam("store"), statements.c.voided.is_(False)
)
_ASCENDING = Lookup(_TEXTS.order_by(statements.c.stored), statements.c.stored)
_DESCENDING = Lookup(_TEXTS.order_by(statements.c.stored.desc()), statements.c.stored)

_FEW, _MORE = 8, 8  # rows that are walked first, and how often as many where little is found
_MANY = 4096  # places that are sifted at once

_NO_LETTERS: Mapping[int, str] = {}

Texts = list[tuple[int, bytes]]


class _Found(NamedTuple):
    """Places in the order asked for, how far the walks have come, None at the end of all, and how many were sifted."""

    places: list[int]
    end: int | None
    sifted: int


class Pages:
    """Pages of the statements of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._payloads = Payloads(connection, store_id)

    def page(self, selection: Selection, limit: int) -> Texts:
        """Give (stored, JSON) of up to `limit` statements in the order asked for.

        A statement that matches in several ways (itself and by what it refers to) comes once.
        """
        return self.ask(selection, limit)()

    def ask(self, selection: Selection, limit: int) -> Callable[[], Texts]:
        """Ask what a page begins with; the page is there when it is called for."""
        filed: list[Keys] = [alternatives(self._store_id, *each) for each in selection.filed]
        every = list(filed)
        if selection.authority is not None:  # who vouched for it is filed among its related agents
            every.append(alternatives(self._store_id, "related_agent", selection.authority))
        if not every:
            return self._ask_stretch(selection, limit)
        if len(every) == 1:
            walks = self._walks(every, filed)
            begun = walks.ask(selection, walks.first_rows(limit))
            return lambda: self._walked(walks, selection, limit, begun)
        order = ask_rarest_first(self._connection, self._store_id, every, selection.ascending)
        known = letters(self._store_id, selection.filed)
        return lambda: self._walked(self._rarest_walked(order(), filed, known), selection, limit)

    def _ask_stretch(self, selection: Selection, limit: int) -> Callable[[], Texts]:
        """Read what stands side by side."""
        query, text = stretch(bounds(selection)), self._payloads.text
        values = {"store": self._store_id, "limit": limit, **edges(selection)}
        answer = query.ask(self._connection, **values)
        return lambda: [(stored, text(stored, payload)) for stored, payload in answer.rows()]

    def _rarest_walked(
        self, order: Sequence[Rarity], filed: Filters, known: Mapping[int, str]
    ) -> "_Walks":
        inherited = [each.keys for each in order if each.keys in filed]
        return self._walks([each.own for each in order], inherited, known)

    def _walks(
        self, own: Filters, inherited: Filters, known: Mapping[int, str] = _NO_LETTERS
    ) -> "_Walks":
        return _Walks(self._connection, self._dialect, self._store_id, own, inherited, known)

    def _walked(
        self, walks: "_Walks", selection: Selection, limit: int, begun: Answer | None = None
    ) -> Texts:
        rows = walks.first_rows(limit)
        texts: Texts = []
        end: int | None = 0
        while end is not None and len(texts) < limit:
            missing = limit - len(texts)
            found, end, sifted = walks.read(
                begun or walks.ask(selection, rows), selection, rows, missing
            )
            end = found[missing - 1] if len(found) > missing else end
            rows = _next_rows(rows, sifted, len(found), missing - len(found))
            selection = selection.beyond(end or 0)
            with self._dialect.together(self._connection):
                asked = self._ask_texts(found[:missing], selection)
                goes_on = end is not None and len(found) < missing
                begun = walks.ask(selection, rows) if goes_on else None
            texts += asked()
        return texts

    def _ask_texts(self, found: Sequence[int], selection: Selection) -> Callable[[], Texts]:
        """Ask for the statements at these places; not voided ones, nor those of another authority."""
        query = _ASCENDING if selection.ascending else _DESCENDING
        answers = query.ask(self._connection, self._dialect, self._store_id, found)
        by = selection.authority
        mine = None if by is None else index_key(self._store_id, "authority", by)
        return lambda: [
            (stored, self._payloads.text(stored, payload))
            for stored, payload, authority in rows_of(answers)
            if mine is None or mine == authority
        ]


class _Walks:
    """Walks of one selection: `own` filters hold of what statements say, `inherited` of what others say.

    The first filter of each is walked, the others are sieves. Where such a filter has one key, with
    a letter that is `known`, places with other letters are passed over.
    """

    def __init__(
        self,
        connection: Connection,
        dialect: Dialect,
        store_id: int,
        own: Filters,
        inherited: Filters,
        known: Mapping[int, str],
    ) -> None:
        lettered = [keys for keys in own if len(keys) == 1 and keys[0] in known]
        likely = [keys for keys in own[1:] if keys in lettered]
        wanted = _letters_of(likely, known)
        self._walker = Walker(connection, store_id, own[0], inherited, wanted)
        self._wanted = wanted
        self._own = len(own[0])
        others = [keys for keys in own[1:] if keys not in likely]
        theirs = _letters_of(lettered, known)
        self._sieves = Sieves(connection, dialect, store_id, others, likely, theirs)

    def first_rows(self, limit: int) -> int:
        return max(limit, _FEW) if self._wanted or not self._sieves else _FEW

    def ask(self, selection: Selection, rows: int) -> Answer:
        """Walk up to so many rows."""
        return self._walker.ask(selection, rows)

    def read(self, answer: Answer, selection: Selection, rows: int, enough: int) -> _Found:
        """Read what was asked for; without sieves no more than is enough."""
        own: Sequence[int] = []
        others: list[int] = []
        ends = []
        for some in self._walker.read(answer, selection, rows, ALL if self._sieves else enough):
            if some.number < self._own:
                own = [*own, *some.places]
            else:
                others += some.places
            ends += [] if some.end is None else [some.end]
        kept = self._sieves.kept(own)
        return _Found(*_merged({*kept, *others}, ends, selection.ascending), len(own))


def _letters_of(filters: Filters, known: Mapping[int, str]) -> str:
    """Give the letters of filters that have one key each, a verb's before an activity's."""
    keys = [keys[0] for keys in filters]
    return "".join(letter for key, letter in known.items() if key in keys)


def _merged(
    found: Iterable[int], ends: Sequence[int], ascending: bool
) -> tuple[list[int], int | None]:
    """Sort the places as far as all walks have come."""
    if not ends:
        return sorted(found, reverse=not ascending), None
    end = min(ends) if ascending else max(ends)
    if ascending:
        return sorted(place for place in found if place <= end), end
    return sorted((place for place in found if place >= end), reverse=True), end


def _next_rows(rows: int, sifted: int, found: int, missing: int) -> int:
    """Say how many rows to walk next, if they yield what the last ones did."""
    expected = rows * (missing + 2) // found if found else _MORE * rows
    most = rows * _MANY // max(sifted, rows)
    return max(min(expected, _MORE * rows, most), _FEW)
