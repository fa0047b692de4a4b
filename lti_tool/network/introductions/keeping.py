"""Keeping introductions: bring two people together, agree to it or not, take it back. Each is one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from lrs import Conflict, NotFound
from lrs.telling import Json, Statement
from lti_tool.network.encounters.encounter import State
from lti_tool.network.encounters.statements import voided
from lti_tool.network.introductions import statements
from lti_tool.network.introductions.introduction import Introduction, Side
from lti_tool.network.introductions.storage import Introductions
from lti_tool.network.wishes import Wishes
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice, item_id
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

PAGE = "/app/network/introductions"
_GONE = "There is no such introduction, or it isn't yours to answer."
_NOT_NOW = "You answered this already."
_AT_ONCE = 200


class _Change(NamedTuple):
    """What is written in one transaction; `read` are the people whose notice is done."""

    before: Introduction | None
    after: Introduction
    statements: Sequence[Statement]
    notices: Sequence[Notice] = ()
    read: Sequence[UUID] = ()


class Keeping:
    """What people do about introductions."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._base = rooms.lrs.settings.base_url

    def tell(self, store_id: int, made: Introduction) -> Introduction:
        """Keep and tell a new one, once; the two are asked, unless one doesn't want to be named."""
        known = self._find(store_id, made.id)
        if known is not None:
            return known
        made = self._respectful(store_id, made)
        change = self._anew(store_id, None, made)
        self._write(store_id, [change._replace(notices=[*_asking(made)])])
        return change.after

    def confirm(self, visit: Visit, introduction_id: UUID) -> None:
        """Agree as one of the two: it is told anew with them in it, and they attest it."""
        before, side = self._asked_of(visit, introduction_id)
        yes = side._replace(state=State.CONFIRMED.value)
        after = before.with_side(visit.person_id, yes)
        change = self._anew(visit.store_id, before, after)
        notices = [_agreed(after, visit)]
        self._write(visit.store_id, [change._replace(notices=notices, read=[visit.person_id])])

    def decline(self, visit: Visit, introduction_id: UUID) -> None:
        """Say no as one of the two: it names them no more."""
        before, side = self._asked_of(visit, introduction_id)
        after = before.with_side(visit.person_id, side.without_name(State.DECLINED))
        change = self._anew(visit.store_id, before, after)
        self._write(visit.store_id, [change._replace(read=[visit.person_id])])

    def remove(self, visit: Visit, introduction_id: UUID) -> None:
        """Take it back as the teller: what was told is voided, the row stays for the audit."""
        before = self.own(visit, introduction_id)
        after = replace(before, gone=self._rooms.clock())
        people = [side.person_id for side in before.sides if side.person_id]
        voids = self._voids(visit.store_id, before)
        self._write(visit.store_id, [_Change(before, after, voids, (), people)])

    def forget(self, visit: Visit) -> int:
        """Take this person out of all introductions that others told; gives how many those were."""
        me, done = visit.person_id, 0
        while found := self._naming(visit.store_id, me):
            changes = [self._without(visit.store_id, each, me) for each in found]
            self._write(visit.store_id, changes)
            done += len(found)
        return done

    def own(self, visit: Visit, introduction_id: UUID) -> Introduction:
        """Raise NotFound unless this visitor told it."""
        found = self._find(visit.store_id, introduction_id)
        if found is None or found.teller != visit.person_id:
            raise NotFound("There is no such introduction, or it isn't yours.")
        return found

    def _asked_of(self, visit: Visit, introduction_id: UUID) -> tuple[Introduction, Side]:
        """Raise NotFound unless this visitor is one of the two, Conflict when they have answered."""
        found = self._find(visit.store_id, introduction_id)
        side = found.side_of(visit.person_id) if found else None
        if found is None or side is None:
            raise NotFound(_GONE)
        if side.state != State.ASKED.value:
            raise Conflict(_NOT_NOW)
        return found, side

    def _without(self, store_id: int, before: Introduction, person_id: UUID) -> _Change:
        side = before.side_of(person_id)
        gone = side.without_name(State.NAMELESS) if side else before.sides[0]
        change = self._anew(store_id, before, before.with_side(person_id, gone))
        return change._replace(read=[person_id])

    def _respectful(self, store_id: int, made: Introduction) -> Introduction:
        """Take the name of those off who don't want to be named; then the other isn't asked either."""
        with self._database.reading() as connection:
            off = Wishes(connection, self._database.dialect, store_id).unwilling("named")
        if not any(side.person_id in off for side in made.sides):
            return made
        one, two = (
            side.without_name(State.NAMELESS)
            if side.person_id in off
            else side._replace(state=State.SAID.value)
            for side in made.sides
        )
        return replace(made, sides=(one, two))

    def _anew(self, store_id: int, before: Introduction | None, after: Introduction) -> _Change:
        """Tell it in its present version; those who agreed are identified, and attest it."""
        version = before.version + 1 if before else 1
        told = replace(after, version=version, changed=self._rooms.clock())
        told = replace(told, statement_id=statements.id_of(self._base, told))
        agents = self._agents(store_id, told)
        words = [
            statements.attested(self._base, told, person_id, agents[person_id], self._moment())
            for side in told.sides
            if side.is_confirmed and (person_id := side.person_id)
        ]
        told = replace(told, words=tuple(UUID(word["id"]) for word in words))
        voids = self._voids(store_id, before) if before else []
        return _Change(before, told, [*voids, self._told(told, agents), *words])

    def _told(self, told: Introduction, agents: dict[UUID, Json]) -> Statement:
        one, two = (
            agents[side.person_id] if side.is_confirmed and side.person_id else stranger
            for side, stranger in zip(
                told.sides, statements.strangers(self._base, told), strict=True
            )
        )
        return statements.told(self._base, told, agents[told.teller], (one, two))

    def _agents(self, store_id: int, told: Introduction) -> dict[UUID, Json]:
        named = {s.person_id: s.name for s in told.sides if s.person_id and s.is_confirmed}
        named[told.teller] = told.teller_name
        found = self._rooms.lrs.agents(store_id, list(named))
        return {
            person_id: {**agent, "objectType": "Agent", **({"name": name} if name else {})}
            for (person_id, name), agent in zip(named.items(), found, strict=True)
        }

    def _voids(self, store_id: int, before: Introduction) -> list[Statement]:
        by = self._rooms.lrs.own_access(store_id).authority
        told = [target for target in (before.statement_id, *before.words) if target]
        return [voided(self._base, each, by, self._moment()) for each in told]

    def _write(self, store_id: int, changes: Sequence[_Change]) -> None:
        now = self._rooms.clock()

        def work(connection: Connection) -> None:
            kept = Introductions(connection, self._database.dialect, store_id)
            inbox = Inbox(connection, self._database.dialect, store_id)
            for change in changes:
                if change.before is None:
                    kept.add(change.after)
                else:
                    kept.replace(change.before, change.after)
                inbox.put(change.notices, now)
                for person_id in change.read:
                    inbox.read(person_id, item_id(person_id, "confirm", _about(change.after)), now)

        self._rooms.record(store_id, [s for c in changes for s in c.statements], work)

    def _find(self, store_id: int, introduction_id: UUID) -> Introduction | None:
        with self._database.reading() as connection:
            return Introductions(connection, self._database.dialect, store_id).find(introduction_id)

    def _naming(self, store_id: int, person_id: UUID) -> list[Introduction]:
        with self._database.reading() as connection:
            kept = Introductions(connection, self._database.dialect, store_id)
            return kept.naming(person_id, _AT_ONCE)

    def _moment(self) -> datetime:
        return self._rooms.moment()


def _about(made: Introduction) -> str:
    return f"introductions/{made.id}"


def _asking(made: Introduction) -> list[Notice]:
    by = made.teller_name or "Somebody"
    return [
        Notice(
            side.person_id,
            "confirm",
            f"{by} introduces {made.beside(side.person_id).name or 'somebody'} to you",
            PAGE,
            made.teller_name,
            _about(made),
            words=made.topic,
        )
        for side in made.sides
        if side.person_id and side.state == State.ASKED.value
    ]


def _agreed(made: Introduction, visit: Visit) -> Notice:
    title = f"{visit.viewer.name or 'Somebody'} is glad that you introduced {made.names}"
    about = f"{_about(made)}/{visit.person_id}"
    return Notice(made.teller, "confirm", title, PAGE, visit.viewer.name, about)
