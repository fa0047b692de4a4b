"""Membership: an organisation's own list of members, tried first, then taken in, and taken back if need be."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs import people
from lrs.clock import now
from lrs.database import Database
from lrs.errors import InvalidRequest, NotFound, Violation
from lrs.member_list import ListedMember, MemberList
from lrs.storage.joins import Joins
from lrs.storage.members import Member, MemberImport, Members

_FEW = 1000  # people, of whom it is quicker to ask than to read the whole list


class Segment(NamedTuple):
    """What some members have in common: a `kind` (group, role or unit), its name, and who of those asked for has it."""

    kind: str
    name: str
    people: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Trial:
    """What taking a list in would do."""

    new: int
    changed: int
    same: int
    faults: int


class Membership:
    """The member lists of the stores; `base_url` is where accounts live that only a list names."""

    def __init__(self, database: Database, base_url: str) -> None:
        self._database = database
        self._home = f"{base_url}/members"

    def of(self, store_id: int, people_ids: Sequence[UUID]) -> list[Member]:
        """Give what lists say about some people."""
        with self._database.reading() as connection:
            return Members(connection, store_id).of(people_ids)

    def all(self, store_id: int) -> list[Member]:
        with self._database.reading() as connection:
            return Members(connection, store_id).all()

    def segments(self, store_id: int, people_ids: Collection[UUID]) -> list[Segment]:
        """Say which groups, roles and units the lists name some people by; joined people by any of their ids."""
        with self._database.reading() as connection:
            known = _names(Joins(connection, store_id).all_in_force(), people_ids)
            kept = Members(connection, store_id)
            listed = kept.of([*known]) if len(known) <= _FEW else kept.all()
        found: defaultdict[tuple[str, str], set[UUID]] = defaultdict(set)
        for member in listed:
            if member.person_id in known:
                for segment in _segments_of(member):
                    found[segment].add(known[member.person_id])
        return [Segment(*key, frozenset(people)) for key, people in sorted(found.items())]

    def imports(self, store_id: int) -> list[MemberImport]:
        """Give the lists that were taken in, newest first."""
        with self._database.reading() as connection:
            return Members(connection, store_id).imports()

    def try_out(self, store_id: int, listed: MemberList) -> Trial:
        """Say what taking a list in would change; nothing is written."""
        with self._database.reading() as connection:
            known = Members(connection, store_id).named(m.member_id for m in listed.members)
        same = sum(_same(m, known[m.member_id]) for m in listed.members if m.member_id in known)
        new = len(listed.members) - len(known)
        return Trial(new, len(known) - same, same, len(listed.faults))

    def take_in(self, store_id: int, file: str, listed: MemberList, by: str) -> MemberImport:
        """Keep what a list says; rows with a fault are left out. Raises InvalidRequest without a row.

        A member is who the list's account or address identifies: a new person at the first meeting,
        never joined with anybody by that.
        """
        if not listed.members:
            message = "No row of this list can be taken in."
            raise InvalidRequest(Violation("file", message, "hallway"))
        met = people.meet_all(self._database, store_id, [self._agent(m) for m in listed.members])
        taken = MemberImport(uuid4(), file, by, now(), len(listed.members))
        rows = [_row(m, who, taken.id) for m, who in zip(listed.members, met, strict=True)]

        def work(connection: Connection) -> MemberImport:
            members = Members(connection, store_id)
            known = members.named(row.member_id for row in rows)
            before = {row.member_id: known.get(row.member_id) for row in rows}
            members.put(rows)
            members.note(taken, _text(before))
            return taken

        return self._database.write(work)

    def take_back(self, store_id: int, import_id: UUID) -> None:
        """Let the members be what they were before a list, the newest first. Raises NotFound."""
        at = now()

        def work(connection: Connection) -> bool:
            members = Members(connection, store_id)
            before = members.take_back(import_id, at)
            if before is None:
                return False
            found = json.loads(before)
            members.remove(found)
            members.put(_read(each) for each in found.values() if each)
            return True

        if not self._database.write(work):
            raise NotFound("There is no such list, or it was taken back already.")

    def _agent(self, member: ListedMember) -> dict[str, object]:
        """Identify by the account that the list names, else the address, else the member id."""
        named: dict[str, object] = {"name": member.name} if member.name else {}
        if member.account:
            home_page, name = member.account
            return {**named, "account": {"homePage": home_page, "name": name}}
        if member.email:
            return {**named, "mbox": f"mailto:{member.email}"}
        return {**named, "account": {"homePage": self._home, "name": member.member_id}}


def _segments_of(member: Member) -> Iterator[tuple[str, str]]:
    yield from (("group", name) for name in member.groups)
    yield from (("role", name) for name in member.roles)
    if member.unit:
        yield "unit", member.unit


def _names(into: Mapping[UUID, UUID], people_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Map every id of these people, joined ones included, to the id by which they are asked for; the first given wins."""

    def head(person: UUID) -> UUID:
        while person in into:
            person = into[person]
        return person

    asked: dict[UUID, UUID] = {}
    for person in people_ids:
        asked.setdefault(head(person), person)
    every = {*people_ids, *asked, *(each for each in into if head(each) in asked)}
    return {each: asked[head(each)] for each in every}


def _row(listed: ListedMember, person_id: UUID, import_id: UUID) -> Member:
    return Member(
        listed.member_id,
        person_id,
        listed.email,
        listed.name,
        listed.groups,
        listed.roles,
        listed.unit,
        import_id,
    )


def _same(listed: ListedMember, known: Member) -> bool:
    names = ("email", "name", "groups", "roles", "unit")
    return all(getattr(listed, name) == getattr(known, name) for name in names)


def _text(before: dict[str, Member | None]) -> str:
    return json.dumps({name: asdict(m) if m else None for name, m in before.items()}, default=str)


def _read(said: dict[str, Any]) -> Member:
    return Member(
        said["member_id"],
        UUID(said["person_id"]),
        said["email"],
        said["name"],
        tuple(said["groups"]),
        tuple(said["roles"]),
        said["unit"],
        UUID(said["import_id"]),
    )
