"""Naming: lines say which credential beside them holds what they say."""

from dataclasses import replace

from lrs.record.entry import Entry, Formality, LearnerRecord
from lrs.transcripts.credentials.assertions import credential_id


def naming_credentials(record: LearnerRecord, code: str) -> LearnerRecord:
    """Let each formal entry, which is one credential of its own, name that of the transcript of this code."""
    return replace(record, entries=tuple(_named(entry, code) for entry in record.entries))


def _named(entry: Entry, code: str) -> Entry:
    """Put it behind the one that a statement names, should there be one."""
    if entry.formality is not Formality.FORMAL:
        return entry
    both = (entry.particulars.credential, credential_id(code, entry.id))
    named = "; ".join(each for each in both if each)
    return replace(entry, particulars=replace(entry.particulars, credential=named))
