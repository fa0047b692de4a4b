"""Deeds that stand for themselves: a text written, work given, a badge earned; one entry for each object."""

from lrs.record.draft import Draft, durations
from lrs.record.group import Group
from lrs.record.reading import Reading
from lrs.record.statement_parts import activity_name


def key(reading: Reading) -> str:
    return reading.target


def draft(group: Group) -> Draft | None:
    """Take the last word for how long it took: who approved it may have corrected it."""
    if not group.made:
        return None
    last = group.made[-1]
    said = durations(group.made)
    return Draft(
        last,
        activity_name(last.statement["object"]),
        "",
        group.made[0].moment,
        last.moment,
        said[-1][1] if said else None,
        tuple(act for act, _ in said[-1:]),
        url=group.key,
    )
