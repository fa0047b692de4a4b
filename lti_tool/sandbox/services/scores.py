"""Pure: line items, scores and results as the sandbox reads and writes them (LTI-AGS 2.0)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from lti_tool.sandbox.services.gradebook import Grade, GradebookColumn

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def line_item(column: GradebookColumn, home: str) -> dict[str, Any]:
    found = {
        "id": address(home, column.id),
        "label": column.label,
        "scoreMaximum": column.maximum,
        "resourceId": column.resource_id,
        "tag": column.tag,
        "resourceLinkId": column.link,
    }
    return {name: value for name, value in found.items() if value != ""}


def address(home: str, column_id: str) -> str:
    return f"{home}/services/lineitems/{column_id}"


def column(given: Mapping[str, Any], column_id: str, now: int) -> GradebookColumn:
    """Read a line item; raises ValueError. What isn't said is cleared, as in Moodle."""
    label, maximum = given.get("label"), given.get("scoreMaximum")
    if not isinstance(label, str) or not isinstance(maximum, int | float) or maximum <= 0:
        raise ValueError("A line item needs a label and a scoreMaximum.")
    return GradebookColumn(
        column_id,
        _text(given, "resourceLinkId"),
        label,
        float(maximum),
        _text(given, "resourceId"),
        _text(given, "tag"),
        now,
    )


def grade(given: Mapping[str, Any], of: GradebookColumn) -> Grade:
    """Read a score; raises ValueError. Anything but a finished grade takes the grade away, as in Moodle."""
    subject, moment = _text(given, "userId"), _text(given, "timestamp")
    if not subject or not moment:
        raise ValueError("A score needs a userId and a timestamp.")
    finished = given.get("gradingProgress") == "FullyGraded"
    scored = _scaled(given, of.maximum) if finished else None
    return Grade(of.id, subject, scored, _text(given, "comment"), _microseconds(moment))


def result(found: Grade, of: GradebookColumn, home: str) -> dict[str, Any]:
    here = address(home, of.id)
    return {
        "id": f"{here}/results?user_id={found.subject}",
        "scoreOf": here,
        "userId": found.subject,
        "resultScore": found.given,
        "resultMaximum": of.maximum,
        "comment": found.comment,
    }


def _scaled(given: Mapping[str, Any], maximum: float) -> float | None:
    score, of = given.get("scoreGiven"), given.get("scoreMaximum")
    if not isinstance(score, int | float) or not isinstance(of, int | float) or of <= 0:
        return None
    return maximum * score / of


def _microseconds(text: str) -> int:
    moment = datetime.fromisoformat(text)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int((aware - _EPOCH).total_seconds() * 1_000_000)


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""
