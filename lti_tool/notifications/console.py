"""/console/notices: mails and pushes on their way, why some did not get out, and what lies in files."""

from pathlib import Path
from uuid import UUID

from flask import Blueprint, Response, render_template, request

from lrs import Lrs, NotFound
from lrs.console.door import Door, Visitor
from lrs.console.rail import RailLink, add_link
from lrs.web.paging import page_number
from lti_tool.notifications.mail import file_of
from lti_tool.notifications.outbox import Outbox
from lti_tool.notifications.outcome import State

_ON_A_PAGE = 50
_SHOWN = {
    "open": (State.WAITING, State.FAILED),
    "files": (State.FILED,),
    "sent": (State.ACCEPTED, State.DROPPED),
}


def blueprint(lrs: Lrs) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint(
        "notice_desk", __name__, url_prefix="/console/notices", template_folder="templates"
    )
    door, views = Door(lrs), _Views(lrs)
    pages.add_url_rule("", "list", door.guarded(views.page))
    pages.add_url_rule("/<uuid:item_id>/<int:number>.txt", "mail", door.guarded(views.mail))
    add_link(pages, "LMSs", RailLink("Notices", "notice_desk.list"))
    return pages


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs
        self._folder: Path = lrs.settings.var / "mail"

    def page(self, visitor: Visitor) -> str:
        shown = request.args.get("show", "open")
        shown = shown if shown in _SHOWN else "open"
        number = page_number(request.args.get("page", ""))
        with self._lrs.database.reading() as connection:
            outbox = Outbox(connection, visitor.store.id)
            counts = outbox.count()
            start = (number - 1) * _ON_A_PAGE
            found = outbox.page(_SHOWN[shown], start, _ON_A_PAGE + 1)
        people = {standing.item.person_id for standing in found}
        return render_template(
            "notifications/console.html",
            visitor=visitor,
            found=found[:_ON_A_PAGE],
            more=len(found) > _ON_A_PAGE,
            number=number,
            shown=shown,
            counts={name: sum(counts[s] for s in states) for name, states in _SHOWN.items()},
            names={person: self._lrs.person(visitor.store.id, person).name for person in people},
            server=bool(self._lrs.settings.smtp_url),
        )

    def mail(self, visitor: Visitor, item_id: UUID, number: int) -> Response:
        """Show a mail that was written to a file, as text."""
        with self._lrs.database.reading() as connection:
            is_ours = Outbox(connection, visitor.store.id).is_filed(item_id)
        file = file_of(self._folder, f"{item_id}.{number}")
        if not is_ours or not file.is_file():
            raise NotFound("There is no such mail.")
        return Response(file.read_bytes(), mimetype="text/plain")
