"""A projection: somebody's record as it grows. What comes is folded with what it touches, and with nothing else. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from lrs.record import profile_iri as own
from lrs.record.canonical_iri import canonical
from lrs.record.draft import entry as finished
from lrs.record.duplicates import without_duplicates
from lrs.record.entry import Entry, LearnerRecord, StatementLine
from lrs.record.group import grouped
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
    """What the statements of one kind and key make: an entry, or nothing yet; `loose` are then their ids."""

    loose: frozenset[str]
    entry: Entry | None

    @property
    def ids(self) -> Iterable[str]:
        """The ids of its statements, and of what was said about them."""
        return self.entry.statement_ids if self.entry else self.loose


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


class _Sorted(NamedTuple):
    """Readings by the part to which they belong, those that no rule knows, the ids of traces."""

    parts: dict[Key, list[Reading]]
    unknown: list[Reading]
    traces: set[str]


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
    found, said = _sorted_out(new, whose), list(_attesting(new))
    words = _words_after(projection.words, said, lost)
    touched = _touched(projection, found.parts, said, lost)
    old = _fetched(projection, touched, words, new, lost, fetch)
    earlier = _sorted_out(old, whose).parts
    attested = _attestations([*said, *_attesting(old)])
    anew = {
        key: _part(key, [*found.parts.get(key, ()), *earlier.get(key, ())], attested, whose)
        for key in (found.parts | earlier)
        if key in touched
    }
    return Projection(
        _without(projection.parts, touched) | anew,
        _without(projection.unknown, lost) | {r.id: line(r) for r in found.unknown},
        projection.traces - lost | found.traces,
        words,
    )


def record(projection: Projection, version: int) -> LearnerRecord:
    """Give the record; `version` is that of the rules."""
    told_once = without_duplicates(p.entry for p in projection.parts.values() if p.entry)
    entries = sorted(told_once, key=lambda e: (e.end, e.start, e.id), reverse=True)
    unknown = sorted(
        projection.unknown.values(), key=lambda said: (said.timestamp, said.id), reverse=True
    )
    ruled = projection.traces.union(*(part.loose for part in projection.parts.values()))
    traces = ruled.difference(*(entry.statement_ids for entry in entries))
    return LearnerRecord(tuple(entries), tuple(unknown), len(traces), version)


def _ids(projection: Projection) -> set[str]:
    parts = (part.ids for part in projection.parts.values())
    return set().union(projection.unknown, projection.traces, *parts, *projection.words.values())


def _sorted_out(statements: Mapping[str, Statement], whose: Whose) -> _Sorted:
    parts: defaultdict[Key, list[Reading]] = defaultdict(list)
    unknown: list[Reading] = []
    traces: set[str] = set()
    for each in readings(statements, *whose):
        rule = each.rule
        if rule is None:
            unknown.append(each)
        elif rule.role is Role.TRACE:
            traces.add(each.id)
        else:
            parts[rule.kind, KINDS[rule.kind].key(each)].append(each)
    return _Sorted(parts, unknown, traces)


def _touched(
    projection: Projection,
    came: Collection[Key],
    said: Iterable[Reading],
    lost: Collection[str],
) -> set[Key]:
    """Say which parts change: by what came, by what is gone, by what was said about either."""
    keys = set(came)
    about = {word.target for word in said} | set(lost)
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
) -> dict[str, Statement]:
    """Give the earlier statements of the parts that change, and what was said about all of them."""
    parts = [projection.parts[key].ids for key in touched if key in projection.parts]
    ids = set().union(*parts) - set(lost)
    said = (words[i] for i in (*ids, *new) if i in words) if words else ()
    wanted = ids.union(*said) - new.keys()
    return {statement_id(each): each for each in fetch(wanted)} if wanted else {}


def _part(
    key: Key, found: list[Reading], attested: Mapping[str, list[Reading]], whose: Whose
) -> Part:
    confirming = tuple(a for one in found for a in attested.get(one.id, ())) if attested else ()
    group = grouped(*key, found, confirming, whose.identifiers)
    draft = KINDS[group.kind].draft(group)
    if draft is None:
        return Part(frozenset([each.id for each in found]), None)
    return Part(frozenset(), finished(group, draft))


def _words_after(
    words: Mapping[str, frozenset[str]], said: Iterable[Reading], lost: Collection[str]
) -> dict[str, frozenset[str]]:
    found = {target: ids - set(lost) for target, ids in words.items()} if lost else dict(words)
    for each in said:
        found[each.target] = found.get(each.target, frozenset()) | {each.id}
    return {target: ids for target, ids in found.items() if ids}


def _attestations(said: Iterable[Reading]) -> dict[str, list[Reading]]:
    """Gather what anybody attested or reported, by the id of the statement that they speak of."""
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for one in said:
        found[one.target].append(one)
    return found


def _attesting(statements: Mapping[str, Statement]) -> Iterator[Reading]:
    for id_, statement in statements.items():
        if canonical(statement["verb"]["id"]) in _WORDS:
            target = str(statement["object"].get("id", ""))
            yield reading(statement, id_, identity(statement["actor"]) or "", target, None)


def _without(known: Mapping[Name, Value], lost: Collection[Name]) -> dict[Name, Value]:
    return {name: value for name, value in known.items() if name not in lost}
