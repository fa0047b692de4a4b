"""References to other statements (xAPI-Data 2.4.4.3)."""

from lrs.errors import Violation
from lrs.xapi import statement_id
from lrs.xapi.json_type import one_of
from lrs.xapi.properties import Properties, check

_STATEMENT_REF = Properties(
    "a StatementRef",
    "xAPI-Data 2.4.4.3",
    rules={"objectType": one_of("StatementRef"), "id": statement_id.fault},
    parts={},
    required=("objectType", "id"),
)


def check_statement_ref(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, _STATEMENT_REF, pointer, found)
