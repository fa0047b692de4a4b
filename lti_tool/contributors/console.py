"""/console/contributors: terms, fees, the pay list, figures, and what was decided."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from lrs import InvalidRequest, Violation
from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link
from lrs.web.paging import Slice, page_number
from lti_tool.contributors import pay_list, terms
from lti_tool.contributors.desk import Desk, needed
from lti_tool.contributors.figures import Figures
from lti_tool.contributors.periods import quarters, year
from lti_tool.contributors.programme import Assignment, Contributor, Event, Staff, Stage, Standing
from lti_tool.contributors.shares import REFERENCE, spread
from lti_tool.contributors.staff_desk import offer
from lti_tool.contributors.storage import Programme

_SIZE, _MOST_PEOPLE, _MOST_LINES = 50, 500, 10_000
_PAYABLE = (Stage.APPROVED.value, Stage.PAID.value)


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages."""
    door, views, at = Door(desk.board.rooms.lrs), _Views(desk), "/console/contributors"
    pages.add_url_rule(at, "console", door.guarded(views.page))
    pages.add_url_rule(f"{at}/figures", "figures", door.guarded(views.figures))
    pages.add_url_rule(f"{at}/pay-list.csv", "pay_list", door.guarded(views.pay_list))
    for name in ("terms", "assignments", "pay"):
        view = door.guarded(getattr(views, name))
        pages.add_url_rule(f"{at}/{name}", f"console_{name}", view, methods=["POST"])
    judge = f"{at}/assignments/<uuid:assignment_id>"
    pages.add_url_rule(judge, "console_judge", door.guarded(views.judge), methods=["POST"])
    add_link(pages, "Contributors", RailLink("Programme and fees", "contributors.console"))
    add_link(pages, "Contributors", RailLink("Spread and leverage", "contributors.figures"))


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._board = desk.board
        self._database = desk.board.rooms.lrs.database

    def page(self, visitor: Visitor) -> str:
        number = page_number(request.args.get("page", ""))

        def read(kept: Programme) -> dict[str, object]:
            total, start = kept.count(Assignment), (number - 1) * _SIZE
            given = kept.list(Assignment, _SIZE, start)
            pages = max(1, -(-total // _SIZE))
            return {
                "terms": kept.terms(),
                "people": kept.list(Contributor, _MOST_PEOPLE, state=Standing.ACCEPTED.value),
                "given": Slice(given, start + 1 if given else 0, total, number, pages),
                "events": kept.list(Event, _SIZE),
                "counts": {s.value: kept.count(Contributor, state=s.value) for s in Standing},
            }

        words = self._board.read(visitor.store.id, read)
        return self._draw(visitor, "console.html", address=_address, **words)

    def terms(self, visitor: Visitor) -> Answer:
        """Keep criteria, starter path and how many review."""
        parts = (request.form.get(name, "") for name in ("criteria", "starter", "reviewers"))
        said, by = terms.read(*parts), self._staff(visitor)

        def work(connection: Connection) -> None:
            kept = Programme(connection, self._database.dialect, visitor.store.id)
            kept.keep_terms(said)
            kept.note(_TERMS, "changed the terms", by, self._board.rooms.clock())

        self._database.write(work)
        return see(url_for("contributors.console", saved=1))

    def assignments(self, visitor: Visitor) -> Answer:
        self._desk.assigning.propose(self._staff(visitor), needed("person"), offer())
        return see(url_for("contributors.console"))

    def judge(self, visitor: Visitor, assignment_id: UUID) -> Answer:
        given = self._board.find(Assignment, visitor.store.id, assignment_id)
        act, words = request.form.get("act", ""), request.form.get("words", "")
        self._desk.assigning.judge(self._staff(visitor), given, act, words)
        return see(url_for("contributors.console"))

    def pay(self, visitor: Visitor) -> Answer:
        """Note that the chosen fees were paid."""
        ids, reference = request.form.getlist("assignment"), request.form.get("reference", "")
        try:
            chosen = [UUID(one) for one in ids]
        except ValueError as error:
            words = "Choose assignments of the list."
            raise InvalidRequest(Violation("assignment", words, "hallway")) from error
        self._desk.assigning.pay(self._staff(visitor), chosen, reference)
        return see(url_for("contributors.console"))

    def pay_list(self, visitor: Visitor) -> Response:
        """Give what is approved and what was paid as a table for finance."""
        states = ("approved",) if request.args.get("show") == "open" else _PAYABLE
        given = self._board.read(
            visitor.store.id, lambda kept: kept.list(Assignment, _MOST_LINES, state=states)
        )
        name = {"Content-Disposition": 'attachment; filename="pay-list.csv"'}
        return Response(pay_list.written(given, visitor.at), mimetype="text/csv", headers=name)

    def figures(self, visitor: Visitor) -> str:
        """Show how work is spread, how many contributors stand beside staff, and what fees bought."""
        today, zone = self._board.today(visitor.store.time_zone), visitor.at.zone
        whole, parts = year(today, zone), quarters(today, zone)
        with self._database.reading() as connection:
            counted = Figures(connection, visitor.store.id)
            made = counted.by_contributors(whole)
            leverage = [*counted.leverage(parts), *counted.leverage([whole])]
            costs = counted.cost()
        lrs = self._board.rooms.lrs
        most = sorted(made.items(), key=lambda pair: -pair[1])[:10]
        authors = [(lrs.person(visitor.store.id, person).name, n) for person, n in most]
        words = {"spread": spread(made), "authors": authors, "whole": whole, "costs": costs}
        return self._draw(visitor, "figures.html", leverage=leverage, reference=REFERENCE, **words)

    def _draw(self, visitor: Visitor, template: str, **words: object) -> str:
        return render_template(f"contributors/{template}", visitor=visitor, **words)

    def _staff(self, visitor: Visitor) -> Staff:
        """Name whoever administers the store, and no person of it."""
        base_url = self._board.rooms.lrs.settings.base_url
        account = {"homePage": base_url, "name": "administrator"}
        agent = {"objectType": "Agent", "name": "Administrator", "account": account}
        return Staff(visitor.store.id, None, visitor.email, agent)


_TERMS = UUID("2b1f0f0a-7a5e-4c0e-8f1b-6d1c52c1a001")


def _address(page: int) -> str:
    return url_for("contributors.console", page=page)
