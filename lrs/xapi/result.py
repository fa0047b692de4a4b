"""Results and scores (xAPI-Data 2.4.5)."""

from typing import Any

from lrs.errors import Violation
from lrs.xapi import duration, extensions, told
from lrs.xapi.familiar import Familiar
from lrs.xapi.fault import Fault, shown
from lrs.xapi.json_type import boolean, number, string
from lrs.xapi.properties import Properties, check, refuse

_SCORE = Properties(
    "a Score",
    "xAPI-Data 2.4.5.1",
    rules={"scaled": number, "raw": number, "min": number, "max": number},
    parts={},
)


def check_score(thing: object, pointer: str, found: list[Violation]) -> None:
    broken = len(found)
    if check(thing, _SCORE, pointer, found) and len(found) == broken:
        for name, message in _out_of_range(thing):
            refuse(Fault(message, _SCORE.requirement), f"{pointer}/{name}", found)


def _out_of_range(score: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the (property, message) of each number outside its bounds."""
    scaled, raw = score.get("scaled"), score.get("raw")
    least, most = score.get("min"), score.get("max")
    faults = []
    if scaled is not None and not -1 <= scaled <= 1:
        faults.append(("scaled", f"must be from -1 to 1, not {shown(scaled)}"))
    if raw is not None and least is not None and raw < least:
        faults.append(("raw", f"must not be below min ({shown(least)}), but is {shown(raw)}"))
    if raw is not None and most is not None and raw > most:
        faults.append(("raw", f"must not be above max ({shown(most)}), but is {shown(raw)}"))
    if least is not None and most is not None and least >= most:
        faults.append(("min", f"must be below max ({shown(most)}), but is {shown(least)}"))
    return faults


PROPERTIES = Properties(
    "a Result",
    "xAPI-Data 2.4.5",
    rules={
        "success": boolean,
        "completion": boolean,
        "response": string,
        "duration": duration.fault,
    },
    parts={"score": Familiar(check_score, told.nothing), "extensions": extensions.check},
)


def check_result(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, PROPERTIES, pointer, found)
