"""/app/contributors/directory: who contributes, and the badges that their records hold, if they want that."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from lrs.web.paging import Slice, page_number
from lti_tool.contributors.desk import Desk
from lti_tool.contributors.figures import Figures
from lti_tool.contributors.periods import year
from lti_tool.contributors.programme import Contributor, Standing
from lti_tool.contributors.storage import Programme

_SIZE = 20
_CREDENTIAL = "credential"


class Listed(NamedTuple):
    """A contributor, the titles of their badges, and how many pieces they made in a year."""

    contributor: Contributor
    badges: Sequence[str]
    pieces: int


def add_to(pages: Blueprint, desk: Desk) -> None:
    """Add the page."""
    views = _Views(desk)
    pages.add_url_rule("/app/contributors/directory", "directory", views.directory)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lrs = desk.board.rooms.lrs

    def directory(self) -> Response:
        visit, number = self._desk.visit(), page_number(request.args.get("page", ""))
        found = self._page(visit.store_id, number)
        return self._desk.page(visit, "directory.html", found=found, address=_address)

    def _page(self, store_id: int, number: int) -> Slice:
        state = Standing.ACCEPTED.value

        def read(kept: Programme) -> tuple[int, list[Contributor]]:
            start = (number - 1) * _SIZE
            return kept.count(Contributor, state=state), kept.list(
                Contributor, _SIZE, start, state=state
            )

        total, people = self._desk.board.read(store_id, read)
        made = self._made(store_id)
        items = [Listed(one, self._badges(store_id, one), made.get(one.id, 0)) for one in people]
        first = (number - 1) * _SIZE + 1 if items else 0
        return Slice(items, first, total, number, max(1, -(-total // _SIZE)))

    def _made(self, store_id: int) -> dict[UUID, int]:
        at = self._lrs.store(store_id).time_zone
        period = year(self._desk.board.today(at), self._desk.board.zone(at))
        with self._lrs.database.reading() as connection:
            return Figures(connection, store_id).by_contributors(period)

    def _badges(self, store_id: int, one: Contributor) -> list[str]:
        """Give the badges of somebody who lets them be shown."""
        if not one.listed:
            return []
        entries = self._lrs.learner_record(store_id, one.id).entries
        return sorted({entry.title for entry in entries if entry.kind == _CREDENTIAL})


def _address(page: int) -> str:
    return url_for("contributors.directory", page=page)
