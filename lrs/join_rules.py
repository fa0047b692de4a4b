"""Trusted rules: platforms whose accounts an administrator believes when they say who somebody is."""

from collections.abc import Iterator, Sequence
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.errors import InvalidRequest, NotFound, Violation
from lrs.joining import PersonJoins
from lrs.storage.join_rules import ACCOUNT, MEMBER, JoinRule, StoredRules
from lrs.storage.joins import Join
from lrs.storage.members import Members
from lrs.storage.people import People, Person
from lrs.xapi import identifier

Pairs = Iterator[tuple[UUID, UUID, str]]


class JoinRules:
    """The rules of the stores, and joining by them."""

    def __init__(self, database: Database, joins: PersonJoins) -> None:
        self._database = database
        self._joins = joins

    def add(self, store_id: int, by: str, home_page: str, matches: str, other: str = "") -> None:
        """Trust the accounts of `home_page`: their names are member ids, or names on `other` too.

        Raises InvalidRequest for a rule that says neither.
        """
        home_page, other = home_page.strip(), other.strip()
        if "://" not in home_page or matches not in (MEMBER, ACCOUNT):
            raise _wrong("home_page", "Give the address that stands in the accounts as homePage.")
        if matches == ACCOUNT and ("://" not in other or other == home_page):
            raise _wrong("other", "Give the home page of the other system.")
        rule = JoinRule(uuid4(), home_page, matches, other, by, now())
        self._database.write(lambda connection: StoredRules(connection, store_id).add(rule))

    def all(self, store_id: int) -> Sequence[JoinRule]:
        with self._database.reading() as connection:
            return StoredRules(connection, store_id).all()

    def remove(self, store_id: int, rule_id: UUID) -> None:
        """Trust no more; what was joined stays. Raises NotFound."""

        def work(connection: Connection) -> bool:
            return StoredRules(connection, store_id).remove(rule_id, now())

        if not self._database.write(work):
            raise NotFound("There is no such rule.")

    def apply(self, store_id: int) -> list[Join]:
        """Join everybody whom the rules join, except those whom somebody parted."""
        rules = self.all(store_id)
        if not rules:
            return []
        with self._database.reading() as connection:
            everybody = list(People(connection, self._database.dialect, store_id).every())
            members = {m.member_id: m.person_id for m in Members(connection, store_id).all()}
        accounts = {pair: person.id for person in everybody for pair in _accounts(person)}
        return [
            join
            for rule in rules
            for join in self._joins.join_by_rule(
                store_id, _pairs(rule, accounts, members), f"rule of {rule.by}"
            )
        ]


def _pairs(
    rule: JoinRule, accounts: dict[tuple[str, str], UUID], members: dict[str, UUID]
) -> Pairs:
    """Yield whom a rule joins: (person, into, why)."""
    for (home_page, name), person_id in sorted(accounts.items()):
        if home_page != rule.home_page:
            continue
        if rule.matches == MEMBER and name in members:
            yield person_id, members[name], f"{home_page} is trusted: {name} is a member id"
        elif rule.matches == ACCOUNT and (rule.other, name) in accounts:
            reason = f"{home_page} is trusted: {name} is {name} on {rule.other}"
            yield person_id, accounts[rule.other, name], reason


def _accounts(person: Person) -> Iterator[tuple[str, str]]:
    for each in person.identities:
        account = identifier.agent(each.identifier).get("account")
        if account:
            yield str(account["homePage"]), str(account["name"])


def _wrong(field: str, message: str) -> InvalidRequest:
    return InvalidRequest(Violation(field, message, "hallway"))
