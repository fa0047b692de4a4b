"""Pure: what a learner has to do at a graded link, and how much of it their statements show."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

import orjson

Statement = Mapping[str, Any]

_ADL = "http://adlnet.gov/expapi/verbs/"
_COMPLETED = f"{_ADL}completed"
_PROGRESS = "https://w3id.org/xapi/video/extensions/progress"
_CLIP = "https://w3id.org/xapi/video/activity-type/video"
_POSTED = frozenset(
    {
        f"{_ADL}commented",
        f"{_ADL}asked",
        f"{_ADL}answered",
        "http://id.tincanapi.com/verb/replied",
        "https://w3id.org/xapi/acrossx/verbs/posted",
    }
)
_RECORDED = frozenset({"http://activitystrea.ms/create", "http://activitystrea.ms/author"})


class Task(StrEnum):
    """What earns the score."""

    WATCH = "clip-watched"
    POST = "discussion-posted"
    RECORD = "clip-recorded"


class Rule(NamedTuple):
    """One graded link: what to do, with which activity, how much of it, and for how many points.

    `enough` is a share of the clip from 0 to 1 for WATCH, a number of contributions for the others.
    """

    task: Task
    activity: str
    enough: float = 1.0
    points: float = 100.0


class Earned(NamedTuple):
    """The points, or None while the task is begun and not done."""

    given: float | None
    maximum: float


def earned(rule: Rule, statements: Iterable[Statement]) -> Earned | None:
    """Judge the statements of one person, in any order; None when none of them is about the task."""
    amount = _AMOUNTS[rule.task](rule.activity, statements)
    if amount is None:
        return None
    return Earned(rule.points if amount >= rule.enough else None, rule.points)


def _watched(activity: str, statements: Iterable[Statement]) -> float | None:
    """Take the largest share that a statement tells; completed is all of it."""
    shares = [_share(s) for s in statements if _object(s).partition("#t=")[0] == activity]
    return max(shares, default=None)


def _share(statement: Statement) -> float:
    if _verb(statement) == _COMPLETED:
        return 1.0
    value = ((statement.get("result") or {}).get("extensions") or {}).get(_PROGRESS)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return min(1.0, float(value))


def _posted(activity: str, statements: Iterable[Statement]) -> float | None:
    found = {s.get("id") for s in statements if _verb(s) in _POSTED and activity in about(s)}
    return float(len(found)) if found else None


def _recorded(activity: str, statements: Iterable[Statement]) -> float | None:
    """Count clips made for the activity, each once."""
    found = {
        _object(s)
        for s in statements
        if _verb(s) in _RECORDED and _type(s) == _CLIP and activity in about(s)
    }
    return float(len(found)) if found else None


_AMOUNTS: dict[Task, Callable[[str, Iterable[Statement]], float | None]] = {
    Task.WATCH: _watched,
    Task.POST: _posted,
    Task.RECORD: _recorded,
}


def _verb(statement: Statement) -> str:
    return str(statement["verb"]["id"])


def _object(statement: Statement) -> str:
    return str(statement["object"].get("id", ""))


def _type(statement: Statement) -> str:
    return str((statement["object"].get("definition") or {}).get("type", ""))


def about(statement: Statement) -> set[str]:
    """Name what a statement is about: its object, and the parents and groupings of that."""
    around = (statement.get("context") or {}).get("contextActivities") or {}
    found = {_object(statement).partition("#t=")[0]}
    for place in ("parent", "grouping"):
        listed = around.get(place) or []
        # 1.0.0 allowed a single activity in place of the list.
        for activity in [listed] if isinstance(listed, Mapping) else listed:
            found.add(str(activity["id"]))
    return found


def written(rule: Rule) -> str:
    """Give the settings of a graded link as JSON text."""
    return orjson.dumps(rule._asdict()).decode()


def read(settings: str) -> Rule | None:
    """Read the settings of a link; None when it is not graded."""
    said = orjson.loads(settings) if settings else {}
    if not isinstance(said, dict) or "task" not in said:
        return None
    return Rule(Task(said["task"]), said["activity"], said["enough"], said["points"])
