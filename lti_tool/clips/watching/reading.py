"""Pure: a batch as the page sends it, read strictly; each refusal says where and why."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from lrs import InvalidRequest, Violation
from lti_tool.clips.watching.observation import LAST, Act, Batch, Observation, Settings
from lti_tool.clips.watching.segments import Segment

_REQUIREMENT = "hallway: watching"
_MOST = 500
_LONGEST = 24 * 3600.0
_LATEST = 1 << 53  # the largest whole number that a page can mean
_SIZE = re.compile(r"\d{1,5}x\d{1,5}")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def batch(body: bytes) -> Batch:
    """Raise InvalidRequest for what is no batch."""
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _refused("", "This is not JSON.") from error
    if not isinstance(said, dict):
        raise _refused("", "A batch is an object.")
    length = _number(said, "length", "", 0.001, _LONGEST)
    listed = said.get("observations")
    if not isinstance(listed, list) or not 0 < len(listed) <= _MOST:
        raise _refused("/observations", f"A batch holds from one to {_MOST} observations.")
    found = tuple(_observation(one, f"/observations/{n}", length) for n, one in enumerate(listed))
    sent, opened = int(_number(said, "sent", "", 0, _LATEST)), said.get("opened")
    return Batch(_session(said), sent, length, found, opened if isinstance(opened, str) else "")


def _session(said: Mapping[str, Any]) -> UUID:
    try:
        return UUID(str(said.get("session")))
    except ValueError as error:
        raise _refused("/session", "A session is named by a UUID.") from error


def _observation(said: object, place: str, length: float) -> Observation:
    if not isinstance(said, dict):
        raise _refused(place, "An observation is an object.")
    at = int(_number(said, "at", place, 0, _LATEST))
    act = _act(said, place)
    return Observation(
        number=int(_number(said, "number", place, 1, LAST - 1)),
        act=act,
        at=at,
        time=_place(said, "time", place, length),
        settings=_settings(said, f"{place}/settings"),
        watched=_watched(said.get("watched"), f"{place}/watched", at, length),
        origin=_place(said, "origin", place, length) if act is Act.SEEKED else 0.0,
    )


def _act(said: Mapping[str, Any], place: str) -> Act:
    try:
        return Act(str(said.get("act")))
    except ValueError as error:
        raise _refused(f"{place}/act", f"An act is one of {', '.join(Act)}.") from error


def _watched(said: object, place: str, at: int, length: float) -> Segment | None:
    """Read what was played: two seconds of the clip, the earlier one first."""
    if said is None:
        return None
    if not isinstance(said, list) or len(said) != 2:
        raise _refused(place, "What was watched is a list of two seconds.")
    ends = {"0": said[0], "1": said[1]}
    start, end = _place(ends, "0", place, length), _place(ends, "1", place, length)
    if start > end:
        raise _refused(place, "What was watched ends before it starts.")
    return Segment(at, start, end) if end > start else None


def _settings(parent: Mapping[str, Any], place: str) -> Settings:
    said = parent.get("settings", {})
    if not isinstance(said, dict):
        raise _refused(place, "Settings are an object.")
    return Settings(
        volume=round(_number({"volume": 1.0, **said}, "volume", place, 0, 1), 3),
        speed=round(_number({"speed": 1.0, **said}, "speed", place, 0.05, 16), 2),
        captions=said.get("captions") is True,
        language=_text(said, "language", place, _LANGUAGE),
        full_screen=said.get("full_screen") is True,
        screen_size=_text(said, "screen_size", place, _SIZE) or "0x0",
        playback_size=_text(said, "playback_size", place, _SIZE) or "0x0",
    )


def _text(said: Mapping[str, Any], name: str, place: str, form: re.Pattern[str]) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or (value and not form.fullmatch(value)):
        raise _refused(f"{place}/{name}", "This is not of the form that is expected here.")
    return value


def _place(said: Mapping[str, Any], name: str, place: str, length: float) -> float:
    """Read a place in the clip; players run on a little behind its end."""
    return round(min(_number(said, name, place, 0, length + 1.0), length), 3)


def _number(said: Mapping[str, Any], name: str, place: str, least: float, most: float) -> float:
    value = said.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise _refused(f"{place}/{name}", f"This is a number from {least:g} to {most:g}.")
    return float(value)


def _refused(pointer: str, message: str) -> InvalidRequest:
    return InvalidRequest(Violation(pointer, message, _REQUIREMENT))
