"""/app/inbox: what happened for somebody, and how they want to hear of it."""

from uuid import UUID

from flask import Blueprint, request, url_for
from sqlalchemy import Connection
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotFound
from lrs.web.paging import Slice, page_number
from lti_tool.launch.session import Viewer
from lti_tool.notifications.addresses import address_of
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.kinds import KINDS, Mail, Wish
from lti_tool.notifications.links import Links
from lti_tool.notifications.notice import Item
from lti_tool.notifications.push.subscriptions import Subscriptions
from lti_tool.notifications.telling import Telling
from lti_tool.notifications.wishes import Wishes
from lti_tool.rooms.nav import NavLink, add_link
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed, stay

_ON_A_PAGE = 25


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages of the inbox."""
    views = _Views(rooms)
    pages.add_url_rule("/app/inbox", "inbox", views.inbox)
    pages.add_url_rule("/app/inbox/read", "read_all", views.read_all, methods=["POST"])
    pages.add_url_rule("/app/inbox/<uuid:item_id>", "open", views.open)
    pages.add_url_rule("/app/inbox/<uuid:item_id>/done", "done", views.done, methods=["POST"])
    pages.add_url_rule("/app/inbox/wishes", "wishes", views.wishes)
    pages.add_url_rule("/app/inbox/wishes", "wish", views.wish, methods=["POST"])
    add_link(pages, NavLink(80, "Inbox", "notifications.inbox", waiting=views.unread))


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._telling = Telling(rooms.lrs, rooms.clock)
        self._links = Links(rooms.lrs.settings.secret)

    def unread(self, viewer: Viewer) -> int:
        """Count for the navigation of every page."""
        if viewer.person_id is None or viewer.test_user:
            return 0
        with self._database.reading() as connection:
            return self._inbox(connection, viewer.store_id).unread(viewer.person_id)

    def inbox(self) -> Response:
        visit = self._rooms.visits.visit(request)
        unread = request.args.get("show") == "unread"
        with self._database.reading() as connection:
            inbox = self._inbox(connection, visit.store_id)
            person_id = visit.viewer.person_id
            shown = _slice(inbox, person_id, unread) if person_id else Slice([], 0, 0, 1, 1)
            tasks = inbox.open_tasks(person_id) if person_id and not unread else []
            fresh = inbox.unread(person_id) if person_id else 0
        return self._rooms.visits.page(
            visit,
            "notifications/inbox.html",
            shown=shown,
            tasks=tasks,
            only_unread=unread,
            fresh=fresh,
            now=self._rooms.clock(),
        )

    def read_all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        person_id, now = visit.person_id, self._rooms.clock()
        self._database.write(lambda c: self._inbox(c, visit.store_id).read_all(person_id, now))
        return _see("notifications.inbox", visit)

    def open(self, item_id: UUID) -> Response:
        """Lead to what the notice is about; it is read then."""
        visit = self._rooms.visits.visit(request)
        item = self._own(visit, item_id)
        self._telling.open(visit.store_id, item, "inbox")
        return framed(redirect(stay(item.page), 303), visit)

    def done(self, item_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        item, now = self._own(visit, item_id), self._rooms.clock()
        self._database.write(lambda c: self._inbox(c, visit.store_id).done([item.id], now))
        return _see("notifications.inbox", visit)

    def wishes(self) -> Response:
        visit = self._rooms.visits.visit(request)
        with self._database.reading() as connection:
            chosen = self._wishes(connection, visit).of(visit.person_id)
            address = address_of(connection, visit.store_id, visit.person_id)
            reached = Subscriptions(connection, self._database.dialect, visit.store_id)
            browsers = reached.count(visit.person_id)
        words = {"kinds": KINDS, "chosen": chosen, "mails": list(Mail), "address": address}
        return self._rooms.visits.page(
            visit,
            "notifications/wishes.html",
            saved="saved" in request.args,
            browsers=browsers,
            push=self._links.device(visit.store_id, visit.person_id),
            **words,
        )

    def wish(self) -> Response:
        visit = self._rooms.visits.visit(request)
        person_id, now, given = visit.person_id, self._rooms.clock(), _given()
        self._database.write(lambda c: self._wishes(c, visit).keep(person_id, given, now))
        return framed(redirect(url_for("notifications.wishes", saved=""), 303), visit)

    def _own(self, visit: Visit, item_id: UUID) -> Item:
        """Raise NotFound for what lies in nobody's or somebody else's inbox."""
        with self._database.reading() as connection:
            item = self._inbox(connection, visit.store_id).find(item_id)
        if item is None or item.person_id != visit.person_id:
            raise NotFound("There is no such notice in your inbox.")
        return item

    def _inbox(self, connection: Connection, store_id: int) -> Inbox:
        return Inbox(connection, self._database.dialect, store_id)

    def _wishes(self, connection: Connection, visit: Visit) -> Wishes:
        return Wishes(connection, self._database.dialect, visit.store_id)


def _slice(inbox: Inbox, person_id: UUID, unread: bool) -> Slice:
    total = inbox.count(person_id, unread=unread)
    pages = max(1, -(-total // _ON_A_PAGE))
    number = min(page_number(request.args.get("page", "")), pages)
    start = (number - 1) * _ON_A_PAGE
    items = inbox.page(person_id, start, _ON_A_PAGE, unread=unread)
    return Slice(items, start + 1 if items else 0, total, number, pages)


def _given() -> dict[str, Wish]:
    """Read the form; what is missing or unknown there means never."""
    form = request.form
    known = {mail.value: mail for mail in Mail}
    return {
        kind.name: Wish(
            known.get(form.get(f"mail-{kind.name}", ""), Mail.NEVER), f"push-{kind.name}" in form
        )
        for kind in KINDS
    }


def _see(endpoint: str, visit: Visit) -> Response:
    return framed(redirect(url_for(endpoint), 303), visit)
