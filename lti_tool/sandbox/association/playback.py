"""One session of a player, second by second, as the xAPI Video Profile writes it down."""

from datetime import datetime
from typing import Any

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import (
    Json,
    Statement,
    category,
    hallway,
    iso_duration,
    registration,
    statement,
)
from lti_tool.sandbox.association.calendar import later
from lti_tool.sandbox.association.clips import Clip
from lti_tool.sandbox.association.members import Member
from lti_tool.sandbox.association.segments import Segment, seconds, seen, spent, written

THRESHOLD = 0.9


class Viewing:
    """One member's viewing of one clip, all sessions together: the registration of the Video Profile."""

    def __init__(self, member: Member, clip: Clip) -> None:
        self.member = member
        self.clip = clip
        self.id = registration(clip.iri, member.agent["account"]["homePage"], member.number)
        self.segments: list[Segment] = []
        self.completed = False
        self.sessions = 0

    @property
    def progress(self) -> float:
        return round(seen(self.segments) / self.clip.length, 3)


class Session:
    """One time that the player was opened. Positions are in milliseconds, `said` holds the statements."""

    def __init__(self, viewing: Viewing, now: datetime, at: int = 0) -> None:
        self.viewing = viewing
        self.now = now
        self.at = at
        self.said: list[Statement] = []
        viewing.sessions += 1
        self._number = viewing.sessions
        self._say(v.INITIALIZED, more=_PLAYER)

    def play(self, to: int) -> None:
        """Play until a position, where the viewer pauses or the clip ends."""
        self._say(v.PLAYED, {"time": seconds(self.at), "played-segments": self._written()})
        self._run(to)
        self._say(v.PAUSED, self._state())
        self._complete_once()

    def play_and_jump(self, until: int, to: int) -> None:
        """Play, jump while playing, and leave the player running at `to`."""
        self._say(v.PLAYED, {"time": seconds(self.at), "played-segments": self._written()})
        self._run(until)
        self._say(v.SEEKED, {"time-from": seconds(until), "time-to": seconds(to)})
        self.at = to

    def run_on(self, to: int) -> None:
        """Keep a running player running until a position, and pause there."""
        self._run(to)
        self._say(v.PAUSED, self._state())
        self._complete_once()

    def jump(self, to: int) -> None:
        """Move a player that stands still."""
        self._say(v.SEEKED, {"time-from": seconds(self.at), "time-to": seconds(to)})
        self.at = to

    def wait(self, length: float) -> None:
        self.now = later(self.now, length)

    def close(self) -> list[Statement]:
        self.wait(1.4)
        self._say(v.TERMINATED, self._state(), duration=iso_duration(self._spent()))
        return self.said

    def _run(self, to: int) -> None:
        self.viewing.segments.append((self.at, to))
        self.wait(seconds(to - self.at))
        self.at = to

    def _complete_once(self) -> None:
        if self.viewing.completed or self.viewing.progress < THRESHOLD:
            return
        self.viewing.completed = True
        self._say(v.COMPLETED, self._state(), completion=True, duration=iso_duration(self._spent()))

    def _state(self) -> Json:
        return {
            "time": seconds(self.at),
            "progress": self.viewing.progress,
            "played-segments": self._written(),
        }

    def _written(self) -> str:
        return written(self.viewing.segments)

    def _spent(self) -> float:
        return seconds(spent(self.viewing.segments))

    def _say(
        self, verb: v.Verb, state: Json | None = None, *, more: Json | None = None, **result: Any
    ) -> None:
        viewing = self.viewing
        if state:
            result["extensions"] = _named(state)
        self.said.append(
            statement(
                f"viewing/{viewing.id}/{self._number}/{len(self.said)}",
                self.now,
                viewing.member.agent,
                verb,
                viewing.clip.activity,
                **({"result": result} if result else {}),
                context=self._context(more or {}),
            )
        )

    def _context(self, more: Json) -> Json:
        told = {
            "session-id": registration(self.viewing.id, self._number),
            "length": seconds(self.viewing.clip.length),
            "completion-threshold": THRESHOLD,
            **more,
        }
        return hallway(
            registration=self.viewing.id,
            extensions=_named(told),
            contextActivities={"category": [category(v.VIDEO_PROFILE)]},
        )


_PLAYER = {
    "speed": "1x",
    "volume": 1,
    "full-screen": False,
    "screen-size": "1280x800",
    "video-playback-size": "720x405",
    "cc-enabled": True,
    "cc-subtitle-lang": "en",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0",
}


def _named(told: Json) -> Json:
    return {f"{v.VIDEO_EXTENSION}{name}": value for name, value in told.items()}
