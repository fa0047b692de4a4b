"""Extensions: a map from IRIs to any JSON value whatever (xAPI-Data 4.1)."""

from lrs.errors import Violation
from lrs.xapi.fault import Fault, shown, wrong
from lrs.xapi.iri import is_iri
from lrs.xapi.properties import escaped, refuse

_REQUIREMENT = "xAPI-Data 4.1"


def check(thing: object, pointer: str, found: list[Violation]) -> None:
    if type(thing) is not dict:
        refuse(wrong(thing, "an object with IRIs as keys", _REQUIREMENT), pointer, found)
        return
    for key in thing:
        if not is_iri(key):
            message = f"has the key {shown(key)}; it must be an IRI with a scheme"
            refuse(Fault(message, _REQUIREMENT), f"{pointer}/{escaped(key)}", found)
