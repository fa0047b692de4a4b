"""The sheet Credits by cycle: what was approved, what counts under the caps, what is asked for."""

from collections.abc import Iterator, Sequence
from datetime import date

from lrs.transcripts.subject import Subject

Cells = Sequence[str | int | float | date | None]

CYCLES: Cells = (
    *("record", "member_id", "last_name", "first_name", "scheme", "category"),
    *("cycle_from", "cycle_until", "unit", "approved", "counted", "cap", "required"),
    *("waiting", "expired"),
)
NO_CREDITS = "Nobody here was awarded credit. Minutes never become credit by themselves."


def cycle_rows(subject: Subject) -> Iterator[Cells]:
    """Give the rows of one person; the category "all" is the whole scheme."""
    person = subject.person
    who = (person.person_id, person.member_id, person.last_name, person.first_name)
    for line in subject.cycles:
        yield (
            *who,
            *(line.scheme.code, line.category or "all", line.first, line.last, line.scheme.unit),
            *(float(line.approved), float(line.counted)),
            None if line.cap is None else float(line.cap),
            float(line.required) or None,
            *(float(line.waiting), float(line.expired)),
        )
