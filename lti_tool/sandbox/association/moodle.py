"""Moodle's half of a statement: events, activities and contexts as the logstore_xapi plugin sends them."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from random import Random
from typing import Any, NamedTuple

from lrs import vocabulary as v
from lti_tool.sandbox.association.building import (
    Json,
    Statement,
    activity,
    registration,
    statement,
)
from lti_tool.sandbox.association.calendar import after, later
from lti_tool.sandbox.association.catalogue import Course
from lti_tool.sandbox.association.members import Member
from lti_tool.sandbox.people import ASSOCIATION


class Event(NamedTuple):
    """An event of Moodle's log, the plugin's function that translates it, and the verb it becomes."""

    name: str
    function: str
    verb: v.Verb


def _core(name: str, verb: v.Verb) -> Event:
    return Event(rf"\core\event\{name}", rf"\src\transformer\events\core\{name}", verb)


def _viewed(module: str) -> Event:
    function = r"\src\transformer\events\all\course_module_viewed"
    return Event(rf"\{module}\event\course_module_viewed", function, v.LMS_VIEWED)


def _of(module: str, name: str, function: str, verb: v.Verb) -> Event:
    return Event(rf"\{module}\event\{name}", rf"\src\transformer\events\{module}\{function}", verb)


LOGGED_IN = _core("user_loggedin", v.LMS_LOGIN)
LOGGED_OUT = _core("user_loggedout", v.LMS_LOGOUT)
ENROLLED = _core("user_enrolment_created", v.LMS_ENROLLED)
COURSE_VIEWED = _core("course_viewed", v.LMS_VIEWED)
COURSE_COMPLETED = _core("course_completed", v.LMS_COMPLETED)
MODULE_COMPLETED = _core("course_module_completion_updated", v.LMS_COMPLETED)
MODULE_UNCOMPLETED = _core("course_module_completion_updated", v.LMS_UNCOMPLETED)
PAGE_VIEWED = _viewed("mod_page")
ATTEMPT_STARTED = _of("mod_quiz", "attempt_started", "attempt_started", v.LMS_STARTED)
ATTEMPT_COMPLETED = _of(
    "mod_quiz", "attempt_submitted", r"attempt_submitted\handler", v.LMS_COMPLETED
)
QUESTION_ANSWERED = ATTEMPT_COMPLETED._replace(verb=v.LMS_ANSWERED)
SUBMITTED = _of("mod_assign", "assessable_submitted", "assignment_submitted", v.LMS_SUBMITTED)
GRADED = _of("mod_assign", "submission_graded", "assignment_graded", v.LMS_SCORED)
THREAD_STARTED = _of("mod_forum", "discussion_created", "discussion_created", v.LMS_CREATED)
POST_REPLIED = _of("mod_forum", "post_created", "post_created", v.LMS_REPLIED)


class Moodle:
    """One Moodle site."""

    def __init__(self, iss: str) -> None:
        self.iss = iss
        self.site = activity(iss, v.LMS, ASSOCIATION)

    def course(self, course: Course) -> Json:
        return activity(f"{self.iss}/course/view.php?id={course.number}", v.COURSE, course.name)

    def inside(self, course: Course, section: int) -> list[Json]:
        """Give what a module of this section is in: the section, then the course."""
        iri = f"{self.iss}/course/section.php?id={course.number * 10 + section}"
        name = f"{course.name} Section {section}"
        return [activity(iri, v.SECTION, name), self.course(course)]

    def module(self, kind: str, number: int, type_: str, name: str) -> Json:
        return activity(f"{self.iss}/mod/{kind}/view.php?id={number}", type_, name)

    def context(self, event: Event, when: datetime, parents: Sequence[Json]) -> Json:
        """Build the context; the registration is that of the cron run, whoever is in it."""
        related = {"parent": list(parents)} if parents else {}
        told = {**_VERSIONS, "event_name": event.name, "event_function": event.function}
        return {
            "platform": "Moodle",
            "registration": registration("cron", self.iss, f"{when:%Y%m%d%H%M}"),
            "language": "en",
            "extensions": {v.LOGSTORE_INFO: told},
            "contextActivities": {**related, "category": [self.site]},
        }


_VERSIONS = {
    "http://moodle.org": "4.5.6 (Build: 20250811)",
    "https://github.com/xAPI-vle/moodle-logstore_xapi": "5.0.1",
}


def user(member: Member) -> Json:
    """Name a user as the plugin does: without saying that it is an Agent."""
    return {"name": member.agent["name"], "account": member.agent["account"]}


def score(grade: int, to_pass: int = 50) -> Json:
    """Give a grade out of 100; `scaled` is relative to the grade to pass, as the plugin sends it."""
    return {"raw": grade, "min": 0, "max": 100, "scaled": round((grade - to_pass) / to_pass, 4)}


class Log:
    """What Moodle logs about one member's way through something; `now` moves on as things happen."""

    def __init__(self, lms: Moodle, member: Member, about: str, now: datetime) -> None:
        self.lms = lms
        self.now = now.replace(microsecond=0)  # Moodle counts in seconds
        self.member = member
        self._actor = user(member)
        self._about = f"moodle/{member.number}/{about}"
        self._numbers = count()

    def wait(self, seconds: float) -> None:
        self.now = later(self.now, round(seconds))

    def rest(self, days: float, luck: Random) -> None:
        """Come back some days later, at a reasonable hour."""
        self.now = after(self.now, days, luck).replace(microsecond=0)

    def says(
        self,
        event: Event,
        thing: Json,
        parents: Sequence[Json] = (),
        *,
        more_context: Json | None = None,
        **more: Any,
    ) -> Statement:
        """Tell one event that happens now."""
        context = {**self.lms.context(event, self.now, parents), **(more_context or {})}
        source = f"{self._about}/{next(self._numbers)}"
        return statement(source, self.now, self._actor, event.verb, thing, context=context, **more)
