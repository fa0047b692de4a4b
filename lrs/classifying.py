"""Classifying: which rules a store goes by, what a change would do, and what no rule knows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, select

from lrs.clock import now
from lrs.database import Database
from lrs.errors import NotFound
from lrs.record.canonical_iri import canonical
from lrs.record.entry import LearnerRecord
from lrs.record.fold import fold
from lrs.record.rule import RuleTable
from lrs.record.rule_changes import table, with_change
from lrs.record.rule_preview import Preview, preview
from lrs.record.rules import RULES
from lrs.record.statement_parts import activity_type, context_activities
from lrs.storage.payloads import Payloads
from lrs.storage.people import People
from lrs.storage.rule_versions import AS_IT_COMES, RuleVersion, RuleVersions
from lrs.storage.statements import Statements
from lrs.storage.tables import statements

PEOPLE_PREVIEWED = 200
STATEMENTS_PREVIEWED = 10_000  # some seconds of folding, while somebody waits for the page
NEWEST_LOOKED_AT = 5000


class Unknown(NamedTuple):
    """A sort of statement that no rule knows, how often it came lately, and one of them."""

    verb: str
    type: str
    times: int
    sample: str


def rules_of(connection: Connection, store_id: int) -> RuleTable:
    """Give the table by which the records of a store are folded."""
    active = RuleVersions(connection, store_id).active()
    return table(active.version, active.changes) if active.version else RULES


class Classification:
    """The tables of rules of the stores, version by version."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def active(self, store_id: int) -> RuleVersion:
        with self._database.reading() as connection:
            return RuleVersions(connection, store_id).active()

    def versions(self, store_id: int) -> Sequence[RuleVersion]:
        """Give all versions, newest first; the last is the table as Hallway brings it."""
        with self._database.reading() as connection:
            return [*RuleVersions(connection, store_id).all(), AS_IT_COMES]

    def rules(self, store_id: int) -> RuleTable:
        with self._database.reading() as connection:
            return rules_of(connection, store_id)

    def draft(self, store_id: int, change: Mapping[str, str], note: str, by: str) -> int:
        """Keep a version with one more change than the active one, which nothing goes by yet.

        Raises InvalidRequest for a change that makes no sense.
        """
        changes = with_change(self.active(store_id).changes, change)
        table(0, changes)
        at = now()
        return self._database.write(
            lambda connection: RuleVersions(connection, store_id).add(changes, note, by, at)
        )

    def activate(self, store_id: int, version: int, by: str) -> None:
        """Let all records follow a version from now on; 0 goes back to the table as it comes."""
        at = now()

        def work(connection: Connection) -> bool:
            versions = RuleVersions(connection, store_id)
            if not version:
                return versions.activate(versions.add("[]", AS_IT_COMES.note, by, at), at)
            return versions.activate(version, at)

        if not self._database.write(work):
            raise NotFound("There is no such version of the rules.")

    def preview(self, store_id: int, version: int) -> Preview:
        """Fold some records by the active table and by this one, the first by name; raises NotFound."""
        with self._database.reading() as connection:
            found = RuleVersions(connection, store_id).find(version)
            if found is None:
                raise NotFound("There is no such version of the rules.")
            tables = rules_of(connection, store_id), table(found.version, found.changes)
            people = People(connection, self._database.dialect, store_id).count()
            return preview(self._pairs(connection, store_id, tables), people)

    def unknown(self, store_id: int) -> list[Unknown]:
        """Give what no rule knows among the newest statements, the most frequent first."""
        counts: Counter[tuple[str, str]] = Counter()
        samples: dict[tuple[str, str], str] = {}
        with self._database.reading() as connection:
            rules = rules_of(connection, store_id)
            for payload in _newest(connection, store_id):
                statement = orjson.loads(payload)
                sort = _sort(statement)
                categories = [each["id"] for each in context_activities(statement, "category")]
                platform = (statement.get("context") or {}).get("platform", "")
                if rules.find(*sort, categories, platform) is None:
                    counts[sort] += 1
                    samples.setdefault(sort, str(statement["id"]))
        return [Unknown(*sort, count, samples[sort]) for sort, count in counts.most_common()]

    def _pairs(
        self, connection: Connection, store_id: int, tables: tuple[RuleTable, RuleTable]
    ) -> Iterator[tuple[LearnerRecord, LearnerRecord]]:
        kept = Statements(connection, self._database.dialect, store_id)
        people = People(connection, self._database.dialect, store_id)
        looked_at = 0
        for person in people.page("", None, PEOPLE_PREVIEWED):
            known = frozenset(each.identifier for each in person.identities)
            found = [orjson.loads(payload) for payload in kept.about(known)]
            before, after = (fold(found, known, rules) for rules in tables)
            yield before, after
            looked_at += len(found)
            if looked_at >= STATEMENTS_PREVIEWED:
                return


def _newest(connection: Connection, store_id: int) -> Iterator[bytes]:
    payloads = Payloads(connection, store_id)
    query = (
        select(statements.c.stored, statements.c.payload)
        .where(statements.c.store_id == store_id, statements.c.voided.is_(False))
        .order_by(statements.c.stored.desc())
        .limit(NEWEST_LOOKED_AT)
    )
    for row in connection.execute(query):
        yield payloads.text(*row)


def _sort(statement: dict[str, Any]) -> tuple[str, str]:
    """Give the canonical verb and the type of the object."""
    thing, verb = statement["object"], canonical(statement["verb"]["id"])
    what = str(thing.get("objectType", "Activity"))
    return verb, canonical(activity_type(thing)) if what == "Activity" else what
