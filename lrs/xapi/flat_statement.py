"""A statement as one flat row, for tables in which people count: the columns, and how to fill them."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from lrs.xapi import timestamp
from lrs.xapi.identifier import identifier
from lrs.xapi.verb import VOIDED

_LARGEST_DOUBLE = 2**1023
_UNITS = {"W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1}
_AMOUNT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)([WDHMS])")


class FlatStatement(NamedTuple):
    """The columns. Actors are canonical identifiers (see lrs.xapi.identifier), None for nobody.

    `duration_seconds` is None where the duration has years or months, which have no fixed length.
    `refers_to` is the id of the statement that is the object, `voids` of the one that is voided.
    """

    timestamp: datetime
    actor: str | None
    actor_name: str | None
    verb: str
    object_type: str
    activity: str | None
    activity_type: str | None
    activity_name: str | None
    registration: str | None
    platform: str | None
    language: str | None
    authority: str | None
    success: bool | None
    completion: bool | None
    score_scaled: float | None
    score_raw: float | None
    score_min: float | None
    score_max: float | None
    response: str | None
    duration: str | None
    duration_seconds: float | None
    refers_to: str | None
    voids: str | None
    version: str | None


def flat(statement: dict[str, Any]) -> FlatStatement:
    """Give the row of a stored statement."""
    target = statement["object"]
    object_type = target.get("objectType", "Activity")
    activity = target if object_type == "Activity" else {}
    definition = activity.get("definition", {})
    context = statement.get("context", {})
    result = statement.get("result", {})
    score = result.get("score", {})
    refers_to = target["id"].lower() if object_type == "StatementRef" else None
    verb = statement["verb"]["id"]
    return FlatStatement(
        timestamp=timestamp.parse(statement["timestamp"]),
        actor=identifier(statement["actor"]),
        actor_name=statement["actor"].get("name"),
        verb=verb,
        object_type=object_type,
        activity=activity.get("id"),
        activity_type=definition.get("type"),
        activity_name=next(iter(definition.get("name", {}).values()), None),
        registration=context.get("registration"),
        platform=context.get("platform"),
        language=context.get("language"),
        authority=identifier(statement.get("authority", {})),
        success=result.get("success"),
        completion=result.get("completion"),
        score_scaled=_double(score.get("scaled")),
        score_raw=_double(score.get("raw")),
        score_min=_double(score.get("min")),
        score_max=_double(score.get("max")),
        response=result.get("response"),
        duration=result.get("duration"),
        duration_seconds=seconds(result.get("duration")),
        refers_to=refers_to,
        voids=refers_to if verb == VOIDED else None,
        version=statement.get("version"),
    )


def seconds(duration: str | None) -> float | None:
    """Give the length of a valid duration; None where years or months leave it open."""
    if duration is None:
        return None
    days, _, time = duration.removeprefix("P").partition("T")
    if "Y" in days or "M" in days:
        return None
    return sum(_lengths(f"{days}{time}"))


def _lengths(amounts: str) -> Iterator[float]:
    for number, unit in _AMOUNT.findall(amounts):
        yield float(number.replace(",", ".")) * _UNITS[unit]


def _double(number: float | None) -> float | None:
    """Integers in JSON may be beyond any double."""
    if number is None or not -_LARGEST_DOUBLE < number < _LARGEST_DOUBLE:
        return None
    return float(number)
