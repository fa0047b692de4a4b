"""Pure: media events in the words of the Video Profile."""

import re
from collections.abc import Mapping
from typing import Any

from lrs import vocabulary as v
from lrs.telling import Json

VERBS = {
    "MediaEvent Started": v.PLAYED,
    "MediaEvent Resumed": v.PLAYED,
    "MediaEvent Paused": v.PAUSED,
    "MediaEvent Ended": v.COMPLETED,
}
_LENGTH = re.compile(r"PT(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?")


def more(happened: Mapping[str, Any]) -> Json:
    """Give the result: where the playhead stood, when the event says it."""
    target = happened.get("target")
    place = target.get("currentTime") if isinstance(target, Mapping) else None
    if place is None:
        return {}
    return {"result": {"extensions": {f"{v.VIDEO_EXTENSION}time": seconds(str(place))}}}


def seconds(length: str) -> float:
    """Read an ISO 8601 duration of hours, minutes and seconds. Raises ValueError."""
    found = _LENGTH.fullmatch(length)
    if not found:
        raise ValueError(f"{length} is no time in a medium")
    hours, minutes, rest = (float(part or 0) for part in found.groups())
    return round(hours * 3600 + minutes * 60 + rest, 3)
