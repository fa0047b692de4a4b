"""The company: who is there this evening, each by their number in the association."""

import time
from collections.abc import Callable
from uuid import NAMESPACE_URL, UUID, uuid5

from flask import Flask
from sqlalchemy import Connection

from lrs import Lrs
from lti_tool.clips.watching.openings import Openings
from lti_tool.launch.platforms import Platform
from lti_tool.sandbox import people
from lti_tool.sandbox.evening.visitor import Visitor
from lti_tool.sandbox.messages import Kind
from lti_tool.sponsors.reach import Kind as Sponsored
from lti_tool.sponsors.reach import Thing
from lti_tool.sponsors.storage import Sponsor, Sponsors

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

    def support(self, name: str, kind: Sponsored, thing_id: str) -> None:
        """Let a sponsor support something, as an administrator notes it in the console."""
        database, now = self._lrs.database, time.time_ns() // 1000
        sponsor_id = uuid5(NAMESPACE_URL, name)

        def work(connection: Connection) -> None:
            sponsors = Sponsors(connection, database.dialect, self._platform.store_id)
            sponsors.add(Sponsor(sponsor_id, name, now, "", 0))
            sponsors.support(sponsor_id, Thing(kind, UUID(thing_id), ""), now)

        database.write(work)

    def prepare_clips(self) -> None:
        """Do what the worker would do with uploads."""
        self._lrs.queue.run_waiting()

    @staticmethod
    def name(number: int) -> str:
        return people.person(number).name


Scene = Callable[[Company], None]
