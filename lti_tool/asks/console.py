"""/console/asks: how many reviews a store wants before it calls an answer peer reviewed."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from lrs import InvalidRequest, Lrs, Violation
from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link
from lti_tool.asks.storage import Asks

_MOST = 20
_NO_NUMBER = "“{}” is no number of reviews; write one from 1 to 20."


def add_to(pages: Blueprint, lrs: Lrs) -> None:
    """Add the page."""
    door, views = Door(lrs), _Views(lrs)
    pages.add_url_rule("/console/asks", "console", door.guarded(views.page))
    pages.add_url_rule("/console/asks", "rule", door.guarded(views.rule), methods=["POST"])
    add_link(pages, "Talk", RailLink("Asks", "asks.console"))


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._database = lrs.database

    def page(self, visitor: Visitor) -> str:
        with self._database.reading() as connection:
            kept = Asks(connection, self._database.dialect, visitor.store.id)
            reviews = kept.reviews_wanted()
        saved = "saved" in request.args
        return render_template("asks/console.html", visitor=visitor, reviews=reviews, saved=saved)

    def rule(self, visitor: Visitor) -> Response:
        number, dialect = _number(request.form.get("reviews", "")), self._database.dialect
        self._database.write(lambda c: Asks(c, dialect, visitor.store.id).want_reviews(number))
        return see(url_for("asks.console", saved=1))


def _number(text: str) -> int:
    text = text.strip()
    if text.isascii() and text.isdigit() and 0 < int(text[:3]) <= _MOST:
        return int(text)
    raise InvalidRequest(Violation("reviews", _NO_NUMBER.format(text[:32]), ""))
