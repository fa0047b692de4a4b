"""Clips that the person recorded or wrote: one entry for each, with whom it was shared."""

from lrs.record.canonical_iri import canonical
from lrs.record.clip import key
from lrs.record.draft import Draft, clock, counted, durations
from lrs.record.group import Group
from lrs.record.statement_parts import activity_name, context_extension, number
from lrs.record.vocabulary import ADL, VIDEO_EXTENSION

__all__ = ["draft", "key"]


def draft(group: Group) -> Draft | None:
    if not group.made:
        return None
    first = group.made[0]
    said = durations(group.acts)
    return Draft(
        first,
        activity_name(first.statement["object"]),
        _detail(group),
        first.moment,
        group.acts[-1].moment,
        sum(length for _, length in said) if said else None,
        tuple(act for act, _ in said),
        url=group.key,
    )


def _detail(group: Group) -> str:
    lengths = (
        number(context_extension(a.statement, VIDEO_EXTENSION + "length")) for a in group.acts
    )
    length = next((length for length in lengths if length), None)
    shared = sum(canonical(a.statement["verb"]["id"]) == ADL + "shared" for a in group.acts)
    parts = ["made a clip" + (f" of {clock(length)}" if length else "")]
    if shared:
        parts.append(f"shared {counted(shared, 'time', 'times')}")
    return ", ".join(parts)
