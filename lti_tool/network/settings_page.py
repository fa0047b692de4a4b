"""/app/network/settings: whether others may name somebody, and whether they are asked once a week."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lti_tool.network import pages as shared
from lti_tool.network.encounters.keeping import Keeping
from lti_tool.network.introductions.keeping import Keeping as Introducing
from lti_tool.network.wishes import Wish, Wishes
from lti_tool.rooms.rooms import Rooms


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    pages.add_url_rule("/app/network/settings", "settings", views.settings)
    pages.add_url_rule("/app/network/settings", "keep_settings", views.keep, methods=["POST"])
    pages.add_url_rule("/app/network/forget-me", "forget_me", views.forget, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._keeping = Keeping(rooms)
        self._introducing = Introducing(rooms)
        self._database = rooms.lrs.database

    def settings(self) -> Response:
        visit = self._rooms.visits.visit(request)
        with self._database.reading() as connection:
            wishes = Wishes(connection, self._database.dialect, visit.store_id)
            wish = wishes.of(visit.person_id)
        forgotten = request.args.get("forgotten", "")
        words = {"wish": wish, "kept": request.args.get("kept"), "forgotten": forgotten[:6]}
        return self._rooms.visits.page(visit, "network/settings.html", **words)

    def keep(self) -> Response:
        visit = self._rooms.visits.visit(request)
        person_id, now = visit.person_id, self._rooms.clock()
        wish = Wish(request.form.get("named") == "1", request.form.get("weekly") == "1")
        dialect = self._database.dialect
        self._database.write(
            lambda c: Wishes(c, dialect, visit.store_id).keep(person_id, wish, now)
        )
        return shared.see(visit, "settings", kept=1)

    def forget(self) -> Response:
        """Take this person out of what others told already."""
        visit = self._rooms.visits.visit(request)
        done = self._keeping.forget(visit) + self._introducing.forget(visit)
        return shared.see(visit, "settings", forgotten=done)
