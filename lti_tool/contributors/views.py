"""/app/contribute: what somebody contributes: invitation, starter path, auditions, assignments, hours."""

from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lrs import NotFound
from lti_tool.contributors.board import GONE, oneself
from lti_tool.contributors.desk import Desk, chosen
from lti_tool.contributors.programme import Assignment, Audition, Hours, Review
from lti_tool.contributors.storage import Programme
from lti_tool.rooms.visits import Visit

_SHOWN = 50


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the pages."""
    views, at = _Views(desk), "/app/contribute"
    pages.add_url_rule(at, "home", views.home)
    pages.add_url_rule(f"{at}/join", "join", views.join, methods=["POST"])
    pages.add_url_rule(f"{at}/join/<code>", "invitation", views.invitation)
    pages.add_url_rule(f"{at}/shown", "present", views.present, methods=["POST"])
    pages.add_url_rule(f"{at}/leave", "leave", views.leave, methods=["POST"])
    pages.add_url_rule(f"{at}/auditions", "submit", views.submit, methods=["POST"])
    one = f"{at}/auditions/<uuid:audition_id>"
    pages.add_url_rule(one, "audition", views.audition)
    pages.add_url_rule(f"{one}/withdraw", "withdraw", views.withdraw, methods=["POST"])
    answer = f"{at}/assignments/<uuid:assignment_id>"
    pages.add_url_rule(answer, "answer", views.answer, methods=["POST"])
    pages.add_url_rule(f"{at}/hours", "log", views.log, methods=["POST"])
    gone = f"{at}/hours/<uuid:hours_id>/withdraw"
    pages.add_url_rule(gone, "withdraw_hours", views.withdraw_hours, methods=["POST"])


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._board = desk.board

    def home(self) -> Response:
        """Show all of somebody's own; nobody knows who it is after an anonymous launch."""
        visit = self._desk.visit()
        if visit.viewer.person_id is None or visit.viewer.test_user:
            return self._desk.page(visit, "nobody.html")
        known = self._board.contributor(visit.store_id, visit.person_id)
        path = self._desk.joining.checklist(visit.store_id, visit.person_id) if known else []
        words = {"me": known, "steps": path, "code": "", "clips": self._desk.clips_of(visit)}
        return self._desk.page(visit, "home.html", **words, **self._own(visit))

    def invitation(self, code: str) -> Response:
        """Ask before somebody comes in by a link."""
        return self._desk.page(self._desk.visit(), "invitation.html", code=code)

    def join(self) -> Response:
        visit = self._desk.visit()
        self._desk.joining.join(visit, request.form.get("code", ""))
        return self._desk.see(visit, "home")

    def present(self) -> Response:
        visit, place = self._desk.visit(), request.form.get("organisation", "")
        self._desk.joining.present(visit, place, listed="listed" in request.form)
        return self._desk.see(visit, "home")

    def leave(self) -> Response:
        visit = self._desk.visit()
        self._desk.joining.leave(visit)
        return self._desk.see(visit, "home")

    def submit(self) -> Response:
        visit, said = self._desk.visit(), request.form
        title, text = said.get("title", ""), said.get("text", "")
        made = self._desk.auditioning.submit(visit, title, chosen("clip"), text)
        return self._desk.see(visit, "audition", audition_id=made)

    def audition(self, audition_id: UUID) -> Response:
        """Show an audition to who made it; who reviewed it is told when it is decided."""
        visit = self._desk.visit()
        audition = self._board.find(Audition, visit.store_id, audition_id)
        if audition.person_id != visit.viewer.person_id:
            raise NotFound(GONE)
        reviews: list[Review] = []
        if audition.decided:
            reviews = self._desk.auditioning.reviews(visit.store_id, audition.id)
        return self._desk.page(visit, "audition.html", audition=audition, reviews=reviews)

    def withdraw(self, audition_id: UUID) -> Response:
        visit = self._desk.visit()
        self._desk.auditioning.withdraw(visit, audition_id)
        return self._desk.see(visit, "home")

    def answer(self, assignment_id: UUID) -> Response:
        """Accept, decline or deliver."""
        visit, said = self._desk.visit(), request.form
        given = self._board.find(Assignment, visit.store_id, assignment_id)
        piece = (self._clip(visit), said.get("piece", ""))
        act, words = said.get("act", ""), said.get("words", "")
        self._desk.assigning.answer(oneself(visit), given, act, piece, words)
        return self._desk.see(visit, "home")

    def log(self) -> Response:
        visit, said = self._desk.visit(), request.form
        parts = [said.get(name, "") for name in ("day", "minutes", "what")]
        self._desk.volunteering.log(visit, *parts)
        return self._desk.see(visit, "home", _anchor="hours")

    def withdraw_hours(self, hours_id: UUID) -> Response:
        visit = self._desk.visit()
        self._desk.volunteering.withdraw(visit, hours_id)
        return self._desk.see(visit, "home", _anchor="hours")

    def _clip(self, visit: Visit) -> UUID | None:
        """Read the chosen clip; only one's own can be delivered."""
        found = chosen("clip")
        if found is not None and found not in dict(self._desk.clips_of(visit)):
            raise NotFound(GONE)
        return found

    def _own(self, visit: Visit) -> dict[str, object]:
        def read(kept: Programme) -> dict[str, object]:
            me = visit.person_id
            return {
                "auditions": kept.list(Audition, _SHOWN, person_id=me),
                "assignments": kept.list(Assignment, _SHOWN, person_id=me),
                "hours": kept.list(Hours, _SHOWN, person_id=me),
            }

        found: dict[str, object] = self._board.read(visit.store_id, read)
        return found
