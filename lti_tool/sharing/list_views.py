"""/app/lists: distribution lists that somebody makes by hand."""

from uuid import UUID, uuid4

from flask import Blueprint, request, url_for
from sqlalchemy import Connection
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotFound, Violation
from lti_tool.rooms.neighbours import neighbours
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed
from lti_tool.sharing.lists import HandMade, Lists

_LONGEST, _SHOWN = 100, 25


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    one = "/app/lists/<uuid:list_id>"
    pages.add_url_rule("/app/lists", "lists", views.all)
    pages.add_url_rule("/app/lists", "make_list", views.make, methods=["POST"])
    pages.add_url_rule(one, "list", views.one)
    pages.add_url_rule(one, "rename_list", views.rename, methods=["POST"])
    pages.add_url_rule(f"{one}/people", "put_in", views.put_in, methods=["POST"])
    pages.add_url_rule(f"{one}/people/remove", "take_out", views.take_out, methods=["POST"])
    pages.add_url_rule(f"{one}/remove", "remove_list", views.remove, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        with self._database.reading() as connection:
            kept = self._lists(connection, visit)
            found = [(each, len(kept.people(each.id))) for each in kept.of(visit.person_id)]
        return self._rooms.visits.page(visit, "sharing/lists.html", lists=found)

    def make(self) -> Response:
        visit = self._rooms.visits.visit(request)
        made = HandMade(uuid4(), visit.person_id, _name(), self._rooms.clock())
        self._database.write(lambda c: self._lists(c, visit).add(made))
        return self._see(visit, made.id)

    def one(self, list_id: UUID) -> Response:
        """Show who is in it, and whom a search by name finds."""
        visit = self._rooms.visits.visit(request)
        found, search = self._own(visit, list_id), request.args.get("q", "").strip()
        with self._database.reading() as connection:
            people = self._lists(connection, visit).people(found.id)
        inside = {person_id for person_id, _ in people}
        near = neighbours(self._rooms, visit, search, _SHOWN + len(inside))
        others = [each for each in near if each.person_id not in inside][:_SHOWN]
        words = {"list": found, "people": people, "others": others, "search": search}
        return self._rooms.visits.page(visit, "sharing/list.html", **words)

    def rename(self, list_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        found, name = self._own(visit, list_id), _name()
        self._database.write(lambda c: self._lists(c, visit).rename(found.id, name))
        return self._see(visit, found.id)

    def put_in(self, list_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        found = self._own(visit, list_id)
        person = self._rooms.lrs.person(visit.store_id, _person())
        self._database.write(
            lambda c: self._lists(c, visit).put_in(found.id, person.id, person.name)
        )
        return self._see(visit, found.id)

    def take_out(self, list_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        found, person_id = self._own(visit, list_id), _person()
        self._database.write(lambda c: self._lists(c, visit).take_out(found.id, person_id))
        return self._see(visit, found.id)

    def remove(self, list_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        found = self._own(visit, list_id)
        self._database.write(lambda c: self._lists(c, visit).remove(found.id))
        return framed(redirect(url_for("sharing.lists"), 303), visit)

    def _own(self, visit: Visit, list_id: UUID) -> HandMade:
        with self._database.reading() as connection:
            found = self._lists(connection, visit).find(list_id)
        if found is None or found.owner != visit.person_id:
            raise NotFound("There is no such list of yours.")
        return found

    def _see(self, visit: Visit, list_id: UUID) -> Response:
        return framed(redirect(url_for("sharing.list", list_id=list_id), 303), visit)

    def _lists(self, connection: Connection, visit: Visit) -> Lists:
        return Lists(connection, self._database.dialect, visit.store_id)


def _name() -> str:
    name = " ".join(request.form.get("name", "").split())
    if not 0 < len(name) <= _LONGEST:
        words = f"Give the list a name of at most {_LONGEST} letters."
        raise InvalidRequest(Violation("name", words, "hallway"))
    return name


def _person() -> UUID:
    try:
        return UUID(request.form.get("person", ""))
    except ValueError as error:
        raise NotFound("There is no such person in this store.") from error
