"""/app/library/<id>: one thing of the library, what opens it, and where people say that they did it."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotFound
from lti_tool.clips.laying import document_key
from lti_tool.clips.media.serving import serve
from lti_tool.clips.rules import onlooker
from lti_tool.library.desk import Desk
from lti_tool.library.item import Item, Use
from lti_tool.library.keeping import GONE
from lti_tool.library.rules import may_tend
from lti_tool.library.storage import Items
from lti_tool.rooms.visits import Visit, framed
from lti_tool.sponsors.naming import named
from lti_tool.sponsors.reach import Kind as Sponsored

_FEWEST = 5  # of fewer people nobody is shown what they opened


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages."""
    views, one = _Views(desk), "/app/library/<uuid:item_id>"
    pages.add_url_rule(one, "item", views.item)
    pages.add_url_rule(f"{one}/open", "open", views.open)
    pages.add_url_rule(f"{one}/done", "done", views.done, methods=["POST"])
    pages.add_url_rule(f"{one}/undone", "undone", views.undone, methods=["POST"])


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rooms = desk.rooms

    def item(self, item_id: UUID) -> Response:
        visit, item = self._found(item_id)
        who, now, database = onlooker(visit), self._rooms.clock(), self._rooms.lrs.database
        tends = may_tend(item, who)
        with database.reading() as connection:
            items = Items(connection, database.dialect, item.store_id)
            use = items.use(item.id, who.person_id) if who.person_id else None
            opened, done = items.count(item.id)
            reports = items.waiting([item.id]) if tends else []
            supported = named(connection, item.store_id, Sponsored.RESOURCE, item.id)
        return self._rooms.visits.page(
            visit,
            "library/item.html",
            item=item,
            host=urlsplit(item.address).hostname,
            use=use or Use(item.id, item.id),
            records=who.person_id is not None,
            goes_on=item.goes_on(now),
            has_begun=item.has_begun(now),
            opened=_shown(opened),
            done=_shown(done),
            fewest=_FEWEST,
            reports=reports,
            supporters=supported,
            may_tend=tends,
        )

    def open(self, item_id: UUID) -> Response:
        """Tell that this person opened it, and lead there or hand the file out; a preview leaves no trace."""
        visit, item = self._found(item_id)
        if not item.can_be_opened:
            raise NotFound("There is nothing to open; come to where it is.")
        if onlooker(visit).person_id is not None and request.method == "GET":
            self._desk.using.opened(visit, item)
        if item.file is None:
            return redirect(item.address, 303)
        key = document_key(item.store_id, item.id, item.file)
        kind = "application/octet-stream"
        return serve(self._desk.place, key, kind, download=item.file_name)

    def done(self, item_id: UUID) -> Response:
        visit, item = self._found(item_id)
        self._desk.using.done(visit, item, request.form)
        return self._back(visit, item)

    def undone(self, item_id: UUID) -> Response:
        visit, item = self._found(item_id)
        self._desk.using.undone(visit, item)
        return self._back(visit, item)

    def _found(self, item_id: UUID) -> tuple[Visit, Item]:
        visit = self._rooms.visits.visit(request)
        return visit, self._desk.keeping.seen(visit, item_id)

    def _back(self, visit: Visit, item: Item) -> Response:
        if item.deleted is not None:
            raise NotFound(GONE)
        return framed(redirect(url_for(".item", item_id=item.id), 303), visit)


def _shown(number: int) -> int | None:
    return None if 0 < number < _FEWEST else number
