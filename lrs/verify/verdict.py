"""A finding in plain words: what is proven, and what is not."""

from collections.abc import Sequence
from typing import NamedTuple

from lrs.storage.issued_transcripts import Issued
from lrs.transcripts.fingerprints import Standing
from lrs.verifying import Finding, Verdict
from lrs.web import Moments
from lrs.web.numbers import counted


class Words(NamedTuple):
    """What the page says: a tone (good, warn or bad), a headline, and two lists of sentences."""

    tone: str
    headline: str
    facts: Sequence[tuple[str, str]]
    proven: Sequence[str]
    unproven: Sequence[str]


_HEADLINES = {
    Verdict.UNCHANGED: ("good", "This file is genuine and unchanged"),
    Verdict.KNOWN_CODE: ("good", "A transcript with this code was issued"),
    Verdict.CHANGED: ("bad", "This file is not what was issued"),
    Verdict.REVOKED: ("bad", "This transcript was revoked"),
    Verdict.UNKNOWN: ("warn", "Nothing is known about this"),
}
_UNKNOWN = (
    "No transcript of this Hallway is known by what you gave: it may be mistyped, made up, "
    "saved again by another program, or from another installation."
)
_KINDS = {
    "csv": "rows (CSV)",
    "xlsx": "a workbook (XLSX)",
    "pdf": "PDF",
    "json": "credentials (CLR 2.0)",
    "badge": "a credential (Open Badge 3.0)",
    "zip": "a signed archive",
}


def words_of(finding: Finding, at: Moments) -> Words:
    """Say what was found; days are those of the store."""
    tone, headline = _HEADLINES[finding.verdict]
    issued = finding.issued
    if issued is None or finding.store is None:
        return Words(tone, headline, (), (), (_UNKNOWN, *finding.notes))
    title = finding.store.title or finding.store.name
    proven = list(_proven(finding, issued, title, at))
    return Words(
        tone, headline, _facts(issued, title, at), proven, list(_unproven(finding, issued))
    )


_ALL = "The file that you gave says just what was issued: nothing was added, changed or taken out."
_SOME = "What stands in the file that you gave was issued just so."


def _facts(issued: Issued, title: str, at: Moments) -> list[tuple[str, str]]:
    about = issued.name or ("one person" if issued.person_id else "several people")
    known = [
        ("Issued by", title),
        ("About", about),
        ("Issued", at.time(issued.issued)),
        ("As", _KINDS.get(issued.file_format, issued.file_format)),
        ("Filters", issued.filters or "none, everything is included"),
    ]
    if issued.person_id:
        known.append(
            ("Entries", f"{issued.entries}, held by {counted(issued.statements, 'statement')}")
        )
    return known


def _proven(finding: Finding, issued: Issued, title: str, at: Moments) -> list[str]:
    said = [f"{title} issued a transcript under this code on {at.date(issued.issued)}."]
    if finding.verdict is Verdict.UNCHANGED:
        said.append(_SOME if finding.notes else _ALL)
    if finding.verdict is not Verdict.REVOKED:
        said += [] if issued.revoked is not None else ["It has not been revoked."]
    if finding.standing:
        said.append(_standing(finding.standing, issued.entries))
    return said


def _standing(found: Standing, entries: int) -> str:
    lines = counted(entries, "line")
    if not found.corrected and not found.gone:
        return f"All of its {lines} stand in the record today as they were printed."
    return (
        f"Of its {lines}, {found.unchanged} stand in the record today as they were printed; "
        f"{found.corrected} were corrected and {found.gone} were withdrawn since."
    )


def _unproven(finding: Finding, issued: Issued) -> list[str]:
    said = list(finding.notes)
    if finding.verdict is Verdict.KNOWN_CODE:
        said.append(
            "Whether the paper or file before you is that transcript. Give the file itself to know."
        )
    if finding.verdict is Verdict.CHANGED:
        said.append("Anything that this file says. Ask for the file as it was issued.")
    if finding.verdict is Verdict.REVOKED:
        said.append(
            f"It no longer counts. Reason: {issued.reason or 'the key that signed it was taken back'}."
        )
    if issued.self_reported:
        said.append(
            f"{issued.self_reported} of {counted(issued.entries, 'line')} are self-reported: "
            "only the learner says so, and nobody checked."
        )
    said.append("That who shows it to you is the person whom it is about.")
    return said
