"""Pure: a score on its way to a gradebook (LTI-AGS 3.4), and what differs between LMSs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID

import orjson

_SECOND = 1_000_000
_WAITS = "hallway:column/"
_CANVAS = "https://canvas.instructure.com/lti/submission"


class Activity(StrEnum):
    """How far the person is (activityProgress)."""

    INITIALIZED = "Initialized"
    STARTED = "Started"
    IN_PROGRESS = "InProgress"
    SUBMITTED = "Submitted"
    COMPLETED = "Completed"


class Grading(StrEnum):
    """How far the grading is (gradingProgress)."""

    FULLY_GRADED = "FullyGraded"
    PENDING = "Pending"
    PENDING_MANUAL = "PendingManual"
    FAILED = "Failed"
    NOT_READY = "NotReady"


class State(StrEnum):
    """Where a score is on its way."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    OVERTAKEN = "overtaken"  # the LMS holds this one or a newer one
    WITHHELD = "withheld"  # sending it would do harm in this LMS
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Score:
    """What the LMS should show of one person in one column. Instants in microseconds since the epoch.

    `line_item` is the address of the column, or names the link whose column is still to be made.
    """

    platform_id: UUID
    line_item: str
    subject: str
    person_id: UUID
    product: str
    title: str
    given: float | None
    maximum: float
    activity: Activity
    grading: Grading
    comment: str
    timestamp: int


def column_of(deployment_id: str, resource_link_id: str) -> str:
    """Name the column of a link that has none yet; no LMS has such an address."""
    return f"{_WAITS}{quote(deployment_id, safe='')}/{quote(resource_link_id, safe='')}"


def waits_for_column(line_item: str) -> bool:
    return line_item.startswith(_WAITS)


def link_of(line_item: str) -> tuple[str, str]:
    """Give deployment id and link id of a column that is still to be made."""
    deployment_id, _, resource_link_id = line_item.removeprefix(_WAITS).partition("/")
    return unquote(deployment_id), unquote(resource_link_id)


def family(product: str) -> str:
    """Give the LMS's own word for itself as one of ours; "" for all that need nothing special."""
    word = product.lower()
    known = ("moodle", "canvas", "desire2learn", "blackboard", "openedx")
    return next((name for name in known if name in word), "")


def would_erase(score: Score) -> bool:
    """Say whether sending this would take a grade away: Moodle and its kin know finished grades only."""
    return family(score.product) == "moodle" and score.grading is not Grading.FULLY_GRADED


def body(score: Score) -> bytes:
    """Write what is posted to the address of scores."""
    said: dict[str, Any] = {
        "userId": score.subject,
        "timestamp": iso(score.timestamp),
        "activityProgress": score.activity,
        "gradingProgress": score.grading,
    }
    if score.given is not None:
        said |= {"scoreGiven": score.given, "scoreMaximum": score.maximum}
    if score.comment:
        said["comment"] = score.comment
    if family(score.product) == "canvas":  # else each score would be one more submission
        said[_CANVAS] = {"new_submission": False}
    return orjson.dumps(said)


def iso(moment: int) -> str:
    """Write an instant as the service takes it everywhere: with milliseconds, in UTC."""
    found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def later_than(last: int | None, now: int) -> int:
    """Give a timestamp that is newer than the last one even for an LMS that counts whole seconds."""
    return now if last is None else max(now, (last // _SECOND + 1) * _SECOND)
