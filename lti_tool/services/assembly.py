"""What the services consist of, wired once for a process."""

from flask import Blueprint

from lrs import Lrs
from lti_tool.launch.assembly import way_out
from lti_tool.launch.clock import SECOND, Clock, now
from lti_tool.launch.keys import Keys
from lti_tool.launch.outgoing import Send
from lti_tool.services.grades import console as grades_console
from lti_tool.services.grades import reporting
from lti_tool.services.grades.delivering import Delivery
from lti_tool.services.grades.reporting import Grades
from lti_tool.services.http import ServiceDoor


class Services:
    """The services; `grades` is what rooms report scores to."""

    def __init__(self, lrs: Lrs, send: Send | None = None, clock: Clock = now) -> None:
        self._lrs = lrs
        keys = Keys(lrs.database, lrs.settings.secret)
        self.door = ServiceDoor(keys, send or way_out(lrs.settings).send, lambda: clock() / SECOND)
        self.grades = Grades(lrs, clock)
        lrs.queue.learn(reporting.ERRAND, Delivery(lrs, self.door, clock).run)

    def blueprints(self) -> list[Blueprint]:
        return [grades_console.blueprint(self._lrs, self.grades)]
