"""Pure: the statements of the Video Profile, from what the player saw."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from lrs import telling
from lrs import vocabulary as v
from lti_tool.clips.watching import viewing as seen
from lti_tool.clips.watching.observation import Act, Observation
from lti_tool.clips.watching.segments import written
from lti_tool.clips.watching.viewing import Told
from lti_tool.sponsors.telling import supported

Json = dict[str, Any]

VERBS = {
    Act.INITIALIZED: v.INITIALIZED,
    Act.PLAYED: v.PLAYED,
    Act.PAUSED: v.PAUSED,
    Act.SEEKED: v.SEEKED,
    Act.INTERACTED: v.INTERACTED,
    Act.TERMINATED: v.TERMINATED,
    seen.COMPLETED: v.COMPLETED,
}
_CATEGORIES = [telling.category(v.VIDEO_PROFILE), telling.category(v.VIDEO)]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Telling:
    """What all statements of one session share."""

    source: str
    actor: Json
    clip: Json
    registration: UUID
    session: UUID
    browser: str
    sponsors: tuple[str, ...] = ()


def statement(told: Told, of: Telling) -> Json:
    """Build the statement of one act."""
    return telling.statement(
        of.source,
        f"watching/{of.registration}/{told.name}",
        _EPOCH + timedelta(milliseconds=told.moment),
        of.actor,
        VERBS[told.verb],
        of.clip,
        **_result(told),
        context=_context(told, of),
    )


def _context(told: Told, of: Telling) -> Json:
    return telling.context(
        of.clip,
        registration=str(of.registration),
        contextActivities={"category": _CATEGORIES},
        extensions=_named({**_setting(told, of), "session-id": str(of.session)})
        | supported(of.sponsors),
    )


def _setting(told: Told, of: Telling) -> Json:
    """Say how the player stood, as far as the templates ask for it with this verb."""
    length = {"length": round(told.viewing.length, 3)}
    if told.verb == Act.INITIALIZED:
        whole = {**length, "completion-threshold": told.viewing.threshold, "user-agent": of.browser}
        return {
            **whole,
            **_player(told.observation),
            "cc-enabled": told.observation.settings.captions,
        }
    if told.verb == Act.INTERACTED:
        return _player(told.observation)
    if told.verb in {Act.PAUSED, Act.TERMINATED, seen.COMPLETED}:
        return {**length, "completion-threshold": told.viewing.threshold}
    return {}


def _player(observation: Observation) -> Json:
    settings = observation.settings
    return {
        "volume": settings.volume,
        "speed": f"{settings.speed:g}x",
        "full-screen": settings.full_screen,
        "screen-size": settings.screen_size,
        "video-playback-size": settings.playback_size,
        "cc-subtitle-lang": settings.language,
    }


def _result(told: Told) -> Json:
    """Say what came of it; who opens a player has nothing to show yet."""
    if told.verb == Act.INITIALIZED:
        return {}
    found = {"extensions": _named(_outcome(told))}
    if told.verb == seen.COMPLETED:
        watched = telling.iso_duration(told.viewing.watched)
        return {"result": {"completion": True, "duration": watched, **found}}
    return {"result": found}


def _outcome(told: Told) -> Json:
    observation = told.observation
    if told.verb == Act.SEEKED:
        return {"time-from": observation.origin, "time-to": observation.time}
    found: Json = {"time": observation.time}
    if told.verb == Act.INTERACTED:
        return {**found, "cc-enabled": observation.settings.captions}
    if told.viewing.segments:
        found["played-segments"] = written(told.viewing.segments)
    if told.verb != Act.PLAYED:
        found["progress"] = told.viewing.progress
    return found


def _named(extensions: Json) -> Json:
    """Give them their addresses, and leave out what nobody said; a language may be none."""
    return {
        v.VIDEO_EXTENSION + name: value
        for name, value in extensions.items()
        if value != "" or name == "cc-subtitle-lang"
    }
