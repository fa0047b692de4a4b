"""The desk: the verbs of the programme and how its pages answer, wired once."""

from uuid import UUID

from flask import request, url_for
from sqlalchemy import select
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import InvalidRequest, Violation
from lti_tool.clips.clip import State
from lti_tool.clips.tables import clips
from lti_tool.contributors.assigning import Assigning
from lti_tool.contributors.auditioning import Auditioning
from lti_tool.contributors.board import Board
from lti_tool.contributors.joining import Joining
from lti_tool.contributors.volunteering import Volunteering
from lti_tool.rooms.visits import Visit, framed

_MOST_CLIPS = 50


class Desk:
    """What the pages of contributors, staff and administrators share."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.joining = Joining(board)
        self.auditioning = Auditioning(board, self.joining)
        self.assigning = Assigning(board)
        self.volunteering = Volunteering(board)

    def visit(self) -> Visit:
        return self.board.rooms.visits.visit(request)

    def teacher(self) -> Visit:
        return self.board.rooms.visits.teacher(request)

    def page(self, visit: Visit, template: str, **words: object) -> Response:
        return self.board.rooms.visits.page(visit, f"contributors/{template}", **words)

    def see(self, visit: Visit, endpoint: str, **values: object) -> Response:
        """Send the browser to look at the result of what it did."""
        address = url_for(f"contributors.{endpoint}", **values)  # type: ignore[arg-type]
        return framed(redirect(address, 303), visit)

    def clips_of(self, visit: Visit) -> list[tuple[UUID, str]]:
        """Give the newest clips of whoever visits, to choose one."""
        mine = (clips.c.store_id == visit.store_id, clips.c.author == visit.person_id)
        there = (clips.c.deleted.is_(None), clips.c.state == State.READY.value)
        query = select(clips.c.id, clips.c.title).where(*mine, *there)
        query = query.order_by(clips.c.created.desc()).limit(_MOST_CLIPS)
        with self.board.rooms.lrs.database.reading() as connection:
            return [(row.id, row.title) for row in connection.execute(query)]


def chosen(field: str) -> UUID | None:
    """Read an id out of the form, None for nothing; raises InvalidRequest for what is none."""
    text = request.form.get(field, "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidRequest(Violation(field, "Choose one of the list.", "hallway")) from error


def needed(field: str) -> UUID:
    """Read an id that must be there."""
    found = chosen(field)
    if found is None:
        raise InvalidRequest(Violation(field, "Choose one of the list.", "hallway"))
    return found
