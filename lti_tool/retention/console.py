"""/console/retention: after how many days what goes, with a dry run that counts."""

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link
from lti_tool.retention.limits import Limits, days
from lti_tool.retention.storage import Retention
from lti_tool.rooms.rooms import Rooms

_SHOWN = 25


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the page."""
    door, views, at = Door(rooms.lrs), _Views(rooms), "/console/retention"
    pages.add_url_rule(at, "console", door.guarded(views.page))
    pages.add_url_rule(at, "keep", door.guarded(views.keep), methods=["POST"])
    pages.add_url_rule(f"{at}/dry-run", "dry_run", door.guarded(views.dry_run), methods=["POST"])
    add_link(pages, "Talk", RailLink("Retention", "retention.console"))


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._database = rooms.lrs.database
        self._clock = rooms.clock

    def page(self, visitor: Visitor) -> str:
        return self._show(visitor, None)

    def dry_run(self, visitor: Visitor) -> str:
        """Count what these limits would let go; nothing is kept or changed."""
        return self._show(visitor, _limits())

    def keep(self, visitor: Visitor) -> Response:
        limits, now = _limits(), self._clock()

        def work(connection: Connection) -> None:
            kept = Retention(connection, self._database.dialect, visitor.store.id)
            kept.keep(limits)
            said = [f"{name.split('_')[0]}: {n or 'for good'}" for name, n in _named(limits)]
            kept.note("changed", ", ".join(said), visitor.email, now)

        self._database.write(work)
        return see(url_for("retention.console", saved=1))

    def _show(self, visitor: Visitor, tried: Limits | None) -> str:
        with self._database.reading() as connection:
            kept = Retention(connection, self._database.dialect, visitor.store.id)
            limits = tried or kept.limits()
            due, events = kept.due(limits, self._clock()), kept.events(_SHOWN)
            last = kept.last()
        return render_template(
            "retention/console.html",
            visitor=visitor,
            limits=limits,
            tried=tried is not None,
            due=due,
            events=events,
            last=last,
            saved="saved" in request.args,
        )


def _limits() -> Limits:
    return Limits(*(days(name, request.form.get(name, "")) for name in Limits._fields))


def _named(limits: Limits) -> list[tuple[str, int | None]]:
    return list(zip(Limits._fields, limits, strict=True))
