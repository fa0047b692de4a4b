"""What boards ask of a course or an event besides its time: where, how, which subject, which credential."""

from collections.abc import Iterable, Iterator

from lrs.record import profile_iri as own
from lrs.record.entry import NO_PARTICULARS, Particulars
from lrs.record.group import Group
from lrs.record.statement_parts import Statement, context_extension, result_extension
from lrs.record.vocabulary import TINCAN_EXTENSION

_ASKED = frozenset({"course", "activity", "event", "mentoring", "volunteering", "credential"})
_LOCATION = TINCAN_EXTENSION + "location"
_LONGEST = 500


def particulars(group: Group) -> Particulars:
    """Take each from the first statement that says it."""
    if group.kind not in _ASKED:
        return NO_PARTICULARS
    told = [act.statement for act in group.acts]
    return Particulars(
        _first(told, _LOCATION),
        _first(told, own.DELIVERY_METHOD),
        _first(told, own.SUBJECT_CODE),
        _credential(group, told),
    )


def _first(told: Iterable[Statement], iri: str) -> str:
    texts = (text for statement in told for text in _texts(statement, iri))
    return next(texts, "")


def _texts(statement: Statement, iri: str) -> Iterator[str]:
    """Give what context and object say; a place may be an object with a name."""
    definition = statement["object"].get("definition") or {}
    for said in (
        context_extension(statement, iri),
        (definition.get("extensions") or {}).get(iri),
    ):
        text = said.get("name") if isinstance(said, dict) else said
        if isinstance(text, str) and text.strip():
            yield text.strip()[:_LONGEST]


def _credential(group: Group, told: Iterable[Statement]) -> str:
    """Give the id of a verifiable credential about it; a badge that was earned is one itself."""
    said = (result_extension(statement, own.VC_ID) for statement in told)
    named = next((each for each in said if isinstance(each, str) and each), "")
    return named or (group.key if group.kind == "credential" else "")
