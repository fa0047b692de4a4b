"""Joining: who decides that identities are one person, and how that is undone."""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.errors import InvalidRequest, NotFound, TooManyAttempts, Violation
from lrs.herald import IDENTITIES, Herald, News
from lrs.record.same_person import Known, likenesses
from lrs.storage.join_codes import JoinCodes
from lrs.storage.joins import Join, Joins
from lrs.storage.members import Members
from lrs.storage.people import People, Person

ADMINISTRATOR, RULE, LEARNER = "administrator", "rule", "learner"
_MINUTE = 60_000_000
CODE_MINUTES = 15
_MOST_WRONG = 10
_JOINED = "Your record now includes what you did as {}"
_PARTED = "Your record no longer includes what was done as {}"
_UNDONE = "Both have exactly the records that they had before."
# No letter looks or sounds like another.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 10


class Suggestion(NamedTuple):
    """Two people who may be one, and why; somebody has to decide."""

    first: Person
    second: Person
    reason: str


class PersonJoins:
    """Joins people of a store and parts them again; every step is kept."""

    def __init__(self, database: Database, herald: Herald) -> None:
        self._database = database
        self._herald = herald

    def join(
        self, store_id: int, person_id: UUID, into_id: UUID, by: str, reason: str
    ) -> Join | None:
        """Let an administrator say that two are one; None when they are already.

        Raises NotFound for a stranger and InvalidRequest without a reason.
        """
        if not reason.strip():
            raise InvalidRequest(_rule("reason", "Say how you know that they are one person."))
        return self._join(store_id, person_id, into_id, (ADMINISTRATOR, by, reason.strip()))

    def join_by_rule(
        self, store_id: int, pairs: Iterable[tuple[UUID, UUID, str]], by: str
    ) -> list[Join]:
        """Join pairs (person, into, reason) as a trusted rule says, but never whom somebody parted."""
        with self._database.reading() as connection:
            parted = Joins(connection, store_id).undone_pairs()
        made = [
            self._join(store_id, person, into, (RULE, by, reason))
            for person, into, reason in pairs
            if frozenset((person, into)) not in parted
        ]
        return [join for join in made if join]

    def undo(self, store_id: int, join_id: UUID, by: str) -> Join:
        """Part two people again: both have exactly the records that they had. Raises NotFound."""

        def work(connection: Connection) -> Join | None:
            joins = Joins(connection, store_id)
            parted = joins.find(join_id) if joins.undo(join_id, by, now()) else None
            if parted:
                self._tell(connection, store_id, replace(parted, by=by, reason=_UNDONE), _PARTED)
            return parted

        found = self._database.write(work)
        if found is None:
            raise NotFound("There is no such join, or it was undone already.")
        return found

    def of(self, store_id: int, person: Person) -> list[Join]:
        """Give the joins that a person was part of, undone ones too, newest first."""
        with self._database.reading() as connection:
            return Joins(connection, store_id).of(person.joined or (person.id,))

    def latest(self, store_id: int, limit: int = 50) -> list[Join]:
        with self._database.reading() as connection:
            return Joins(connection, store_id).latest(limit)

    def code_for(self, store_id: int, person_id: UUID) -> str:
        """Give a code that this person shows to themselves on another side, for some minutes."""
        code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        until = now() + CODE_MINUTES * _MINUTE

        def work(connection: Connection) -> None:
            JoinCodes(connection, store_id).add(_hashed(code), person_id, until)

        self._database.write(work)
        return f"{code[:5]}-{code[5:]}"

    def confirm(self, store_id: int, person_id: UUID, code: str) -> Join | None:
        """Join who types a code with who was shown it; None when they are one already.

        Raises InvalidRequest for a wrong or old code, TooManyAttempts after ten of these.
        """
        plain = "".join(letter for letter in code.upper() if letter in _LETTERS)
        at = now()

        def take(connection: Connection) -> UUID | None:
            codes = JoinCodes(connection, store_id)
            if codes.failures(person_id, at - CODE_MINUTES * _MINUTE) >= _MOST_WRONG:
                raise TooManyAttempts("Too many wrong codes. Wait a quarter of an hour.")
            found = codes.take(_hashed(plain), at)
            if found is None:
                codes.fail(person_id, at)
            return found

        shown_to = self._database.write(take)
        if shown_to is None:
            raise InvalidRequest(_rule("code", "No such code, or it is too old. Show a new one."))
        words = "signed in on both sides, by a code shown on one and typed on the other"
        return self._join(store_id, person_id, shown_to, (LEARNER, str(person_id), words))

    def suggestions(self, store_id: int) -> list[Suggestion]:
        """Give pairs for somebody to decide on; whom somebody parted is not suggested again."""
        with self._database.reading() as connection:
            everybody = list(People(connection, self._database.dialect, store_id).every())
            joins = Joins(connection, store_id)
            heads = {p: g[0] for g in _groups(joins, everybody) for p in g}
            parted = joins.undone_pairs()
            listed = Members(connection, store_id).ids_by_person()
        known = [_known(person, listed.get(person.id, ())) for person in everybody]
        found = [
            Suggestion(everybody[a], everybody[b], reason) for a, b, reason in likenesses(known)
        ]
        return [
            each
            for each in found
            if heads[each.first.id] != heads[each.second.id]
            and frozenset((each.first.id, each.second.id)) not in parted
        ]

    def _join(
        self, store_id: int, person_id: UUID, into_id: UUID, how: tuple[str, str, str]
    ) -> Join | None:
        """Join the heads of two groups in one transaction."""
        join_id, at = uuid4(), now()

        def work(connection: Connection) -> Join | None:
            # The line in which statements stand, so that two joins at once make no ring.
            self._database.dialect.order_appends(connection, store_id)
            joins = Joins(connection, store_id)
            for each in (person_id, into_id):
                if People(connection, self._database.dialect, store_id).alone(each) is None:
                    raise NotFound("There is no such person in this store.")
            one, other = joins.group(person_id)[0], joins.group(into_id)[0]
            if one == other:
                return None
            join = Join(join_id, one, other, *how, at)
            joins.add(join)
            if join.how != RULE:
                self._tell(connection, store_id, join, _JOINED)
            return join

        return self._database.write(work)

    def _tell(self, connection: Connection, store_id: int, join: Join, said: str) -> None:
        """Let both sides know; not when a rule joins, which may be thousands at once."""
        known = People(connection, self._database.dialect, store_id)
        for one, other in ((join.person_id, join.into_id), (join.into_id, join.person_id)):
            them = known.alone(other)
            title = said.format(them.name if them and them.name else "somebody without a name")
            by = "you" if by_learner(join.by) else join.by
            news = News((one,), f"join/{join.id}", title, join.reason, by, IDENTITIES)
            self._herald.tell(connection, store_id, news)


def by_learner(by: str) -> bool:
    """Tell a learner, who is noted by their id, from staff."""
    try:
        return bool(UUID(by))
    except ValueError:
        return False


def _groups(joins: Joins, everybody: list[Person]) -> list[tuple[UUID, ...]]:
    joined = joins.all_in_force()
    heads = [person.id for person in everybody if person.id not in joined]
    return list(joins.groups(heads).values()) if joined else [(head,) for head in heads]


def _known(person: Person, member_ids: Iterable[str]) -> Known:
    return Known(tuple(each.identifier for each in person.identities), tuple(member_ids))


def _hashed(code: str) -> bytes:
    return hmac.digest(b"hallway join code", code.encode(), sha256)


def _rule(field: str, message: str) -> Violation:
    return Violation(field, message, "hallway")
