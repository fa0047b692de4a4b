"""/console/contributors/comparison: what contributors made beside what staff made; as CSV too."""

import csv
import io

from flask import Blueprint, Response, render_template, request

from lrs.console.door import Door, Visitor
from lrs.console.rail import RailLink, add_link
from lti_tool.contributors.comparison import FEWEST, Comparison, lines
from lti_tool.contributors.desk import Desk
from lti_tool.contributors.figures import Figures
from lti_tool.contributors.periods import Period, chosen, offered

_COLUMNS = (
    *("published in", "kind", "made by", "clips", "mean length in seconds", "people"),
    *("viewings", "watched enough %", "watched enough from %", "watched enough to %"),
    *("votes", "said it helped %", "said it helped from %", "said it helped to %", "care"),
)
CARE = (
    "Association, not cause: clips differ in topic, length and audience. Intervals of 95 % (Wilson) "
    "take each viewing and vote for one of its own."
)


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages."""
    door, views, at = Door(desk.board.rooms.lrs), _Views(desk), "/console/contributors/comparison"
    pages.add_url_rule(at, "comparison", door.guarded(views.page))
    pages.add_url_rule(f"{at}.csv", "comparison_file", door.guarded(views.file))
    add_link(pages, "Contributors", RailLink("Customers and staff", "contributors.comparison"))


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._board = desk.board

    def page(self, visitor: Visitor) -> str:
        period, periods, found = self._read(visitor)
        return render_template(
            "contributors/comparison.html",
            visitor=visitor,
            period=period,
            periods=periods,
            found=found,
            fewest=FEWEST,
            care=CARE,
        )

    def file(self, visitor: Visitor) -> Response:
        period, _, found = self._read(visitor)
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(_COLUMNS)
        table.writerows((*line, CARE) for line in lines(found, period.name))
        name = {"Content-Disposition": 'attachment; filename="contributors-and-staff.csv"'}
        written = b"\xef\xbb\xbf" + out.getvalue().encode()
        return Response(written, mimetype="text/csv", headers=name)

    def _read(self, visitor: Visitor) -> tuple[Period, list[Period], list[Comparison]]:
        periods = offered(self._board.today(visitor.store.time_zone), visitor.at.zone)
        period = chosen(periods, request.args.get("period", ""))
        with self._board.rooms.lrs.database.reading() as connection:
            found = Figures(connection, visitor.store.id).comparison(period)
        return period, periods, found
