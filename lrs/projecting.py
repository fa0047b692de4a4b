"""Projecting: somebody's record from what is kept of it and what came since, or from all of their statements."""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import Connection

from lrs.classifying import rules_of
from lrs.database import Database
from lrs.errors import NotFound
from lrs.record.entry import LearnerRecord
from lrs.record.projection import EMPTY, Projection, Whose, advanced, record
from lrs.record.rule import RuleTable
from lrs.record.written import read, write
from lrs.storage.archives import Archive, Archives
from lrs.storage.people import People, Person
from lrs.storage.record_projections import Kept, RecordProjections
from lrs.storage.statements import Statements
from lrs.xapi.shared_parts import SharedParts

_VOIDED = "http://adlnet.gov/expapi/verbs/voided"


class Grown(NamedTuple):
    """A projection as it stands now, and whether it is kept like that."""

    person: Person
    ground: str
    place: int
    projection: Projection
    rules_version: int
    archived_before: int | None
    is_kept: bool

    def record(self) -> LearnerRecord:
        made = record(self.projection, self.rules_version)
        return replace(made, archived_before=self.archived_before)

    def to_keep(self) -> Kept:
        return Kept.packed(self.ground, self.place, write(self.projection))


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off Python's search for cycles while many statements are read: they have none.

    Of several threads the first that is done lets all search again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def grown(database: Database, store_id: int, person_id: UUID, *, anew: bool = False) -> Grown:
    """Give somebody's projection, `anew` without what is kept; raises NotFound when nobody has this id."""
    with uncollected(), database.reading() as connection:
        person = People(connection, database.dialect, store_id).person(person_id)
        if person is None:
            raise NotFound("There is no such person in this store.")
        growing = Growing(connection, database, footing(connection, store_id))
        return growing.of(person, anew=anew)


def keep(database: Database, store_id: int, some: Iterable[Grown]) -> None:
    """Keep projections, so that the next look at them costs little."""
    kept = {each.person.head: each.to_keep() for each in some if not each.is_kept}

    def work(connection: Connection) -> None:
        RecordProjections(connection, store_id).put(database.dialect, kept)

    if kept:
        database.write(work)


class Footing(NamedTuple):
    """What all records of a store rest on: this code, its rules, and what was taken out of it."""

    store_id: int
    rules: RuleTable
    archives: Sequence[Archive]

    @property
    def ground(self) -> str:
        gone = [f"{each.before} {each.finished}" for each in self.archives]
        return f"code {_code()}, rules {self.rules.version}, archived {', '.join(gone)}"

    @property
    def archived_before(self) -> int | None:
        return max((each.before for each in self.archives), default=None)


def footing(connection: Connection, store_id: int) -> Footing:
    rules = rules_of(connection, store_id)
    return Footing(store_id, rules, Archives(connection, store_id).all())


class Growing:
    """Grows projections over one connection, all of them on the ground of when it began."""

    def __init__(self, connection: Connection, database: Database, on: Footing) -> None:
        self._statements = Statements(connection, database.dialect, on.store_id)
        # First of all: what comes while this runs is found once more by whoever grows it further.
        self._place = self._statements.last_stored()
        self._kept = RecordProjections(connection, on.store_id)
        self._on = on

    def of(self, person: Person, *, anew: bool = False) -> Grown:
        whose = Whose(frozenset(each.identifier for each in person.identities), self._on.rules)
        on = _ground_of(self._on.ground, whose)
        kept = None if anew else self._kept.of(person.head, on)
        made = self._further(kept, whose) if kept else self._whole(whose)
        is_kept = kept is not None and kept.place == self._place
        version, gone = self._on.rules.version, self._on.archived_before
        return Grown(person, on, self._place, made, version, gone, is_kept)

    def _whole(self, whose: Whose) -> Projection:
        about = self._statements.about(whose.identifiers)
        return advanced(EMPTY, whose, map(SharedParts().read, about))

    def _further(self, kept: Kept, whose: Whose) -> Projection:
        projection = read(kept.unpacked())
        came = self._statements.news(whose.identifiers, kept.place)
        news = list(map(SharedParts().read, came))
        if not news:
            return projection
        return advanced(projection, whose, news, self._voided_by(news), self._by_ids)

    def _voided_by(self, news: Iterable[dict[str, Any]]) -> list[str]:
        """Give the ids, as they stand in them, of statements that are voided now."""
        targets = [UUID(s["object"]["id"]) for s in news if s["verb"]["id"] == _VOIDED]
        voided = self._statements.voided_among(targets)
        return [str(orjson.loads(text)["id"]) for text in voided]

    def _by_ids(self, ids: Collection[str]) -> Iterator[dict[str, Any]]:
        return map(orjson.loads, self._statements.texts({UUID(i) for i in ids}).values())


def _ground_of(store: str, whose: Whose) -> str:
    named = "\n".join((store, *sorted(whose.identifiers)))
    return sha256(named.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _code() -> str:
    """Give the digest of the code that folds: no projection outlives a change of it."""
    files = sorted(resources.files("lrs.record").iterdir(), key=lambda file: file.name)
    texts = (file.read_bytes() for file in files if file.name.endswith(".py"))
    return sha256(b"".join(texts)).hexdigest()[:16]
