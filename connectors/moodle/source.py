"""Moodle's side: which courses and people to ask about, and where to go on next time.

Moodle tells how things stand, not what happened. A run walks through all courses and gives what was completed or
graded since the run before; once a day it gives everything, since a teacher may set a date in the past.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from marshmallow import Schema, fields

from connectors.connector import Origin, Page, Pull, Source
from connectors.errors import Skippable
from connectors.event import Event
from connectors.moodle import translate
from connectors.moodle.web_services import WebServices
from lrs.telling import Statement

_OVERLAP = 3600  # seconds; clocks differ, and Moodle's cron completes courses late
_DAY = 86_400
_SITE = 1  # the course that is the site itself
_TEACHING = {"editingteacher", "teacher", "manager", "coursecreator"}


class Settings(Schema):
    """What an administrator enters."""

    address = fields.Url(
        required=True,
        schemes={"http", "https"},
        require_tld=False,
        metadata={"label": "Address of the Moodle site", "hint": "As its own pages begin."},
    )
    token = fields.String(
        required=True, metadata={"label": "Token of its web services", "secret": True}
    )
    courses = fields.String(
        load_default="",
        metadata={"label": "Only these courses", "hint": "Their ids, with spaces between."},
    )


class Place(NamedTuple):
    """A cursor: what was told up to `since`, all of it last at `whole`; a run goes on behind `course`.

    Times in seconds since the epoch.
    """

    since: int = 0
    whole: int = 0
    began: int = 0
    course: int = 0

    def dumps(self) -> str:
        return orjson.dumps(self._asdict()).decode()


class Moodle(Pull):
    """One site."""

    name = "moodle"
    title = "Moodle"
    summary = "Completed courses and activities, and grades, asked by Moodle's web services."
    notice = "Which courses and activities you completed in Moodle, when, and with which grade."
    schema = Settings
    every = 6 * 3600

    def test(self, source: Source) -> str:
        site = WebServices(source).call("core_webservice_get_site_info")
        offered = {each["name"] for each in site["functions"]}
        missing = sorted(_NEEDED - offered)
        found = f"{site['sitename']} answers, as {site['fullname']}."
        return f"{found} The token lacks {', '.join(missing)}." if missing else found

    def pages(self, source: Source, cursor: str) -> Iterator[Page]:
        place = _started(_place(cursor), int(source.now))
        services = WebServices(source)
        for course in _courses(services, str(source.settings.get("courses", ""))):
            if course["id"] > place.course:
                place = place._replace(course=course["id"])
                yield Page(_Course(services, course).events(_since(place)), place.dumps())
        whole = place.began if place.began - place.whole >= _DAY else place.whole
        yield Page([], Place(since=place.began, whole=whole).dumps())

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


_NEEDED = {
    "core_course_get_courses",
    "core_course_get_contents",
    "core_enrol_get_enrolled_users",
    "core_completion_get_activities_completion_status",
    "core_completion_get_course_completion_status",
    "gradereport_user_get_grade_items",
}


def _place(cursor: str) -> Place:
    """Read a cursor; one that nobody understands begins anew, which tells nothing twice."""
    try:
        return Place(**orjson.loads(cursor))
    except (orjson.JSONDecodeError, TypeError):
        return Place()


def _started(place: Place, now: int) -> Place:
    return place if place.course else place._replace(began=now)


def _since(place: Place) -> int:
    return 0 if place.began - place.whole >= _DAY else place.since - _OVERLAP


def _courses(services: WebServices, only: str) -> list[Mapping[str, Any]]:
    wanted = {int(each) for each in only.split() if each.isdecimal()}
    found = services.call("core_course_get_courses")
    courses = [c for c in found if c["id"] != _SITE and (not wanted or c["id"] in wanted)]
    return sorted(courses, key=lambda course: course["id"])


class _Course:
    """One course: asks what its people completed."""

    def __init__(self, services: WebServices, course: Mapping[str, Any]) -> None:
        self._services = services
        self._course = {"id": course["id"], "name": course["fullname"]}

    def events(self, since: int) -> list[Event]:
        modules = self._modules()
        people = self._services.call("core_enrol_get_enrolled_users", courseid=self._course["id"])
        return [
            event
            for person in people
            if not _teaches(person)
            for event in self._of(person, modules)
            if event.body["at"] > since
        ]

    def _modules(self) -> dict[int, dict[str, Any]]:
        sections = self._services.call("core_course_get_contents", courseid=self._course["id"])
        return {
            module["id"]: {key: module.get(key) for key in ("id", "name", "modname", "url")}
            for section in sections
            for module in section["modules"]
        }

    def _of(self, person: Mapping[str, Any], modules: Mapping[int, Any]) -> Iterator[Event]:
        who = {"id": person["id"], "name": person["fullname"]}
        try:
            yield from self._activities(who, modules)
            yield from self._whole(who)
        except Skippable:
            return  # Moodle doesn't follow this person's completion

    def _ask(self, function: str, who: Mapping[str, Any]) -> Any:
        return self._services.call(function, courseid=self._course["id"], userid=who["id"])

    def _activities(self, who: Mapping[str, Any], modules: Mapping[int, Any]) -> Iterator[Event]:
        states = self._ask("core_completion_get_activities_completion_status", who)["statuses"]
        grades = {each["cmid"]: each for each in self._grades(who) if each.get("cmid")}
        for state in states:
            if state["state"] and state["cmid"] in modules:
                name = (
                    f"cm/{state['cmid']}/user/{who['id']}/{state['state']}/{state['timecompleted']}"
                )
                grade = _grade(grades.get(state["cmid"]))
                body = self._body(who, state["timecompleted"], state=state["state"], grade=grade)
                yield Event(name, "activity", {**body, "module": modules[state["cmid"]]})

    def _grades(self, who: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        try:
            found = self._ask("gradereport_user_get_grade_items", who)["usergrades"]
        except Skippable:
            return []  # completions count without grades, too
        return [item for each in found for item in each["gradeitems"]]

    def _whole(self, who: Mapping[str, Any]) -> Iterator[Event]:
        status = self._ask("core_completion_get_course_completion_status", who)["completionstatus"]
        if not status["completed"]:
            return
        at = max((each["timecompleted"] or 0 for each in status["completions"]), default=0)
        name = f"course/{self._course['id']}/user/{who['id']}/{at}"
        yield Event(name, "course", self._body(who, at))

    def _body(self, who: Mapping[str, Any], at: int, **more: Any) -> dict[str, Any]:
        return {"user": who, "course": self._course, "at": at, **more}


def _teaches(person: Mapping[str, Any]) -> bool:
    return any(role["shortname"] in _TEACHING for role in person.get("roles", ()))


def _grade(item: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if item is None or item["graderaw"] is None:
        return None
    return {"raw": item["graderaw"], "min": item["grademin"], "max": item["grademax"]}
