"""/app/network/events: the events that one sees, and one event for those who come."""

from uuid import UUID

from flask import Blueprint, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from lrs import NotFound
from lti_tool.launch.errors import SessionRefused
from lti_tool.network import pages as shared
from lti_tool.network.encounters.encounter import Encounter
from lti_tool.network.encounters.storage import Encounters
from lti_tool.network.events import codes, joining
from lti_tool.network.events.calendar import calendar
from lti_tool.network.events.event import Event
from lti_tool.network.events.joining import Joining
from lti_tool.network.events.rules import may_organise, may_see
from lti_tool.network.events.storage import Events
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed
from lti_tool.sponsors.naming import named
from lti_tool.sponsors.reach import Kind

_NOT_HERE = "There is no such event, or it isn't for this course."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    one = "/app/network/events/<uuid:event_id>"
    pages.add_url_rule("/app/network/events", "events", views.all)
    pages.add_url_rule(one, "event", views.event)
    pages.add_url_rule(f"{one}.ics", "calendar", views.calendar)
    pages.add_url_rule(f"{one}/register", "register", views.register, methods=["POST"])
    pages.add_url_rule(f"{one}/unregister", "unregister", views.unregister, methods=["POST"])
    pages.add_url_rule(f"{one}/scan", "scan", views.scan, methods=["POST"])
    pages.add_url_rule(f"{one}/scan/<code>", "scanned", views.scanned)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._joining = Joining(rooms)
        self._database = rooms.lrs.database

    def all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        course = (visit.launch.platform_id, visit.launch.context_id)
        now = self._rooms.clock()
        with self._database.reading() as connection:
            known = self._events(connection, visit)
            coming = known.seen_from(course, now, past=False)
            past = known.seen_from(course, now, past=True)
        words = {"coming": coming, "past": past}
        return self._rooms.visits.page(visit, "network/events.html", **words)

    def event(self, event_id: UUID) -> Response:
        visit, event = self._found(event_id)
        me, now = shared.known(visit), self._rooms.clock()
        with self._database.reading() as connection:
            known = self._events(connection, visit)
            part = known.part(event.id, me) if me else None
            there = {"coming": known.count(event.id), "came": known.count(event.id, came=True)}
            met = self._met(connection, visit, event)
            supporters = named(connection, visit.store_id, Kind.EVENT, event.id)
        badge = self._drawing(event, part.badge) if part else None
        return self._rooms.visits.page(
            visit,
            "network/event.html",
            event=event,
            me=me,
            part=part,
            badge=badge,
            code=codes.shown(part.badge) if part else "",
            met=met,
            there=there,
            supporters=supporters,
            is_open=event.is_open(now),
            is_over=event.ends < now,
            organises=may_organise(visit, event),
        )

    def calendar(self, event_id: UUID) -> Response:
        visit, event = self._found(event_id)
        answer = Response(calendar(event, event.created), mimetype="text/calendar")
        answer.headers["Content-Disposition"] = f'attachment; filename="event-{event.id}.ics"'
        return framed(answer, visit)

    def register(self, event_id: UUID) -> Response:
        visit, event = self._found(event_id)
        self._joining.register(visit, event)
        return shared.see(visit, "event", event_id=event.id)

    def unregister(self, event_id: UUID) -> Response:
        visit, event = self._found(event_id)
        self._joining.unregister(visit, event)
        return shared.see(visit, "event", event_id=event.id)

    def scan(self, event_id: UUID) -> Response:
        """Take a code that was typed or scanned."""
        visit, event = self._found(event_id)
        self._joining.scan(visit, event, request.form.get("code", ""))
        return shared.see(visit, "event", event_id=event.id)

    def scanned(self, event_id: UUID, code: str) -> Response:
        """Show what a camera of a phone opened: one tap does it."""
        written = codes.shown(codes.typed(code))
        try:
            visit, event = self._found(event_id)
        except SessionRefused:
            return Response(
                render_template("network/typed.html", code=written), mimetype="text/html"
            )
        words = {"event": event, "code": written}
        return self._rooms.visits.page(visit, "network/scanned.html", **words)

    def _met(self, connection: Connection, visit: Visit, event: Event) -> list[Encounter]:
        me = shared.known(visit)
        kept = Encounters(connection, self._database.dialect, visit.store_id)
        return kept.at_event(event.id, me) if me else []

    def _drawing(self, event: Event, code: str) -> tuple[int, str]:
        return codes.drawing(self._rooms.iri(f"app/network/events/{event.id}/scan/{code}"))

    def _found(self, event_id: UUID) -> tuple[Visit, Event]:
        """Raise NotFound for an event of another course."""
        visit = self._rooms.visits.visit(request)
        event = joining.find(self._rooms, visit.store_id, event_id)
        if not may_see(visit, event):
            raise NotFound(_NOT_HERE)
        return visit, event

    def _events(self, connection: Connection, visit: Visit) -> Events:
        return Events(connection, self._database.dialect, visit.store_id)
