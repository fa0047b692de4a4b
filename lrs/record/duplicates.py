"""Two systems that tell of one thing: their entries become one, with both sources."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce

from lrs.record.credit import Credit
from lrs.record.entry import Entry, Evidence, Particulars
from lrs.record.facets import strongest

# What is asserted of a whole, and so can be asserted twice; a talk or a comment is an act each time.
_TWICE_TOLD = frozenset({"course", "activity", "event"})
_NEAR = timedelta(hours=24)


def without_duplicates(entries: Iterable[Entry]) -> list[Entry]:
    """Merge entries of one kind and title that several systems assert within a day of each other.

    Entries of one and the same system are never merged: it knows what it tells apart.
    """
    kept: list[Entry] = []
    told: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        name = _name(entry.title)
        if entry.kind in _TWICE_TOLD and name:
            told[entry.kind, name].append(entry)
        else:
            kept.append(entry)
    for same in told.values():
        kept += [_one(cluster) for cluster in _clusters(same)]
    return kept


def _clusters(entries: list[Entry]) -> list[list[Entry]]:
    """Put each entry to the latest ones that another system asserts and that ended less than a day ago."""
    if len(entries) == 1:
        return [entries]
    clusters: list[list[Entry]] = []
    for entry in sorted(entries, key=_order):
        near = (c for c in reversed(clusters) if _fits(entry, c))
        cluster = next(near, None)
        if cluster is None:
            clusters.append([entry])
        else:
            cluster.append(entry)
    return clusters


def _fits(entry: Entry, cluster: list[Entry]) -> bool:
    others = {source for each in cluster for source in each.sources}
    return entry.source not in others and entry.end - cluster[0].end <= _NEAR


def _one(cluster: list[Entry]) -> Entry:
    """Merge entries; the one that says most leads: evidence first, then a score, then time."""
    if len(cluster) == 1:
        return cluster[0]
    lead = max(cluster, key=_weight)
    rest = [entry for entry in cluster if entry is not lead]
    return reduce(_merged, rest, lead)


def _merged(lead: Entry, other: Entry) -> Entry:
    timed = lead if lead.minutes is not None else other
    statements = {line.id: line for line in (*lead.statements, *other.statements)}
    people = {person.key: person for person in (*lead.people, *other.people)}
    awarded: dict[str, Credit] = {c.statement: c for c in (*lead.credits, *other.credits)}
    return replace(
        lead,
        start=min(lead.start, other.start),
        evidence=strongest((lead.evidence, other.evidence)),
        minutes=timed.minutes,
        time_basis=timed.time_basis,
        score=lead.score if lead.score is not None else other.score,
        also=tuple(dict.fromkeys((*lead.also, *other.sources))),
        statements=tuple(sorted(statements.values(), key=lambda s: (s.timestamp, s.id))),
        people=tuple(people.values()),
        credits=tuple(awarded.values()),
        note="; ".join(filter(None, (lead.note, other.note))),
        particulars=_either(lead.particulars, other.particulars),
        witnesses=tuple(dict.fromkeys((*lead.witnesses, *other.witnesses))),
    )


def _either(one: Particulars, other: Particulars) -> Particulars:
    return Particulars(
        one.location or other.location,
        one.delivery_method or other.delivery_method,
        one.subject_code or other.subject_code,
        one.credential or other.credential,
    )


def _weight(entry: Entry) -> tuple[bool, bool, bool, float, str]:
    staff = entry.evidence is Evidence.STAFF_VERIFIED
    timed = entry.minutes is not None
    return staff, entry.score is not None, timed, -entry.end.timestamp(), entry.id


def _order(entry: Entry) -> tuple[datetime, str]:
    return entry.end, entry.id


def _name(title: str) -> str:
    return " ".join(title.casefold().split())
