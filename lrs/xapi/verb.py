"""Verbs (xAPI-Data 2.4.3)."""

from lrs.errors import Violation
from lrs.xapi import iri, language
from lrs.xapi.properties import Properties, check

VOIDED = "http://adlnet.gov/expapi/verbs/voided"

_VERB = Properties(
    "a Verb",
    "xAPI-Data 2.4.3",
    rules={"id": iri.fault},
    parts={"display": language.check_map},
    required=("id",),
)


def check_verb(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, _VERB, pointer, found)
