"""A projection: somebody's record as it grows. What comes is folded with what it touches, and with nothing else. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from lrs.record import profile_iri as own
from lrs.record.canonical_iri import canonical
from lrs.record.draft import entry as finished
from lrs.record.duplicates import without_duplicates
from lrs.record.entry import Entry, LearnerRecord, StatementLine
from lrs.record.group import Group, ordered
from lrs.record.identity import identity
from lrs.record.kinds import KINDS
from lrs.record.reading import Reading, reading, readings, statement_id
from lrs.record.rule import Role, RuleTable
from lrs.record.sentence import line
from lrs.record.statement_parts import Statement
from lrs.record.vocabulary import ACROSSX

_WORDS = frozenset({own.ATTESTED, ACROSSX + "reported"})
Name = TypeVar("Name")
Value = TypeVar("Value")
Key = tuple[str, str]
Fetch = Callable[[Collection[str]], Iterable[Statement]]


class Part(NamedTuple):
    """The ids of all statements of one kind and key, and the entry that they make, if they make one."""

    ids: frozenset[str]
    entry: Entry | None


class Projection(NamedTuple):
    """What is known of somebody: parts by kind and key, what no rule knows, what is known and no learning.

    `words` are the ids of what anybody attested, by the id of the statement that they speak of.
    """

    parts: Mapping[Key, Part]
    unknown: Mapping[str, StatementLine]
    traces: frozenset[str]
    words: Mapping[str, frozenset[str]]


class Whose(NamedTuple):
    """Whose record it is, by their xAPI identifiers, and by which rules."""

    identifiers: frozenset[str]
    rules: RuleTable


EMPTY = Projection({}, {}, frozenset(), {})


def advanced(
    projection: Projection,
    whose: Whose,
    came: Iterable[Statement],
    gone: Collection[str] = (),
    fetch: Fetch = lambda _ids: (),
) -> Projection:
    """Take in the statements that came, and let go of those, by id, that were voided.

    `fetch` gives earlier statements by their ids. It is the same projection in whatever steps and order.
    """
    lost = frozenset(gone)
    new = {i: s for s in came if (i := statement_id(s)) not in lost}
    if projection is not EMPTY:
        known = _ids(projection)
        new = {i: s for i, s in new.items() if i not in known}
    found = list(readings(new.values(), *whose))
    words = _words_after(projection.words, new.values(), lost)
    touched = _touched(projection, found, new.values(), lost)
    old = _fetched(projection, touched, words, new, lost, fetch)
    parts = _parts_after(
        projection, whose, touched, [*found, *readings(old, *whose)], [*new.values(), *old]
    )
    return Projection(
        parts,
        _without(projection.unknown, lost) | {r.id: line(r) for r in found if r.rule is None},
        projection.traces - lost | {r.id for r in found if r.rule and r.rule.role is Role.TRACE},
        words,
    )


def record(projection: Projection, version: int) -> LearnerRecord:
    """Give the record; `version` is that of the rules."""
    told_once = without_duplicates(p.entry for p in projection.parts.values() if p.entry)
    entries = sorted(told_once, key=lambda e: (e.end, e.start, e.id), reverse=True)
    unknown = sorted(
        projection.unknown.values(), key=lambda said: (said.timestamp, said.id), reverse=True
    )
    held = {each for entry in entries for each in entry.statement_ids}
    ruled = projection.traces.union(*(part.ids for part in projection.parts.values()))
    return LearnerRecord(tuple(entries), tuple(unknown), len(ruled - held), version)


def _ids(projection: Projection) -> set[str]:
    parts = (part.ids for part in projection.parts.values())
    return set().union(projection.unknown, projection.traces, *parts, *projection.words.values())


def _touched(
    projection: Projection,
    found: Iterable[Reading],
    new: Iterable[Statement],
    lost: Collection[str],
) -> set[Key]:
    """Say which parts change: by what came, by what is gone, by what was said about either."""
    keys = {key for each in found if (key := _key(each))}
    about = {a.target for a in _attesting(new)} | set(lost)
    about |= {target for target, ids in projection.words.items() if lost and ids & set(lost)}
    if about:
        keys |= {key for key, part in projection.parts.items() if not about.isdisjoint(part.ids)}
    return keys


def _fetched(
    projection: Projection,
    touched: Iterable[Key],
    words: Mapping[str, frozenset[str]],
    new: Mapping[str, Statement],
    lost: Collection[str],
    fetch: Fetch,
) -> list[Statement]:
    """Give the earlier statements of the parts that change, and what was said about all of them."""
    parts = [projection.parts[key].ids for key in touched if key in projection.parts]
    ids = set().union(*parts) - set(lost)
    said = (words[i] for i in (*ids, *new) if i in words) if words else ()
    wanted = ids.union(*said) - new.keys()
    return list(fetch(wanted)) if wanted else []


def _parts_after(
    projection: Projection,
    whose: Whose,
    touched: Collection[Key],
    found: Iterable[Reading],
    statements: Iterable[Statement],
) -> dict[Key, Part]:
    grouped: defaultdict[Key, list[Reading]] = defaultdict(list)
    for each in found:
        if (key := _key(each)) and key in touched:
            grouped[key].append(each)
    attested = _attestations(statements)
    return _without(projection.parts, touched) | {
        key: Part(
            frozenset(each.id for each in group),
            _entry(key, group, attested, whose.identifiers),
        )
        for key, group in grouped.items()
    }


def _key(one: Reading) -> Key | None:
    """Say to which part a reading belongs."""
    rule = one.rule
    if rule is None or rule.role is Role.TRACE:
        return None
    return rule.kind, KINDS[rule.kind].key(one)


def _entry(
    key: Key,
    found: list[Reading],
    attested: Mapping[str, list[Reading]],
    identifiers: frozenset[str],
) -> Entry | None:
    confirming = tuple(a for one in found for a in attested.get(one.id, ())) if attested else ()
    group = Group(*key, ordered(found), confirming, identifiers)
    draft = KINDS[group.kind].draft(group)
    return None if draft is None else finished(group, draft)


def _words_after(
    words: Mapping[str, frozenset[str]], new: Iterable[Statement], lost: Collection[str]
) -> dict[str, frozenset[str]]:
    found = {target: ids - set(lost) for target, ids in words.items()} if lost else dict(words)
    for each in _attesting(new):
        found[each.target] = found.get(each.target, frozenset()) | {each.id}
    return {target: ids for target, ids in found.items() if ids}


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


def _without(known: Mapping[Name, Value], lost: Collection[Name]) -> dict[Name, Value]:
    return {name: value for name, value in known.items() if name not in lost}
