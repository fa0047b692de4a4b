"""Pages behind signed links: from a mail or a device to a notice, and no more mail of a kind."""

from urllib.parse import urlsplit

from flask import Blueprint, render_template, request
from sqlalchemy import Connection
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotFound
from lti_tool.launch.errors.session import SessionRefused
from lti_tool.notifications.home import home_of
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.kinds import KINDS, Mail, kind_of
from lti_tool.notifications.links import Links, ToItem, ToPerson
from lti_tool.notifications.notice import Item
from lti_tool.notifications.telling import Telling
from lti_tool.notifications.wishes import Wishes
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_GONE = "What this link leads to is not there any more."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages; who holds a link needs no launch, and can do with it what it says and nothing else."""
    views = _Views(rooms)
    pages.add_url_rule("/app/inbox/link/<token>", "link", views.arrive)
    pages.add_url_rule("/app/inbox/link/<token>", "go", views.go, methods=["POST"])
    pages.add_url_rule("/app/unsubscribe/<token>", "less", views.ask)
    pages.add_url_rule("/app/unsubscribe/<token>", "no_more", views.no_more, methods=["POST"])
    received = "/app/push/received/<token>"
    pages.add_url_rule(received, "received", views.received, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._links = Links(rooms.lrs.settings.secret)
        self._telling = Telling(rooms.lrs, rooms.clock)

    def arrive(self, token: str) -> Response:
        """Lead on at once who is here by a launch; show everybody else what it is about.

        Programs that look into mails follow links too, so looking at this page doesn't count as opened.
        """
        found = self._links.item(token)
        item = self._item(found)
        if self._is_here(item, found.store_id):
            self._telling.open(found.store_id, item, found.channel.value)
            return redirect(item.page, 303)
        return self._page("notifications/arrive.html", found, item=item, token=token)

    def go(self, token: str) -> Response:
        """Note that the link was followed, and tell the way on into the LMS."""
        found = self._links.item(token)
        item = self._item(found)
        self._telling.open(found.store_id, item, found.channel.value)
        home = home_of(self._database, found.store_id, item.person_id)
        words = {"item": item, "home": home, "host": urlsplit(home).hostname or ""}
        return self._page("notifications/go.html", found, **words)

    def received(self, token: str) -> Response:
        found = self._links.received(token)
        self._telling.receive(found.store_id, self._item(found), found.channel.value)
        return Response(status=204)

    def ask(self, token: str) -> Response:
        found = self._links.unsubscribed(token)
        return self._page("notifications/less.html", found, kind=_title(found), token=token)

    def no_more(self, token: str) -> Response:
        """Turn off mail at once, as RFC 8058 wants it of one click in a mail program."""
        found, now = self._links.unsubscribed(token), self._rooms.clock()
        kinds = [found.kind] if found.kind else [kind.name for kind in KINDS]

        def work(connection: Connection) -> None:
            kept = Wishes(connection, self._database.dialect, found.store_id)
            before = kept.of(found.person_id)
            less = {kind: before[kind]._replace(mail=Mail.NEVER) for kind in kinds}
            kept.keep(found.person_id, less, now)

        self._database.write(work)
        return self._page("notifications/less.html", found, kind=_title(found), done=True)

    def _item(self, found: ToItem) -> Item:
        with self._database.reading() as connection:
            item = Inbox(connection, self._database.dialect, found.store_id).find(found.item_id)
        if item is None:
            raise NotFound(_GONE)
        return item

    def _is_here(self, item: Item, store_id: int) -> bool:
        """Say whether this browser has a launch of the very person."""
        try:
            visit: Visit = self._rooms.visits.visit(request)
        except SessionRefused:
            return False
        viewer = visit.viewer
        return viewer.store_id == store_id and viewer.person_id == item.person_id

    def _page(self, template: str, found: ToItem | ToPerson, **words: object) -> Response:
        store = self._rooms.lrs.store(found.store_id)
        return Response(render_template(template, store=store, **words), mimetype="text/html")


def _title(found: ToPerson) -> str:
    return kind_of(found.kind).title if found.kind else ""
