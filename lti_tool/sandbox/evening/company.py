"""The company: who is there this evening, each by their number in the association."""

import time
from collections.abc import Callable
from uuid import UUID

from flask import Flask

from lrs import Lrs
from lti_tool.clips.watching.openings import Openings
from lti_tool.launch.platforms import Platform
from lti_tool.sandbox import people
from lti_tool.sandbox.evening.visitor import Visitor
from lti_tool.sandbox.messages import Kind

LEARNER, TEACHER = people.RICH, people.TEACHER
SECOND_TEACHER = 42


class Company:
    """Lets people in as they are needed, and knows the clips that were made, by their titles."""

    def __init__(self, app: Flask, lrs: Lrs, platform: Platform) -> None:
        self._app = app
        self._lrs = lrs
        self._platform = platform
        self._here: dict[int, Visitor] = {}
        self.clips: dict[str, str] = {}

    def visitor(self, number: int) -> Visitor:
        if number not in self._here:
            who = people.person(number)
            self._here[number] = Visitor(self._app, self._lrs, self._platform, who)
        return self._here[number]

    def picking(self, number: int) -> Visitor:
        """Let a teacher in who adds links to the course."""
        who = people.person(number)
        return Visitor(self._app, self._lrs, self._platform, who, Kind.PICK)

    def opened(self, clip_id: UUID, number: int, seconds_ago: int) -> str:
        """Say of a page with a player that it was made so many seconds ago; nobody waits in a demo."""
        at = time.time_ns() // 1_000_000 - seconds_ago * 1000
        person_id = self.visitor(number).person_id
        assert person_id is not None  # noqa: S101 (everybody of the company has a name)
        return Openings(self._lrs.settings.secret).code(clip_id, person_id, at)

    def prepare_clips(self) -> None:
        """Do what the worker would do with uploads."""
        self._lrs.queue.run_waiting()

    @staticmethod
    def name(number: int) -> str:
        return people.person(number).name


Scene = Callable[[Company], None]
