"""What boards ask of a course or an event besides its time: where, how, which subject, which credential."""

from collections.abc import Iterable, Iterator, Mapping

from lrs.record import profile_iri as own
from lrs.record.entry import NO_PARTICULARS, Particulars
from lrs.record.group import Group
from lrs.record.statement_parts import Statement, result_extension
from lrs.record.vocabulary import TINCAN_EXTENSION

_ASKED = frozenset({"course", "activity", "event", "mentoring", "volunteering", "credential"})
_LOCATION = TINCAN_EXTENSION + "location"
_LONGEST = 500


def particulars(group: Group) -> Particulars:
    """Take each from the first statement that says it."""
    if group.kind not in _ASKED:
        return NO_PARTICULARS
    told = [said for act in group.acts for said in _extensions(act.statement)]
    return Particulars(
        _first(told, _LOCATION),
        _first(told, own.DELIVERY_METHOD),
        _first(told, own.SUBJECT_CODE),
        _credential(group),
    )


def _extensions(statement: Statement) -> Iterator[Mapping[str, object]]:
    """Give what context and object say, if they say anything."""
    for part in (statement.get("context"), statement["object"].get("definition")):
        if part and (extensions := part.get("extensions")):
            yield extensions


def _first(told: Iterable[Mapping[str, object]], iri: str) -> str:
    return next((text for said in told if (text := _text(said.get(iri)))), "")


def _text(said: object) -> str:
    """Give a text; a place may be an object with a name."""
    text = said.get("name") if isinstance(said, dict) else said
    return text.strip()[:_LONGEST] if isinstance(text, str) else ""


def _credential(group: Group) -> str:
    """Give the id of a verifiable credential about it; a badge that was earned is one itself."""
    said = (result_extension(act.statement, own.VC_ID) for act in group.acts)
    named = next((each for each in said if isinstance(each, str) and each), "")
    return named or (group.key if group.kind == "credential" else "")
