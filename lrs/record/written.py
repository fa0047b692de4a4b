"""A projection as JSON and back: exact, short, and quick to read. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from lrs.record.credit import Credit
from lrs.record.entry import (
    NO_PARTICULARS,
    Entry,
    Evidence,
    Formality,
    NamedPerson,
    Particulars,
    Source,
    StatementLine,
    TimeBasis,
    UnreadLines,
    Witness,
)
from lrs.record.projection import Part, Projection

Json = list[Any]
# A look-up takes a fraction of what the enumeration itself takes to find a member.
_FORMALITIES = {str(each): each for each in Formality}
_EVIDENCE = {str(each): each for each in Evidence}
_TIME_BASES = {str(each): each for each in TimeBasis}
_source_of = lru_cache(maxsize=1024)(Source)


def write(projection: Projection) -> bytes:
    """Write it; the texts that come with every statement are written once."""
    words = _Words(_texts_of(projection))
    said = {
        "parts": [
            [*key, sorted(part.loose), part.entry and _entry(part.entry, words)]
            for key, part in projection.parts.items()
        ],
        "unknown": [_line(each, words) for each in projection.unknown.values()],
        "traces": sorted(projection.traces),
        "words": [[target, *sorted(ids)] for target, ids in projection.words.items()],
    }
    return orjson.dumps({**said, "texts": list(words.known)})


def read(text: bytes) -> Projection:
    """Read what `write` wrote."""
    said = orjson.loads(text)
    texts: list[str] = said["texts"]
    unknown = [_line_of(each, texts) for each in said["unknown"]]
    return Projection(
        {
            (kind, key): Part(frozenset(loose), entry and _entry_of(entry, texts))
            for kind, key, loose, entry in said["parts"]
        },
        {each.id: each for each in unknown},
        frozenset(said["traces"]),
        {target: frozenset(ids) for target, *ids in said["words"]},
    )


class _Words:
    """Texts in the order in which they were first met, each with its number."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.known = {text: number for number, text in enumerate(texts)}

    def number(self, text: str) -> int:
        return self.known.setdefault(text, len(self.known))


def _texts_of(projection: Projection) -> Sequence[str]:
    """Give the texts of what was read and hasn't changed, so that they keep their numbers."""
    kept = (part.entry.statements for part in projection.parts.values() if part.entry)
    return next((lines.texts for lines in kept if isinstance(lines, UnreadLines)), ())


def _lines(lines: Sequence[StatementLine], words: _Words) -> Sequence[Sequence[Any]]:
    """Lines that nobody changed are written as they were read."""
    if isinstance(lines, UnreadLines) and lines.texts is words.texts:
        return lines.said
    return [_line(line, words) for line in lines]


def _line(line: StatementLine, words: _Words) -> Json:
    id_, verb, text, at, authority, source = line
    numbered = (verb, authority, source.code, source.name)
    return [id_, text, at.isoformat(), *map(words.number, numbered)]


def _line_of(said: Sequence[Any], texts: Sequence[str]) -> StatementLine:
    id_, text, at, verb, authority, code, name = said
    source = _source_of(texts[code], texts[name])
    moment = datetime.fromisoformat(at)
    return StatementLine(id_, texts[verb], text, moment, texts[authority], source)


def _entry(e: Entry, words: _Words) -> Json:
    return [
        *(e.id, e.kind, e.title, e.detail, e.start.isoformat(), e.end.isoformat()),
        *(e.formality, e.evidence, e.time_basis, e.minutes),
        *(_source(e.source), e.status, e.score, e.provider, e.url),
        _lines(e.statements, words),
        [[person.key, person.name] for person in e.people],
        e.rule,
        list(map(_source, e.also)),
        [_credit(credit) for credit in e.credits],
        *(e.note, e.decisive, _particulars(e.particulars)),
        [[each.by, each.claimant, _line(each.line, words)] for each in e.witnesses],
    ]


def _entry_of(said: Sequence[Any], texts: Sequence[str]) -> Entry:
    id_, kind, title, detail, start, end, formality, evidence, basis, minutes, *rest = said
    source, status, score, provider, url, lines, people, rule, also, credit, *last = rest
    note, decisive, particulars, witnesses = last
    return Entry(
        id_,
        kind,
        title,
        detail,
        datetime.fromisoformat(start),
        datetime.fromisoformat(end),
        _FORMALITIES[formality],
        _EVIDENCE[evidence],
        basis and _TIME_BASES[basis],
        minutes,
        _source_of(*source),
        status,
        score,
        provider,
        url,
        UnreadLines(lines, texts, _line_of),
        tuple([NamedPerson(*person) for person in people]),
        rule,
        tuple([_source_of(*each) for each in also]),
        tuple([_credit_of(each) for each in credit]),
        note,
        decisive,
        Particulars(*particulars) if particulars else NO_PARTICULARS,
        tuple([Witness(by, whose, _line_of(line, texts)) for by, whose, line in witnesses]),
    )


def _particulars(said: Particulars) -> Json:
    """Most entries have none, and say so in two letters."""
    if said == NO_PARTICULARS:
        return []
    return [said.location, said.delivery_method, said.subject_code, said.credential]


def _source(source: Source) -> Json:
    return [source.code, source.name]


def _credit(credit: Credit) -> Json:
    expires = credit.expires and credit.expires.isoformat()
    return [
        *(credit.scheme, credit.category, str(credit.amount), credit.unit, credit.by),
        *(credit.on.isoformat(), expires, credit.statement),
    ]


def _credit_of(said: Sequence[Any]) -> Credit:
    scheme, category, amount, unit, by, on, expires, statement = said
    return Credit(
        *(scheme, category, Decimal(amount), unit, by, datetime.fromisoformat(on)),
        *(expires and date.fromisoformat(expires), statement),
    )
