"""/console/needs: which attributes the needs of a store have."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from lrs import InvalidRequest, Lrs, Violation
from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link
from lti_tool.needs.facets import SETS
from lti_tool.needs.storage import Needs

_NO_SET = "Choose one of the sets of attributes."


def add_to(pages: Blueprint, lrs: Lrs) -> None:
    """Add the page."""
    door, views = Door(lrs), _Views(lrs)
    pages.add_url_rule("/console/needs", "console", door.guarded(views.page))
    pages.add_url_rule("/console/needs", "use", door.guarded(views.use), methods=["POST"])
    add_link(pages, "Talk", RailLink("Needs", "needs.console"))


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._database = lrs.database

    def page(self, visitor: Visitor) -> str:
        with self._database.reading() as connection:
            used = Needs(connection, self._database.dialect, visitor.store.id).facet_set()
        said = {"used": used, "sets": SETS.values(), "saved": "saved" in request.args}
        return render_template("needs/console.html", visitor=visitor, **said)

    def use(self, visitor: Visitor) -> Response:
        name, dialect = request.form.get("facet_set", ""), self._database.dialect
        if name not in SETS:
            raise InvalidRequest(Violation("facet_set", _NO_SET, ""))
        self._database.write(lambda c: Needs(c, dialect, visitor.store.id).use(name))
        return see(url_for("needs.console", saved=1))
