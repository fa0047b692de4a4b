"""Keeping encounters: tell of a talk, agree to it or not, take it back. Each is one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from lrs import Conflict, NotFound
from lrs.telling import Json, Statement
from lti_tool.network.encounters import asked, statements
from lti_tool.network.encounters.encounter import Encounter, Manner, State
from lti_tool.network.encounters.statements import Sides
from lti_tool.network.encounters.storage import Encounters
from lti_tool.network.events.storage import Events
from lti_tool.network.mentorings.storage import Mentorings
from lti_tool.network.wishes import Wishes
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice, item_id
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_GONE = "There is no such talk, or it isn't yours to answer."
_NOT_NOW = "This was answered already. Look again, then decide."
_AT_ONCE = 200
_DID = {
    Manner.TALKED.value: "talked with you",
    Manner.MET.value: "met you",
    Manner.MENTORED.value: "had a mentoring session with you",
}


class Change(NamedTuple):
    """What is written in one transaction; `notices` may be put, and `answered` are kinds of notices that are done."""

    before: Encounter | None
    after: Encounter
    statements: Sequence[Statement]
    notices: Sequence[Notice] = ()
    read: Sequence[tuple[UUID, UUID]] = ()


class Keeping:
    """What people do about encounters."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._base = rooms.lrs.settings.base_url

    def tell(self, visit: Visit, encounter: Encounter) -> Encounter:
        """Keep and tell a new one, once; the other side is asked, unless they don't want to be named."""
        known = self._find(visit.store_id, encounter.id)
        if known is not None:
            return known
        made = self._respectful(visit.store_id, encounter)
        notices = [_ask(made)] if made.state == State.ASKED.value else []
        made = replace(made, statement_id=statements.id_of(self._base, made))
        told = self._told(visit.store_id, made)
        self._write(visit.store_id, [Change(None, made, [told], notices)])
        return made

    def confirm(self, visit: Visit, encounter_id: UUID) -> Encounter:
        """Agree as the other side: the talk is told anew with them in it, and they attest it."""
        before = self.asked_of(visit, encounter_id)
        return self._agree(visit, before, replace(before, state=State.CONFIRMED.value))

    def decline(self, visit: Visit, encounter_id: UUID) -> None:
        """Say no as the other side: it stays the teller's word, and names nobody any more."""
        before = self.asked_of(visit, encounter_id)
        self._write(visit.store_id, [self._without_them(visit.store_id, before, State.DECLINED)])

    def correct(self, visit: Visit, encounter_id: UUID, said: asked.Told) -> None:
        """Remember it differently as the other side; the teller is asked."""
        before = self.asked_of(visit, encounter_id)
        text = asked.written(said._replace(manner=before.manner))
        after = self._changed(before, state=State.CORRECTED.value, proposal=text)
        notices = [_ask_back(after, visit.viewer.name)]
        read = [(visit.person_id, _item(visit.person_id, before))]
        self._write(visit.store_id, [Change(before, after, [], notices, read)])

    def accept(self, visit: Visit, encounter_id: UUID) -> Encounter:
        """Agree as the teller to what the other side remembers."""
        before = self._find(visit.store_id, encounter_id)
        if before is None or before.teller != visit.person_id:
            raise NotFound(_GONE)
        if before.state != State.CORRECTED.value:
            raise Conflict(_NOT_NOW)
        said = asked.proposed(before.proposal)
        after = replace(before, **said._asdict(), state=State.CONFIRMED.value, proposal="")
        return self._agree(visit, before, after)

    def remove(self, visit: Visit, encounter_id: UUID) -> None:
        """Take it back as the teller: what was told is voided, the row stays for the audit."""
        before = self._find(visit.store_id, encounter_id)
        if before is None or before.teller != visit.person_id:
            raise NotFound(_GONE)
        after = self._changed(before, gone=self._rooms.clock())
        voids = self._voids(visit.store_id, before)
        read = [(p, _item(p, before)) for p in (before.teller, before.other) if p]
        self._write(visit.store_id, [Change(before, after, voids, (), read)])

    def forget(self, visit: Visit) -> int:
        """Take this person out of all that others told; gives how many that were."""
        done = 0
        while found := self._naming(visit.store_id, visit.person_id):
            changes = [self._without_them(visit.store_id, each, State.NAMELESS) for each in found]
            self._write(visit.store_id, changes)
            done += len(found)
        return done

    def asked_of(self, visit: Visit, encounter_id: UUID) -> Encounter:
        """Raise NotFound unless this visitor is the other side, Conflict when they have answered."""
        found = self._find(visit.store_id, encounter_id)
        if found is None or found.other != visit.person_id:
            raise NotFound(_GONE)
        if found.state != State.ASKED.value:
            raise Conflict(_NOT_NOW)
        return found

    def _agree(self, visit: Visit, before: Encounter, after: Encounter) -> Encounter:
        """Tell it with both sides in it; the word of the one who was asked makes it peer-confirmed."""
        store_id, told = visit.store_id, self._changed(after, version=before.version + 1)
        told = replace(told, statement_id=statements.id_of(self._base, told))
        sides = self._sides(store_id, told)
        word = statements.attested(self._base, told, sides.other, self._moment())
        told = replace(told, word_id=UUID(word["id"]))
        batch = [
            *self._voids(store_id, before),
            statements.told(self._base, told, sides),
            word,
        ]
        read = [(p, _item(p, before)) for p in (before.teller, before.other) if p]
        self._write(store_id, [Change(before, told, batch, (), read)])
        return told

    def _respectful(self, store_id: int, encounter: Encounter) -> Encounter:
        """Take the name of somebody off who doesn't want to be named."""
        if encounter.other is None:
            return replace(encounter, state=State.SAID.value)
        with self._database.reading() as connection:
            wishes = Wishes(connection, self._database.dialect, store_id)
            wish = wishes.of(encounter.other)
        if wish.named:
            return encounter
        return replace(encounter, other=None, other_name="", state=State.NAMELESS.value)

    def _without_them(self, store_id: int, before: Encounter, state: State) -> Change:
        """Tell it anew without the other side."""
        after = self._changed(
            before, state=state.value, other=None, other_name="", proposal="", word_id=None
        )
        after = replace(after, version=before.version + 1)
        after = replace(after, statement_id=statements.id_of(self._base, after))
        batch = [*self._voids(store_id, before), self._told(store_id, after)]
        read = [(p, _item(p, before)) for p in (before.teller, before.other) if p]
        return Change(before, after, batch, (), read)

    def _told(self, store_id: int, encounter: Encounter) -> Statement:
        return statements.told(self._base, encounter, self._sides(store_id, encounter))

    def _sides(self, store_id: int, encounter: Encounter) -> Sides:
        """Identify the other side only once they agreed."""
        lrs, database = self._rooms.lrs, self._database
        [teller] = lrs.agents(store_id, [encounter.teller])
        other = statements.unknown(self._base, encounter)
        if encounter.is_confirmed and encounter.other is not None:
            [known] = lrs.agents(store_id, [encounter.other])
            other = _named(known, encounter.other_name)
        with database.reading() as connection:
            events = Events(connection, database.dialect, store_id)
            event = events.find(encounter.event_id) if encounter.event_id else None
            pairs = Mentorings(connection, store_id)
            pair = pairs.find(encounter.relation_id) if encounter.relation_id else None
        return Sides(
            _named(teller, encounter.teller_name),
            other,
            event.activity(self._base) if event else None,
            pair.activity(self._base) if pair else None,
        )

    def _voids(self, store_id: int, before: Encounter) -> list[Statement]:
        by = self._rooms.lrs.own_access(store_id).authority
        told = [target for target in (before.statement_id, before.word_id) if target]
        return [statements.voided(self._base, each, by, self._moment()) for each in told]

    def _write(self, store_id: int, changes: Sequence[Change]) -> None:
        now = self._rooms.clock()

        def work(connection: Connection) -> None:
            kept = Encounters(connection, self._database.dialect, store_id)
            inbox = Inbox(connection, self._database.dialect, store_id)
            for change in changes:
                if change.before is None:
                    kept.add(change.after)
                else:
                    kept.replace(change.before, change.after)
                inbox.put(change.notices, now)
                for person_id, notice_id in change.read:
                    inbox.read(person_id, notice_id, now)

        self._rooms.record(store_id, [s for c in changes for s in c.statements], work)

    def _find(self, store_id: int, encounter_id: UUID) -> Encounter | None:
        with self._database.reading() as connection:
            return Encounters(connection, self._database.dialect, store_id).find(encounter_id)

    def _naming(self, store_id: int, person_id: UUID) -> list[Encounter]:
        with self._database.reading() as connection:
            kept = Encounters(connection, self._database.dialect, store_id)
            return kept.naming(person_id, _AT_ONCE)

    def _changed(self, encounter: Encounter, **values: Any) -> Encounter:
        return replace(encounter, changed=self._rooms.clock(), **values)

    def _moment(self) -> datetime:
        return self._rooms.moment()


def _named(agent: Json, name: str) -> Json:
    return {**agent, "objectType": "Agent", **({"name": name} if name else {})}


def _item(person_id: UUID, encounter: Encounter) -> UUID:
    return item_id(person_id, "confirm", f"encounters/{encounter.id}")


def _ask(encounter: Encounter) -> Notice:
    if encounter.other is None:
        raise ValueError("nobody can be asked")
    return Notice(
        encounter.other,
        "confirm",
        f"{encounter.teller_name or 'Somebody'} says: {_DID[encounter.manner]}",
        "/app/network",
        encounter.teller_name,
        f"encounters/{encounter.id}",
    )


def _ask_back(encounter: Encounter, name: str) -> Notice:
    return Notice(
        encounter.teller,
        "confirm",
        f"{name or 'Somebody'} remembers your talk differently",
        "/app/network",
        name,
        f"encounters/{encounter.id}",
    )
