"""Mapping: the column maps of a store, ours, its folder's and its own, each tried on the records before it is kept."""

import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lrs import exporting
from lrs.clock import now
from lrs.database import Database
from lrs.errors import InvalidParameter, NotFound, Violation
from lrs.exporting import Wanted
from lrs.storage.column_maps import KeptMap, KeptMaps
from lrs.storage.letterheads import Letterheads
from lrs.storage.stores import Store
from lrs.transcripts.cells import text_of
from lrs.transcripts.column_map import (
    ColumnMap,
    Sender,
    column_maps,
    layout_named,
    read,
    text_of_own,
)
from lrs.transcripts.layout import Layout
from lrs.transcripts.period import EVER

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LONGEST = 20_000
_PEOPLE_TRIED = 50


class Trial(NamedTuple):
    """What a map would write: its headings and the first rows of some people."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


class Mapping:
    """The column maps of all stores; `folder` holds those of the whole installation."""

    def __init__(self, database: Database, reader: Database, folder: Path) -> None:
        self._database = database
        self._reader = reader
        self._folder = folder

    def all(self, store_id: int) -> dict[str, ColumnMap]:
        """Give the maps by name: a store's own win over the folder's, and these over ours."""
        found = column_maps(self._folder)
        return found | {each.name: read(each.name, each.text) for each in self.own(store_id)}

    def own(self, store_id: int) -> list[KeptMap]:
        with self._database.reading() as connection:
            return KeptMaps(connection, store_id).all()

    def text(self, store_id: int, name: str) -> str:
        """Give a map as it was written; raises NotFound."""
        mine = {each.name: each.text for each in self.own(store_id)}
        return mine.get(name) or text_of_own(name, self._folder)

    def put(self, store_id: int, name: str, text: str, by: str) -> None:
        """Keep a map of a store; raises InvalidParameter that says what is wrong with it."""
        _checked(name, text)
        kept = KeptMap(name, text, by, now())
        self._database.write(lambda connection: KeptMaps(connection, store_id).put(kept))

    def remove(self, store_id: int, name: str) -> None:
        """Forget a map of a store; one of ours of that name counts again. Raises NotFound."""

        def work(connection: Connection) -> bool:
            return KeptMaps(connection, store_id).remove(name)

        if not self._database.write(work):
            raise NotFound("This store has no column map of that name.")

    def layout(self, store: Store, name: str) -> Layout:
        """Give the columns and rows of a map, the neutral ones for ""; raises NotFound."""
        zone = ZoneInfo(store.time_zone)
        return layout_named(name, zone, self.all(store.id), self._sender(store))

    def attempt(self, store: Store, name: str, text: str, rows: int = 8) -> Trial:
        """Write the first rows by a map that isn't kept; raises InvalidParameter."""
        zone = ZoneInfo(store.time_zone)
        layout = _checked(name, text).layout(zone, self._sender(store))
        people = islice(exporting.records(self._reader, store, Wanted(EVER)), _PEOPLE_TRIED)
        made = (
            [text_of(value, zone) for value in values]
            for person, record, _ in people
            for entry in record.entries
            for values in layout.rows(person, entry)
        )
        return Trial(layout.headings, list(islice(made, rows)))

    def _sender(self, store: Store) -> Sender:
        with self._database.reading() as connection:
            kept = Letterheads(connection, store.id).get()
        return Sender(store.title or store.name, kept.signatory, kept.contact)


def _checked(name: str, text: str) -> ColumnMap:
    if not _NAME.fullmatch(name):
        message = "A name has small letters, digits and hyphens, up to 40."
        raise InvalidParameter(Violation("name", message, "column map"))
    if len(text) > _LONGEST:
        raise InvalidParameter(Violation("text", "A map has at most 20,000 letters.", "column map"))
    return read(name, text)
