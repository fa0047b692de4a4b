"""/app/network/events/…: make an event, show the code of its door, check people in by hand, read its sheet."""

from uuid import UUID, uuid4

from flask import Blueprint, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotFound, NotPermitted, Violation
from lti_tool.launch.roles import Role
from lti_tool.network import pages as shared
from lti_tool.network.encounters import asked as talks
from lti_tool.network.events import asked, codes, joining
from lti_tool.network.events.event import Event
from lti_tool.network.events.joining import Joining
from lti_tool.network.events.rules import may_organise, may_see, sheet
from lti_tool.network.events.storage import Events
from lti_tool.network.people import meant, suggested
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_ON_A_PAGE = 100
_NOT_YOURS = "Those who teach the course, and administrators, organise its events."
_FOR_ALL = "Only administrators make events for everybody."
_NOT_HERE = "There is no such event, or it isn't for this course."
_STRANGER = "Nobody here goes by this name alone. Let them type the code of the door instead."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    one = "/app/network/events/<uuid:event_id>"
    pages.add_url_rule("/app/network/events/new", "new_event", views.new)
    pages.add_url_rule("/app/network/events", "make_event", views.make, methods=["POST"])
    pages.add_url_rule(f"{one}/edit", "edit_event", views.edit)
    pages.add_url_rule(f"{one}/edit", "change_event", views.change, methods=["POST"])
    pages.add_url_rule(f"{one}/cancel", "cancel_event", views.cancel, methods=["POST"])
    pages.add_url_rule(f"{one}/door", "door", views.door)
    pages.add_url_rule(f"{one}/sheet", "sheet", views.sheet)
    pages.add_url_rule(f"{one}/list", "check_in", views.check_in, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._joining = Joining(rooms)
        self._database = rooms.lrs.database

    def new(self) -> Response:
        visit = self._rooms.visits.teacher(request)
        zone = self._rooms.lrs.store(visit.store_id).time_zone
        for_all = visit.viewer.role is Role.ADMINISTRATOR
        words = {"zone": zone, "for_all": for_all, "event": None}
        return self._rooms.visits.page(visit, "network/plan.html", **words)

    def make(self) -> Response:
        visit = self._rooms.visits.teacher(request)
        planned, now = asked.read(request.form), self._rooms.clock()
        for_all = request.form.get("for") == "all"
        if for_all and visit.viewer.role is not Role.ADMINISTRATOR:
            raise NotPermitted(_FOR_ALL)
        event = Event(
            id=uuid4(),
            platform_id=visit.launch.platform_id,
            context_id="" if for_all else visit.launch.context_id,
            maker=visit.person_id,
            created=now,
            asked=None,
            gone=None,
            **planned._asdict(),
        )
        self._database.write(lambda c: self._events(c, visit).add(event))
        return shared.see(visit, "event", event_id=event.id)

    def edit(self, event_id: UUID) -> Response:
        visit, event = self._own(event_id)
        words = {"zone": event.zone, "for_all": False, "event": event}
        return self._rooms.visits.page(visit, "network/plan.html", **words)

    def change(self, event_id: UUID) -> Response:
        visit, event = self._own(event_id)
        planned = asked.read(request.form)
        self._database.write(lambda c: self._events(c, visit).change(event.id, **planned._asdict()))
        return shared.see(visit, "event", event_id=event.id)

    def cancel(self, event_id: UUID) -> Response:
        """Take an event off the list; what people did there stays in their records."""
        visit, event = self._own(event_id)
        now = self._rooms.clock()
        self._database.write(lambda c: self._events(c, visit).change(event.id, gone=now))
        return shared.see(visit, "events")

    def door(self, event_id: UUID) -> Response:
        """Show the code of this minute; the page loads itself anew."""
        visit, event = self._own(event_id)
        now = self._rooms.clock()
        code = codes.door_code(self._rooms.lrs.settings.secret, event.id, now)
        page = self._rooms.iri(f"app/network/events/{event.id}/scan/{code}")
        words = {"event": event, "code": codes.shown(code), "drawing": codes.drawing(page)}
        with self._database.reading() as connection:
            came = self._events(connection, visit).count(event.id, came=True)
        is_open = event.is_open(now)
        answer = self._rooms.visits.page(
            visit, "network/door.html", came=came, is_open=is_open, **words
        )
        answer.headers["Refresh"] = "30"
        return answer

    def sheet(self, event_id: UUID) -> Response:
        visit, event = self._own(event_id)
        with self._database.reading() as connection:
            known = self._events(connection, visit)
            shown = shared.slice_of(known.count(event.id), _ON_A_PAGE)
            items = known.parts(event.id, max(shown.first - 1, 0), _ON_A_PAGE)
            came = [p.person_id for p in known.parts(event.id) if p.came is not None]
            figures = sheet(event, came, known.meetings(event.id))
        return self._rooms.visits.page(
            visit,
            "network/sheet.html",
            event=event,
            shown=shown._replace(items=items),
            figures=figures,
            names=suggested(self._rooms, visit, set()),
        )

    def check_in(self, event_id: UUID) -> Response:
        """Check somebody in by hand, or take that back."""
        visit, event = self._own(event_id)
        undo, named = request.form.get("undo") == "1", request.form.get("person", "")
        if undo:
            self._joining.check_out_other(visit, event, self._listed(visit, event, named)[0])
        else:
            who = self._listed(visit, event, named) if named else self._named(visit)
            self._joining.check_in_other(visit, event, *who)
        return shared.see(visit, "sheet", event_id=event.id)

    def _listed(self, visit: Visit, event: Event, named: str) -> tuple[UUID, str]:
        """Find somebody on the list; raises NotFound."""
        with self._database.reading() as connection:
            parts = self._events(connection, visit).parts(event.id)
        for part in parts:
            if str(part.person_id) == named:
                return part.person_id, part.name
        raise NotFound("This person is not on the list.")

    def _named(self, visit: Visit) -> tuple[UUID, str]:
        found = meant(self._rooms, visit, talks.name(request.form))
        if len(found) != 1:
            raise InvalidRequest(Violation("with", _STRANGER, "hallway"))
        return found[0].person_id, found[0].name

    def _own(self, event_id: UUID) -> tuple[Visit, Event]:
        """Raise NotFound for an event of another course, NotPermitted for those who don't organise it."""
        visit = self._rooms.visits.visit(request)
        event = joining.find(self._rooms, visit.store_id, event_id)
        if not may_see(visit, event):
            raise NotFound(_NOT_HERE)
        if not may_organise(visit, event):
            raise NotPermitted(_NOT_YOURS)
        return visit, event

    def _events(self, connection: Connection, visit: Visit) -> Events:
        return Events(connection, self._database.dialect, visit.store_id)
