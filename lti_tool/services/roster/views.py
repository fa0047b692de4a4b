"""/app/people: the people of the course, for those who teach it."""

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lti_tool.launch import link
from lti_tool.launch.claims import LTI, NRPS
from lti_tool.launch.clock import HOUR, Clock
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.visits import TEACHERS, Visit, Visits, framed
from lti_tool.services.roster.fetching import RosterDesk
from lti_tool.services.roster.storage import Course, Roster

_FRESH = 24 * HOUR


def blueprint(visits: Visits, desk: RosterDesk, clock: Clock) -> Blueprint:
    """Build the page; templates stand beside it."""
    views = _Views(visits, desk, clock)
    pages = Blueprint("roster", __name__, template_folder="templates")
    pages.add_url_rule("/app/people", "people", views.people)
    pages.add_url_rule("/app/people", "ask", views.ask, methods=["POST"])
    add_link(pages, NavLink(90, "People", "roster.people", TEACHERS))
    return pages


class _Views:
    def __init__(self, visits: Visits, desk: RosterDesk, clock: Clock) -> None:
        self._visits = visits
        self._desk = desk
        self._clock = clock

    def people(self) -> Response:
        """List the course; a list that is missing or old is asked for meanwhile."""
        visit = self._visits.teacher(request)
        course, store_id = course_of(visit), visit.viewer.store_id
        roster = self._desk.find(store_id, course) if offered(visit) else None
        if offered(visit) and self._is_old(roster):
            self._desk.ask(store_id, course, said_of(visit))
            roster = self._desk.find(store_id, course)
        return self._visits.page(
            visit,
            "roster/people.html",
            offered=offered(visit),
            roster=roster,
            busy=roster is not None and roster.asked > (roster.fetched or 0),
            people=self._desk.members(store_id, course),
            gone=self._desk.members(store_id, course, gone=True),
            groups={group.id: group for group in self._desk.groups(store_id, course)},
        )

    def ask(self) -> Response:
        visit = self._visits.teacher(request)
        if offered(visit):
            self._desk.ask(visit.viewer.store_id, course_of(visit), said_of(visit))
        return framed(redirect(url_for("roster.people"), 303), visit)

    def _is_old(self, roster: Roster | None) -> bool:
        if roster is None:
            return True
        if roster.problem or roster.asked > (roster.fetched or 0):
            return False
        return self._clock() - (roster.fetched or 0) > _FRESH


def offered(visit: Visit) -> bool:
    """Say whether the LMS tells the people of this course."""
    url = visit.claim(NRPS).get("context_memberships_url")
    return isinstance(url, str) and 0 < len(visit.launch.context_id) <= 255


def course_of(visit: Visit) -> Course:
    launch = visit.launch
    return Course(launch.platform_id, launch.deployment_id, launch.context_id)


def said_of(visit: Visit) -> dict[str, str]:
    """Give the title of the course and the addresses of its services."""
    said = link.said(visit.claims)
    return {
        "title": str(visit.claim(f"{LTI}context").get("title") or ""),
        "memberships": str(visit.claim(NRPS)["context_memberships_url"]),
        "groups": said.get("groups", ""),
    }
