"""fold: from a person's statements to their record. Pure; order and repetition change nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lrs.record import profile_iri as own
from lrs.record.canonical_iri import canonical
from lrs.record.draft import entry as finished
from lrs.record.duplicates import without_duplicates
from lrs.record.entry import Entry, LearnerRecord
from lrs.record.group import Group, ordered
from lrs.record.identity import identity
from lrs.record.kinds import KINDS
from lrs.record.reading import Reading, reading, readings
from lrs.record.rule import Role, RuleTable
from lrs.record.rules import RULES
from lrs.record.sentence import line
from lrs.record.statement_parts import Statement
from lrs.record.vocabulary import ACROSSX

_WORDS = frozenset({own.ATTESTED, ACROSSX + "reported"})
Grouped = defaultdict[tuple[str, str], list[Reading]]


def fold(
    statements: Iterable[Statement], identifiers: frozenset[str], rules: RuleTable = RULES
) -> LearnerRecord:
    """Return the record of the person with these xAPI identifiers. Voided statements are not given to it.

    Statements of others are left out, but what they attested about the person's own counts.
    """
    given = list(statements)
    found = list(readings(given, identifiers, rules))
    attested = _attestations(given)
    made = [
        _entry(kind, key, group, attested, identifiers)
        for (kind, key), group in _grouped(found).items()
    ]
    told_once = without_duplicates(filter(None, made))
    entries = sorted(told_once, key=lambda e: (e.end, e.start, e.id), reverse=True)
    unknown = ordered(reading for reading in found if reading.rule is None)
    lines = tuple(map(line, reversed(unknown)))
    held = {statement.id for entry in entries for statement in entry.statements}
    traces = sum(reading.rule is not None and reading.id not in held for reading in found)
    return LearnerRecord(tuple(entries), lines, traces, rules.version)


def _grouped(found: Iterable[Reading]) -> Grouped:
    """Put readings together that belong to one entry, by kind and key."""
    grouped: Grouped = defaultdict(list)
    for one in found:
        rule = one.rule
        if rule is not None and rule.role is not Role.TRACE:
            grouped[rule.kind, KINDS[rule.kind].key(one)].append(one)
    return grouped


def _entry(
    kind: str,
    key: str,
    found: list[Reading],
    attested: dict[str, list[Reading]],
    identifiers: frozenset[str],
) -> Entry | None:
    confirming = tuple(a for one in found for a in attested.get(one.id, ())) if attested else ()
    group = Group(kind, key, ordered(found), confirming, identifiers)
    draft = KINDS[kind].draft(group)
    return None if draft is None else finished(group, draft)


def _attestations(statements: Iterable[Statement]) -> dict[str, list[Reading]]:
    """Gather what anybody attested or reported, by the id of the statement that they speak of."""
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for one in {a.id: a for a in _attesting(statements)}.values():
        found[one.target].append(one)
    return found


def _attesting(statements: Iterable[Statement]) -> Iterator[Reading]:
    for statement in statements:
        if canonical(statement["verb"]["id"]) in _WORDS:
            target = str(statement["object"].get("id", ""))
            yield reading(statement, identity(statement["actor"]) or "", target, None)
