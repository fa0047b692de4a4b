"""What stands on the sheet: everything in words already, so that the template only sets it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from lrs.record.credit_cycles import CycleLine
from lrs.record.entry import Entry, Formality, LearnerRecord, TimeBasis
from lrs.record.kinds import KINDS
from lrs.record.months import Month, by_month
from lrs.record.shares import Shares
from lrs.record.summary import Tally, Totals, totals_of
from lrs.transcripts.about import About
from lrs.transcripts.columns import TranscriptPerson
from lrs.transcripts.issue import Issue
from lrs.transcripts.pdf.definitions import DEFINITIONS
from lrs.transcripts.pdf.printed_words import amount, counted, long_date, moment, month, number
from lrs.transcripts.subject import Subject

Sheet = dict[str, Any]
_NOTHING = "\u2013"
_TIME = {
    TimeBasis.MEASURED: "{} min",
    TimeBasis.ESTIMATED: "~{} min",
    TimeBasis.CLAIMED: "“{} min”",
}


def sheet(subject: Subject, about: About, issue: Issue, rows_sha256: str) -> Sheet:
    """Give the sheet of one person; `rows_sha256` is that of the same rows as CSV."""
    person, record, _ = subject
    totals, name = totals_of(record), name_of(person)
    return {
        "organisation": issue.letterhead.organisation,
        "contact": issue.letterhead.contact,
        "signatory": issue.letterhead.signatory,
        "name": name,
        "who": [
            *_who(person, name),
            ["Period", _period(record, about)],
            ["Filters", _filters(about)],
        ],
        "code": issue.printed_code,
        "verify": issue.verify_url,
        "key": issue.key_id,
        "made": moment(about.generated_at, about.zone),
        "made_on": long_date(about.generated_at.astimezone(about.zone).date()),
        "totals": _totals(totals),
        "minutes": _minutes(totals.whole),
        "kinds": [_kind(kind, tally) for kind, tally in totals.by_kind.items()],
        "cycles": [_cycle(line) for line in subject.cycles],
        "months": [_month(each, about.zone) for each in by_month(record.entries, about.zone)],
        "sources": sorted({(e.source.code, e.source.name) for e in record.entries}),
        "about": _about(record, totals, about, rows_sha256),
        "definitions": DEFINITIONS,
    }


def name_of(person: TranscriptPerson) -> str:
    return f"{person.first_name} {person.last_name}".strip() or "Somebody without a name"


def _who(person: TranscriptPerson, name: str) -> list[list[str]]:
    known = [("Learner", name), ("Member number", person.member_id), ("E-mail", person.email)]
    return [[label, said] for label, said in known if said]


def _period(record: LearnerRecord, about: About) -> str:
    """Say which days were asked for, or between which the entries lie."""
    asked = dict(about.filters)
    days = [asked.get("from", ""), asked.get("until", "")]
    if not any(days) and record.entries:
        local = [entry.end.astimezone(about.zone).date() for entry in record.entries]
        return _from_to(long_date(min(local)), long_date(max(local)))
    return _from_to(*days) if all(days) else f"from {days[0]}" if days[0] else f"until {days[1]}"


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _filters(about: About) -> str:
    rest = [f"{name}: {said}" for name, said in about.filters if name not in ("from", "until")]
    return "; ".join(rest) or "none, every entry of the period"


def _totals(totals: Totals) -> list[list[str]]:
    """Give a row for each denominator: its name, each formality with its share, all."""
    return [
        ["Minutes, any time basis", *_shares(totals.share_of_minutes)],
        ["Entries", *_shares(totals.share_of_entries)],
        ["People named", *_shares(totals.share_of_people)],
    ]


def _shares(shares: Shares[Formality]) -> list[str]:
    return [
        *(f"{number(part.value)}|{part.percent} %" for part in shares.parts),
        number(shares.denominator),
    ]


def _minutes(whole: Tally) -> str:
    minutes = whole.minutes
    return (
        f"Of the minutes, {number(minutes.measured)} are measured, ~{number(minutes.estimated)} estimated "
        f"and “{number(minutes.claimed)}” claimed; {whole.timed} of {whole.entries} entries say anything "
        f"about time. Held by {counted(whole.statements, 'statement', 'statements')}."
    )


def _kind(kind: str, tally: Tally) -> list[str]:
    many = KINDS[kind].many if kind in KINDS else kind
    return [many, number(tally.entries), amount(tally.minutes.total) if tally.timed else _NOTHING]


def _cycle(line: CycleLine) -> list[str]:
    """Say scheme and category, the days of the cycle, and its amounts in the scheme's unit."""
    category = line.category or "all of it"
    cap = f" (at most {_credit(line.cap)})" if line.cap is not None else ""
    expired = f" ({_credit(line.expired)} expired)" if line.expired else ""
    return [
        f"{line.scheme.title}, {category}",
        f"{line.first} to {line.last}",
        _credit(line.approved) + expired,
        _credit(line.counted) + cap,
        _credit(line.required) if line.required else _NOTHING,
    ]


def _credit(amount_: Decimal) -> str:
    return f"{amount_.normalize():f}"


def _month(of: Month, zone: ZoneInfo) -> Sheet:
    whole = of.totals.whole
    entries = counted(whole.entries, "entry", "entries")
    return {
        "name": month(of.year, of.month),
        "sum": f"{entries}, {number(whole.minutes.total)} minutes",
        "lines": [_line(entry, zone) for entry in of.entries],
    }


def _line(entry: Entry, zone: ZoneInfo) -> Sheet:
    return {
        "day": str(entry.end.astimezone(zone).day),
        "formality": entry.formality.value,
        "title": entry.title,
        "detail": _detail(entry),
        "time": time_of(entry),
        "basis": entry.time_basis.value if entry.time_basis else "",
        "evidence": entry.evidence.value,
        "source": entry.source.code,
        "credit": ", ".join(map(str, entry.credits)),
    }


def _detail(entry: Entry) -> str:
    kind = KINDS[entry.kind].one if entry.kind in KINDS else entry.kind
    score = f"{entry.score:.0f} %" if entry.score is not None else ""
    said = entry.detail or kind
    rest = (each for each in (score, entry.provider) if each and each not in said)
    return ", ".join((said, *rest))


def time_of(entry: Entry) -> str:
    """Print the minutes in the marks of their basis: 52 min, ~12 min, “20 min”."""
    if entry.minutes is None or entry.time_basis is None:
        return _NOTHING
    return _TIME[entry.time_basis].format(amount(entry.minutes))


def _about(
    record: LearnerRecord, totals: Totals, about: About, rows_sha256: str
) -> Sequence[Iterable[str]]:
    said = (f"{name}: {value}" for name, value in about.filters)
    return [
        ["Filters", "; ".join(said) or "none, everything is included"],
        ["Time zone of all days", about.zone.key],
        ["Made at", about.generated_at.astimezone(about.zone).isoformat(timespec="seconds")],
        ["Entries", number(totals.whole.entries)],
        ["Statements behind them", number(totals.whole.statements)],
        ["Version of the classification rules", str(record.rules_version)],
        ["SHA-256 of the rows as CSV", rows_sha256],
    ]
