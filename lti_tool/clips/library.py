"""/app/clips: the library, with what somebody deleted a moment ago."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from lrs.web.paging import Slice, page_number
from lti_tool.clips.clip import Clip, Kind
from lti_tool.clips.desk import Desk
from lti_tool.clips.rules import onlooker
from lti_tool.clips.shelf import COURSE, MINE, STORE, Shelf, Wanted
from lti_tool.rooms.visits import Visit

SIZE = 24
_MOST_TAGS = 20


def add_to(pages: Blueprint, desk: Desk) -> None:
    views = _Views(desk)
    pages.add_url_rule("/app/clips", "library", views.library)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._database = desk.rooms.lrs.database

    def library(self) -> Response:
        visit = self._desk.rooms.visits.visit(request)
        wanted = _wanted()
        shown, kinds, tags = shelved(self._desk, visit, wanted)
        pictures = self._desk.pictures(visit)
        return self._desk.rooms.visits.page(
            visit,
            "clips/library.html",
            shown=shown,
            posters={clip.id: pictures.poster(clip) for clip in shown.items},
            kinds=kinds,
            tags=tags,
            wanted=wanted,
            all_kinds=list(Kind),
            address=_address,
            deleted=request.args.get("deleted", ""),
            who=onlooker(visit),
        )


def shelved(
    desk: Desk, visit: Visit, wanted: Wanted
) -> tuple[Slice, dict[str, int], list[tuple[str, int]]]:
    """Give a page of what is wanted, how many there are of each kind, and the tags that are used."""
    number = page_number(request.args.get("page", ""))
    with desk.rooms.lrs.database.reading() as connection:
        shelf = Shelf(connection, visit.store_id, onlooker(visit))
        total = shelf.count(wanted)
        pages = max(1, -(-total // SIZE))
        number = min(number, pages)
        start = (number - 1) * SIZE
        items: list[Clip] = shelf.page(wanted, start, SIZE)
        kinds, tags = shelf.kinds(wanted), shelf.tags(_MOST_TAGS)
    return Slice(items, start + 1 if items else 0, total, number, pages), kinds, tags


def _wanted() -> Wanted:
    whose = request.args.get("whose", "")
    return Wanted(
        whose=whose if whose in {MINE, COURSE, STORE} else "",
        kinds=[kind for kind in request.args.getlist("kind") if kind in set(Kind)],
        tag=request.args.get("tag", "")[:64],
        words=request.args.get("q", "")[:200],
    )


def _address(**changes: str | int) -> str:
    """Give this page with something changed."""
    said: dict[str, Any] = dict(request.args.lists())
    said = {name: values for name, values in said.items() if name not in {"page", "deleted"}}
    return url_for("clips.library", **{**said, **changes})


def uuid_of(text: str) -> UUID | None:
    """Read an id that came in a form, None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
