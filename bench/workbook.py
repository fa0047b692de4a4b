"""A workbook of so many entries, written as an export does: `python -m bench.workbook 500000 FILE` prints seconds and MB."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from bench import visitors
from lrs.record.entry import LearnerRecord
from lrs.record.fold import fold
from lrs.transcripts.about import About
from lrs.transcripts.columns import TranscriptPerson
from lrs.transcripts.export import export
from lrs.transcripts.subject import Subject
from lrs.xapi.identifier import identifier

_STATEMENTS, _ENTRIES = 500, 50


def main() -> None:
    """The peak is that of this process since it began."""
    wanted, out = int(sys.argv[1]), Path(sys.argv[2])
    about = About("Bench", ZoneInfo("UTC"), datetime.now(UTC))
    subjects = islice(_subjects(), wanted // _ENTRIES)
    begun = time.perf_counter()
    made = export(subjects, "xlsx", out, about, lambda _: None)
    assert made.rows == wanted
    peak = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
    print(time.perf_counter() - begun, int(peak) / 1024)


def _subjects() -> Iterator[Subject]:
    """Give people without end, each with the same entries of a learner."""
    known = identifier(visitors.agent(1))
    assert known
    record = fold(visitors.life(1, _STATEMENTS), frozenset({known}))
    record = LearnerRecord(record.entries[:_ENTRIES], ())
    number = 0
    while True:
        number += 1
        name = f"Number {number}"
        yield Subject(
            TranscriptPerson(str(UUID(int=number)), f"m{number}", "", name, "Member"), record
        )


if __name__ == "__main__":
    main()
