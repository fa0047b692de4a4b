"""Whom a transcript is about, and what it says of them."""

from typing import NamedTuple

from lrs.record.credit_cycles import CycleLine
from lrs.record.entry import LearnerRecord
from lrs.transcripts.columns import TranscriptPerson


class Subject(NamedTuple):
    """A person, the entries that were asked for, and the credits by cycle of the whole record."""

    person: TranscriptPerson
    record: LearnerRecord
    cycles: tuple[CycleLine, ...] = ()
