"""/app/clips/lists: collections that a teacher puts together, to be shown or put into a course."""

from uuid import UUID, uuid4

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotFound, NotPermitted, Violation
from lti_tool.clips.desk import Desk
from lti_tool.clips.finding import clip_for
from lti_tool.clips.library import shelved
from lti_tool.clips.listing import ClipList, ClipLists
from lti_tool.clips.shelf import Wanted
from lti_tool.rooms.visits import Visit, framed

_ALL = "/app/clips/lists"
_ONE = f"{_ALL}/<uuid:list_id>"
_GONE = "There is no such list in this course."
_NOT_YOURS = "Lists are put together by those who teach the course."
_LONGEST = 120


def add_to(pages: Blueprint, desk: Desk) -> None:
    views = _Views(desk)
    post = ["POST"]
    pages.add_url_rule(_ALL, "lists", views.all)
    pages.add_url_rule(_ALL, "begin_list", views.begin, methods=post)
    pages.add_url_rule(_ONE, "list", views.one)
    pages.add_url_rule(f"{_ONE}/remove", "remove_list", views.remove, methods=post)
    pages.add_url_rule(f"{_ONE}/take-out", "take_out", views.take_out, methods=post)
    pages.add_url_rule("/app/clips/<uuid:clip_id>/lists", "put", views.put, methods=post)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rooms = desk.rooms
        self._database = desk.rooms.lrs.database

    def all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        launch = visit.launch
        with self._database.reading() as connection:
            known = ClipLists(connection, visit.store_id)
            found = known.of_course(launch.platform_id, launch.context_id)
        return self._rooms.visits.page(visit, "clips/lists.html", lists=found)

    def begin(self) -> Response:
        visit = self._rooms.visits.teacher(request)
        title = request.form.get("title", "").strip()
        if not title or len(title) > _LONGEST:
            words = f"Give the list a title of at most {_LONGEST} letters."
            raise InvalidRequest(Violation("title", words, "hallway"))
        launch = visit.launch
        made = ClipList(
            uuid4(),
            launch.platform_id,
            launch.context_id,
            visit.person_id,
            title,
            self._rooms.clock(),
        )
        self._database.write(lambda c: ClipLists(c, visit.store_id).add(made))
        return self._to(visit, made.id)

    def one(self, list_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        found = self._found(visit, list_id, open_to_all=True)
        shown = shelved(self._desk, visit, Wanted(among=list_id))
        pictures = self._desk.pictures(visit)
        posters = {clip.id: pictures.poster(clip) for clip in shown.items}
        mine = self._of_course(visit, found)
        return self._rooms.visits.page(
            visit, "clips/list.html", list=found, shown=shown, posters=posters, mine=mine
        )

    def put(self, clip_id: UUID) -> Response:
        visit = self._rooms.visits.teacher(request)
        clip = clip_for(self._rooms, visit, clip_id)
        try:
            found = self._found(visit, UUID(request.form.get("list", "")))
        except ValueError as error:
            raise NotFound(_GONE) from error
        self._database.write(lambda c: ClipLists(c, visit.store_id).put(found.id, clip.id))
        return self._to(visit, found.id)

    def take_out(self, list_id: UUID) -> Response:
        visit = self._rooms.visits.teacher(request)
        found = self._found(visit, list_id)
        clip_id = UUID(request.form.get("clip", ""))
        self._database.write(lambda c: ClipLists(c, visit.store_id).take_out(found.id, clip_id))
        return self._to(visit, found.id)

    def remove(self, list_id: UUID) -> Response:
        visit = self._rooms.visits.teacher(request)
        found, now = self._found(visit, list_id), self._rooms.clock()
        self._database.write(lambda c: ClipLists(c, visit.store_id).remove(found.id, now))
        return framed(redirect(url_for(".lists"), 303), visit)

    def _found(self, visit: Visit, list_id: UUID, *, open_to_all: bool = False) -> ClipList:
        """Give a list; only in its own course is it changed, everywhere in the store it can be seen."""
        with self._database.reading() as connection:
            found = ClipLists(connection, visit.store_id).find(list_id)
        if found is None:
            raise NotFound(_GONE)
        if not open_to_all and not self._of_course(visit, found):
            raise NotPermitted(_NOT_YOURS)
        return found

    def _of_course(self, visit: Visit, found: ClipList) -> bool:
        here = (visit.launch.platform_id, visit.launch.context_id)
        return visit.teaches and (found.platform_id, found.context_id) == here

    def _to(self, visit: Visit, list_id: UUID) -> Response:
        return framed(redirect(url_for(".list", list_id=list_id), 303), visit)
