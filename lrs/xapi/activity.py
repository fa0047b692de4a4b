"""Activities and their definitions (xAPI-Data 2.4.4.1)."""

from lrs.errors import Violation
from lrs.xapi import extensions, interaction, iri, language
from lrs.xapi.json_type import one_of
from lrs.xapi.properties import Properties, check

_REQUIREMENT = "xAPI-Data 2.4.4.1"
_DEFINITION = Properties(
    "an Activity Definition",
    _REQUIREMENT,
    rules={"type": iri.fault, "moreInfo": iri.fault, **interaction.RULES},
    parts={
        "name": language.check_map,
        "description": language.check_map,
        "extensions": extensions.check,
        **interaction.PARTS,
    },
)


def check_definition(thing: object, pointer: str, found: list[Violation]) -> None:
    if check(thing, _DEFINITION, pointer, found):
        interaction.check_type(thing, pointer, found)


_ACTIVITY = Properties(
    "an Activity",
    _REQUIREMENT,
    rules={"objectType": one_of("Activity"), "id": iri.fault},
    parts={"definition": check_definition},
    required=("id",),
)


def check_activity(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, _ACTIVITY, pointer, found)
