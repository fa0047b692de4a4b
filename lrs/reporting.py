"""Reporting: following the statements of a store, so that reports needn't read them; and from scratch."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.giving_way import GivingWay
from lrs.projecting import Growing, Grown, footing, uncollected
from lrs.record.clip import clip_address
from lrs.record.statement_parts import context_extension, number, object_name
from lrs.reports.facts import NOTHING, Facts, facts
from lrs.storage.hashing import index_key
from lrs.storage.joins import Joins
from lrs.storage.people import People, Person
from lrs.storage.previews import Previews
from lrs.storage.record_projections import Kept, RecordProjections
from lrs.storage.report_counts import Days, ReportCounts
from lrs.storage.report_facts import ReportFacts, rows_of
from lrs.storage.report_rows import Clip, ReportRows
from lrs.storage.statement_places import StatementPlaces
from lrs.storage.statements import Statements
from lrs.storage.stores import Store
from lrs.unifying import confirmed
from lrs.vocabulary import VIDEO_EXTENSION
from lrs.xapi.identifier import identifier

ERRAND = "reports"
_AT_ONCE = 500  # statements: a read one takes some 20 KB
_PEOPLE_AT_ONCE = 200
_PEOPLE_A_LOOK = 20
_ENTRIES_AT_ONCE = (
    10_000  # of all of these people: what is drawn from them waits in memory to be written
)
Told = tuple[int, dict[str, Any]]
Progress = Callable[[int, int], None]


class Heads:
    """Under which id somebody is known who was joined with others."""

    def __init__(self, joined: Mapping[UUID, UUID]) -> None:
        self._joined = joined

    def of(self, person: UUID | None) -> UUID | None:
        while person is not None and person in self._joined:
            person = self._joined[person]
        return person


def refresh(database: Database, store: Store, way: GivingWay | None = None) -> int:
    """Count what is new and give how many people were counted anew; may be killed, and run twice at once.

    It gives way to who writes, and leaves what isn't done after a while for another time.
    """
    return _count(database, store, way or GivingWay(database, store.id), lambda _done, _all: None)


def rebuild(database: Database, store: Store, progress: Progress) -> int:
    """Forget what was counted and count everything from the statements."""
    database.write(lambda c: ReportRows(c, database.dialect, store.id).forget())
    return _count(database, store, GivingWay(database, store.id, for_seconds=inf), progress)


def waits_since(database: Database, store_id: int) -> int | None:
    """Give the place of the oldest statement that isn't counted yet, None where all are."""
    with database.reading() as connection:
        rows = ReportRows(connection, database.dialect, store_id)
        unseen = StatementPlaces(connection, store_id).next(rows.cursor().place)
        return min((place for place in (rows.waiting_since(), unseen) if place), default=None)


def _count(database: Database, store: Store, way: GivingWay, progress: Progress) -> int:
    _look_at_ground(database, store)
    _look_at_people(database, store.id)
    while _look_on(database, store.id) and way.goes_on():
        pass
    with database.reading() as connection:
        total = ReportRows(connection, database.dialect, store.id).count_waiting()
    done = 0
    while some := _count_some(database, store, _PEOPLE_A_LOOK if way.is_busy else _PEOPLE_AT_ONCE):
        done += some
        progress(min(done, total), total)
        if not way.goes_on():
            break
    if done >= _PEOPLE_AT_ONCE:
        database.write(lambda c: ReportRows(c, database.dialect, store.id).analyse())
    _say_when(database, store.id)
    return done


def _look_at_ground(database: Database, store: Store) -> None:
    """Let everybody wait when records stand on other ground than before: on other rules, in another zone."""
    with database.reading() as connection:
        on = f"{footing(connection, store.id).ground}, days in {store.time_zone}"
        if ReportRows(connection, database.dialect, store.id).cursor().ground == on:
            return

    def work(connection: Connection) -> None:
        rows = ReportRows(connection, database.dialect, store.id)
        rows.take_turns()
        rows.all_wait()
        rows.keep(rows.cursor()._replace(ground=on))

    database.write(work)


def _look_on(database: Database, store_id: int) -> int:
    """Go through the next statements and note whose record they change."""
    with database.reading() as connection:
        cursor = ReportRows(connection, database.dialect, store_id).cursor()
        places = StatementPlaces(connection, store_id)
        found = places.between(cursor.place, places.last(), _AT_ONCE)
        if not found:
            return 0
        told = [(p.stored, orjson.loads(p.payload)) for p in found]
        named = dict(_named(told, Statements(connection, database.dialect, store_id)))
        people = People(connection, database.dialect, store_id)
        heads = Heads(Joins(connection, store_id).all_in_force())
        known = {each: heads.of(people.person_of(each)) for each in named}
        clips = list(_clips(statement for _, statement in told))
    waiting = {person: named[each] for each, person in known.items() if person}

    def work(connection: Connection) -> None:
        rows = ReportRows(connection, database.dialect, store_id)
        rows.take_turns()
        if rows.cursor() == cursor:
            rows.wait(waiting)
            rows.clips(clips)
            rows.keep(cursor._replace(place=found[-1].stored))

    database.write(work)
    return len(found)


def _look_at_people(database: Database, store_id: int) -> None:
    """Note who is new, and whose record changed because people were joined or parted."""
    with database.reading() as connection:
        rows = ReportRows(connection, database.dialect, store_id)
        cursor = rows.cursor()
        until, changed = rows.changed_since(cursor.joins_until)
        heads = Heads(Joins(connection, store_id).all_in_force())
        near = _near(connection, database, store_id, rows.joined_since(cursor.joins_until))
    everybody = changed | near | {heads.of(person) for person in changed}

    def work(connection: Connection) -> None:
        rows = ReportRows(connection, database.dialect, store_id)
        rows.take_turns()
        rows.wait({person: cursor.place for person in everybody if person})
        rows.keep(rows.cursor()._replace(joins_until=until))

    if changed:
        database.write(work)


def _near(
    connection: Connection, database: Database, store_id: int, joined: Collection[UUID]
) -> set[UUID]:
    """Give whom those met who were joined or parted: who counts as confirming it may have changed."""
    known = People(connection, database.dialect, store_id).several(list(joined))
    keys = {
        index_key(store_id, "identity", identity.identifier)
        for person in known
        for identity in person.identities
    }
    ever = Days(0, date.max.toordinal())
    return ReportCounts(connection, store_id, ever).spoke_with(keys)


def _named(told: Sequence[Told], statements: Statements) -> Iterator[tuple[str, int]]:
    """Give who is named in each statement, or in the one that it refers to, and its place."""
    refers = {p: UUID(s["object"]["id"]) for p, s in told if _is_reference(s["object"])}
    targets = statements.texts(set(refers.values()))
    for place, statement in told:
        target = targets.get(refers[place]) if place in refers else None
        about = [statement, orjson.loads(target)] if target else [statement]
        for each in (found for one in about for found in _identifiers(one)):
            yield each, place


def _is_reference(thing: Mapping[str, Any]) -> bool:
    return thing.get("objectType") == "StatementRef"


def _identifiers(statement: Mapping[str, Any]) -> Iterator[str]:
    for agent in (statement["actor"], statement["object"]):
        for each in (agent, *agent.get("member", ())):
            if "id" not in each and (found := identifier(each)):
                yield found


def _clips(statements: Iterable[Mapping[str, Any]]) -> Iterator[Clip]:
    for statement in map(dict, statements):
        length = number(context_extension(statement, f"{VIDEO_EXTENSION}length"))
        if length and length > 0 and "id" in statement["object"]:
            yield Clip(clip_address(statement["object"]["id"]), object_name(statement), length)


def _count_some(database: Database, store: Store, most: int) -> int:
    """Count some of those who wait anew: fewer where their records are long."""
    with database.reading() as connection:
        some = ReportRows(connection, database.dialect, store.id).waiting(most)
        nobody = set(Joins(connection, store.id).all_in_force())
        nobody |= Previews(connection, store.id).among(some)
        people = People(connection, database.dialect, store.id).several(list(set(some) - nobody))
    counted: dict[UUID, Facts] = dict.fromkeys(set(some) - {each.id for each in people}, NOTHING)
    kept: dict[UUID, Kept] = {}
    entries = 0
    while people and entries < _ENTRIES_AT_ONCE:
        for each in _grown(database, store.id, people[:_PEOPLE_A_LOOK]):
            record = confirmed(database, store.id, each.record())
            counted[each.person.id] = facts(record, ZoneInfo(store.time_zone))
            kept[each.person.id] = each.to_keep()
            entries += len(record.entries)
        del people[:_PEOPLE_A_LOOK]
    some = {person: some[person] for person in counted}
    fresh = rows_of(store.id, counted)

    def work(connection: Connection) -> None:
        rows = ReportRows(connection, database.dialect, store.id)
        rows.take_turns()
        ReportFacts(connection, database.dialect, store.id).replace(set(some), fresh)
        projections = RecordProjections(connection, store.id)
        projections.put(database.dialect, kept)
        projections.remove(nobody & set(some))
        rows.counted(some)

    if some:
        database.write(work)
    return len(some)


def _grown(database: Database, store_id: int, people: Iterable[Person]) -> Iterator[Grown]:
    """Grow some projections over one connection, which is not kept from others for long."""
    with uncollected(), database.reading() as connection:
        growing = Growing(connection, database, footing(connection, store_id))
        yield from map(growing.of, people)


def _say_when(database: Database, store_id: int) -> None:
    def work(connection: Connection) -> None:
        rows = ReportRows(connection, database.dialect, store_id)
        rows.keep(rows.cursor()._replace(counted=now()))

    database.write(work)
