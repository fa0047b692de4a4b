"""Documents that were opened: one entry for each, with the minutes that their reader says it took."""

from dataclasses import replace

from lrs.record import deed
from lrs.record.canonical_iri import canonical
from lrs.record.draft import Draft
from lrs.record.group import Group
from lrs.record.vocabulary import ADL


def draft(group: Group) -> Draft | None:
    """Say whether it was only opened, or read in its reader's own word."""
    made = deed.draft(group)
    read = any(canonical(act.statement["verb"]["id"]) == ADL + "completed" for act in group.made)
    detail = "opened; they say that they read it" if read else "opened"
    return made and replace(made, detail=detail)
