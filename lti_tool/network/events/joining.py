"""Joining an event: register, check in at the door or on the list, and scan the badge of somebody there."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from sqlalchemy import Connection

from lrs import Conflict, InvalidRequest, NotFound, Violation
from lrs.telling import Json, Statement
from lti_tool.network.encounters.encounter import Encounter, Manner, State
from lti_tool.network.encounters.keeping import Keeping
from lti_tool.network.encounters.storage import Encounters
from lti_tool.network.events import codes, statements
from lti_tool.network.events.event import Attendance, Event
from lti_tool.network.events.storage import Events
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.sponsors.naming import supporters
from lti_tool.sponsors.reach import Kind

_MEETINGS = UUID("0e2f4f0c-7a5b-4a3b-8a4e-5d8f2b1f9c10")
_CLOSED = "Check-in is open from two hours before the event until two hours after it."
_OVER = "This event is over."
_STALE = "This code isn't right, or too old. Scan or type the one that is shown now."
_NOT_THERE = "Check in first: codes of others count for those who are there."
_OWN = "This is your own code; let somebody else scan it."


class Joining:
    """What people do about events."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._keeping = Keeping(rooms)
        self._database = rooms.lrs.database
        self._base = rooms.lrs.settings.base_url

    def register(self, visit: Visit, event: Event) -> None:
        part, now = self._part(visit, event), self._rooms.clock()
        if event.ends < now:
            raise Conflict(_OVER)
        if part.registered is None:
            after = replace(part, registered=now, rounds=part.rounds + 1)
            told = statements.registered(
                self._base, event, after, visit.agent, self._sponsors(visit.store_id, event)
            )
            self._write(visit.store_id, after, [told])

    def unregister(self, visit: Visit, event: Event) -> None:
        part = self._part(visit, event)
        if part.registered is not None:
            when = self._rooms.moment()
            told = statements.unregistered(self._base, event, part, visit.agent, when)
            self._write(visit.store_id, replace(part, registered=None), [told])

    def scan(self, visit: Visit, event: Event, text: str) -> Encounter | None:
        """Take the code of the door or of a badge; raises InvalidRequest for one that isn't right."""
        code, now = codes.typed(text), self._rooms.clock()
        if not event.is_open(now):
            raise Conflict(_CLOSED)
        if codes.is_door_code(self._rooms.lrs.settings.secret, event.id, code, now):
            self.check_in(visit, event, self._part(visit, event), visit.agent, "code")
            return None
        with self._database.reading() as connection:
            worn = self._events(connection, visit.store_id).wearing(event.id, code)
        if worn is None:
            raise InvalidRequest(Violation("code", _STALE, "hallway"))
        return self._meet(visit, event, worn)

    def _sponsors(self, store_id: int, event: Event) -> list[str]:
        return supporters(self._database, store_id, Kind.EVENT, event.id)

    def check_in(self, visit: Visit, event: Event, part: Attendance, who: Json, by: str) -> None:
        if part.came is None:
            after = replace(part, came=self._rooms.clock(), came_by=by)
            told = statements.attended(
                self._base, event, after, who, self._sponsors(visit.store_id, event)
            )
            self._write(visit.store_id, after, [told])

    def check_in_other(self, visit: Visit, event: Event, person_id: UUID, name: str) -> None:
        """Check somebody in by hand; the organiser saw them."""
        [who] = self._rooms.lrs.agents(visit.store_id, [person_id])
        named = {**who, "objectType": "Agent", **({"name": name} if name else {})}
        part = self.part_of(visit.store_id, event, person_id, name)
        self.check_in(visit, event, part, named, "list")

    def check_out_other(self, visit: Visit, event: Event, person_id: UUID) -> None:
        """Take a check-in back; its statement is voided."""
        part = self.part_of(visit.store_id, event, person_id, "")
        if part.came is None:
            return
        by = self._rooms.lrs.own_access(visit.store_id).authority
        when = self._rooms.moment()
        told = statements.not_attended(self._base, event, part, by, when)
        self._write(visit.store_id, replace(part, came=None, came_by=""), [told])

    def part_of(self, store_id: int, event: Event, person_id: UUID, name: str) -> Attendance:
        """Give somebody's part, a new one with a badge of its own for those who have none yet."""
        with self._database.reading() as connection:
            known = self._events(connection, store_id).part(event.id, person_id)
        fresh = Attendance(event.id, person_id, name, codes.new_badge(), None, None, "", 0)
        return known or fresh

    def _part(self, visit: Visit, event: Event) -> Attendance:
        return self.part_of(visit.store_id, event, visit.person_id, visit.viewer.name)

    def _meet(self, visit: Visit, event: Event, worn: Attendance) -> Encounter:
        """Log that two people met; the second scan is the other side's word."""
        me = visit.person_id
        if worn.person_id == me:
            raise InvalidRequest(Violation("code", _OWN, "hallway"))
        if self._part(visit, event).came is None:
            raise Conflict(_NOT_THERE)
        with self._database.reading() as connection:
            kept = Encounters(connection, self._database.dialect, visit.store_id)
            known = kept.between(event.id, me, worn.person_id)
        if known is None:
            return self._keeping.tell(visit, self._meeting(visit, event, worn))
        if known.other == me and known.state == State.ASKED.value:
            return self._keeping.confirm(visit, known.id)
        return known

    def _meeting(self, visit: Visit, event: Event, worn: Attendance) -> Encounter:
        now = self._rooms.clock()
        pair = " ".join(sorted((str(visit.person_id), str(worn.person_id))))
        return Encounter(
            id=uuid5(_MEETINGS, f"{event.id} {pair} {now}"),
            teller=visit.person_id,
            teller_name=visit.viewer.name,
            other=worn.person_id,
            other_name=worn.name,
            manner=Manner.MET.value,
            channel="hallway",
            minutes=None,
            topic="",
            happened=now,
            state=State.ASKED.value,
            statement_id=None,
            version=1,
            event_id=event.id,
            relation_id=None,
            proposal="",
            word_id=None,
            created=now,
            changed=now,
            gone=None,
        )

    def _write(self, store_id: int, part: Attendance, told: Sequence[Statement]) -> None:
        def work(connection: Connection) -> None:
            self._events(connection, store_id).keep(part)

        self._rooms.record(store_id, told, work)

    def _events(self, connection: Connection, store_id: int) -> Events:
        return Events(connection, self._database.dialect, store_id)


def find(rooms: Rooms, store_id: int, event_id: UUID) -> Event:
    """Raise NotFound."""
    database = rooms.lrs.database
    with database.reading() as connection:
        event = Events(connection, database.dialect, store_id).find(event_id)
    if event is None:
        raise NotFound("There is no such event, or it isn't for this course.")
    return event
