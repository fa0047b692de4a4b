"""/console/grades: what was sent to gradebooks, what was not and why, and once more."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs import Lrs, NotFound
from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link
from lrs.web.paging import page_number
from lti_tool.launch.platforms import Platforms
from lti_tool.services.grades.outbox import Sending, hashed
from lti_tool.services.grades.reporting import Grades
from lti_tool.services.grades.score import State

_ON_A_PAGE = 50
_SHOWN = {
    "open": (State.FAILED, State.WAITING, State.WITHHELD),
    "sent": (State.DELIVERED, State.OVERTAKEN),
}


def blueprint(lrs: Lrs, grades: Grades) -> Blueprint:
    """Build the page; templates stand beside it."""
    pages = Blueprint("grades", __name__, url_prefix="/console/grades", template_folder="templates")
    door, views = Door(lrs), _Views(lrs, grades)
    pages.add_url_rule("", "list", door.guarded(views.page))
    resend = "/<uuid:platform_id>/<column>/resend"
    pages.add_url_rule(resend, "resend", door.guarded(views.resend), methods=["POST"])
    add_link(pages, "LMSs", RailLink("Grades", "grades.list"))
    return pages


class _Views:
    def __init__(self, lrs: Lrs, grades: Grades) -> None:
        self._lrs = lrs
        self._grades = grades

    def page(self, visitor: Visitor) -> str:
        shown = request.args.get("show", "open")
        number = page_number(request.args.get("page", ""))
        states = _SHOWN.get(shown, _SHOWN["open"])
        start = (number - 1) * _ON_A_PAGE
        found = self._grades.page(visitor.store.id, states, start, _ON_A_PAGE + 1)
        counts = self._grades.count(visitor.store.id)
        return render_template(
            "grades/list.html",
            visitor=visitor,
            sendings=found[:_ON_A_PAGE],
            more=len(found) > _ON_A_PAGE,
            number=number,
            shown=shown if shown in _SHOWN else "open",
            counts={name: sum(counts[s] for s in states) for name, states in _SHOWN.items()},
            names=self._names(visitor.store.id, found),
            issuers=self._issuers(),
            column=lambda sending: hashed(sending.score.line_item).hex(),
        )

    def resend(self, visitor: Visitor, platform_id: UUID, column: str) -> Response:
        subject = request.form.get("subject", "")
        try:
            key = bytes.fromhex(column)
        except ValueError as error:
            raise NotFound("There is no such score.") from error
        if not self._grades.resend(visitor.store.id, platform_id, key, subject):
            raise NotFound("There is no such score that could be sent again.")
        return see(url_for("grades.list"))

    def _names(self, store_id: int, found: list[Sending]) -> dict[UUID, str]:
        people = {sending.score.person_id for sending in found}
        return {person: self._lrs.person(store_id, person).name for person in people}

    def _issuers(self) -> dict[UUID, str]:
        with self._lrs.database.reading() as connection:
            platforms = Platforms(connection, self._lrs.database.dialect).all()
        return {platform.id: platform.issuer for platform in platforms}
