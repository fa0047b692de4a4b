"""One person's transcript as PDF/UA-1: what stands on the sheet, and the sheet itself, set by typst."""

from lrs.transcripts.about import About
from lrs.transcripts.columns import row
from lrs.transcripts.csv_writer import CsvRows
from lrs.transcripts.issue import Issue
from lrs.transcripts.pdf.sheet import sheet
from lrs.transcripts.subject import Subject

__all__ = ["pdf_of"]


def pdf_of(subject: Subject, about: About, issue: Issue) -> bytes:
    """Give the transcript of one person."""
    from lrs.transcripts.pdf.typesetting import typeset

    rows = CsvRows(about.zone)
    rows.header()
    for entry in subject.record.entries:
        rows.row(row(subject.person, entry))
    set_out = sheet(subject, about, issue, rows.sha256)
    return typeset(set_out, issue.letterhead, about.generated_at)
