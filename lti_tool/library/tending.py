"""/app/library/new and /app/library/<id>/edit: teachers put things into the library, and tend them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Request, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotPermitted
from lti_tool.clips.clip import Visibility
from lti_tool.clips.laying import Paper
from lti_tool.clips.making import paper
from lti_tool.clips.rules import onlooker
from lti_tool.library import said as saying
from lti_tool.library.desk import Desk
from lti_tool.library.item import Item, Kind
from lti_tool.library.keeping import NOT_YOURS
from lti_tool.library.rules import may_tend
from lti_tool.library.storage import Items
from lti_tool.rooms.visits import Visit, framed

_POST = ["POST"]


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages."""
    views, one = _Views(desk), "/app/library/<uuid:item_id>"
    pages.add_url_rule("/app/library/new", "new", views.new)
    pages.add_url_rule("/app/library/new", "add", views.add, methods=_POST)
    pages.add_url_rule(f"{one}/edit", "edit", views.edit)
    pages.add_url_rule(f"{one}/edit", "change", views.change, methods=_POST)
    pages.add_url_rule(f"{one}/delete", "delete", views.delete, methods=_POST)
    pages.add_url_rule(f"{one}/bring-back", "bring_back", views.bring_back, methods=_POST)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rooms = desk.rooms

    def new(self) -> Response:
        visit = self._rooms.visits.teacher(request)
        kind = request.args.get("kind", "")
        zone = self._rooms.lrs.store(visit.store_id).time_zone
        form = {"kind": kind if kind in set(Kind) else Kind.WEBINAR, "zone": zone}
        return self._form(visit, None, form)

    def add(self) -> Response:
        """Put it there; a form that is refused comes back with what was written in it."""
        visit = self._rooms.visits.teacher(request)
        file = _paper(request)
        try:
            said = saying.read(request.form, has_file=file is not None)
            item = self._desk.keeping.add(visit, said, file)
        except InvalidRequest as refused:
            return self._refused(visit, None, refused)
        return self._to(visit, ".item", item_id=item.id)

    def edit(self, item_id: UUID) -> Response:
        visit, item = self._own(item_id)
        return self._form(visit, item, _written(item))

    def change(self, item_id: UUID) -> Response:
        visit, item = self._own(item_id)
        file = _paper(request)
        try:
            said = saying.read(request.form, has_file=bool(file or item.file))
            self._desk.keeping.change(visit, item, said, file)
        except InvalidRequest as refused:
            return self._refused(visit, item, refused)
        return self._to(visit, ".item", item_id=item.id)

    def delete(self, item_id: UUID) -> Response:
        """Delete at once; the library offers to undo it."""
        visit, item = self._own(item_id)
        self._desk.keeping.delete(visit, item)
        return self._to(visit, "clips.library", gone=item.id)

    def bring_back(self, item_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        item = self._desk.keeping.bring_back(visit, item_id)
        return self._to(visit, ".item", item_id=item.id)

    def _refused(self, visit: Visit, item: Item | None, refused: InvalidRequest) -> Response:
        answer = self._form(visit, item, request.form, refused.violations)
        answer.status_code = 400
        return answer

    def _form(
        self, visit: Visit, item: Item | None, form: Mapping[str, Any], wrong: object = ()
    ) -> Response:
        database = self._rooms.lrs.database
        notes = []
        if item is not None:
            with database.reading() as connection:
                notes = Items(connection, database.dialect, item.store_id).notes(item.id)
        return self._rooms.visits.page(
            visit,
            "library/form.html",
            item=item,
            form=form,
            wrong=wrong,
            kinds=list(Kind),
            visibilities=[Visibility.COURSE, Visibility.STORE],
            most_minutes=saying.MOST_MINUTES,
            largest=self._rooms.lrs.settings.media_largest,
            notes=notes,
        )

    def _own(self, item_id: UUID) -> tuple[Visit, Item]:
        """Raise NotFound for what isn't there for them, NotPermitted for those who don't tend it."""
        visit = self._rooms.visits.visit(request)
        item = self._desk.keeping.seen(visit, item_id)
        if not may_tend(item, onlooker(visit)):
            raise NotPermitted(NOT_YOURS)
        return visit, item

    def _to(self, visit: Visit, endpoint: str, **values: Any) -> Response:
        return framed(redirect(url_for(endpoint, **values), 303), visit)


def _paper(asked: Request) -> Paper | None:
    file = asked.files.get("file")
    return paper(file) if file is not None and file.filename else None


def _written(item: Item) -> dict[str, Any]:
    """Give an item as its form has it."""
    names = ("title", "about", "presenter", "place", "address", "zone", "minutes", "visibility")
    starts = "" if item.starts is None else f"{item.at.local(item.starts):%Y-%m-%dT%H:%M}"
    return {**{name: getattr(item, name) for name in names}, "kind": item.kind, "starts": starts}
