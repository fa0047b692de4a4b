"""/app/clips: the library, clips and all else that stands beside them, with what somebody deleted a moment ago."""

from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from lrs.web.paging import Slice, page_number
from lti_tool.clips.clip import Clip, Kind
from lti_tool.clips.desk import Desk
from lti_tool.clips.rules import onlooker
from lti_tool.clips.shelf import COURSE, MINE, STORE, Shelf, Wanted
from lti_tool.library.item import Item
from lti_tool.library.shelves import SORTS, Shelves
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
        wanted, asked = _wanted(), _sorts()
        found = self._found(visit, wanted, asked)
        pictures = self._desk.pictures(visit)
        here = [card.thing for card in found.shown.items if isinstance(card.thing, Clip)]
        return self._desk.rooms.visits.page(
            visit,
            "clips/library.html",
            posters={clip.id: pictures.poster(clip) for clip in here},
            wanted=wanted,
            asked=asked,
            all_kinds=list(Kind),
            address=_address,
            deleted=request.args.get("deleted", ""),
            gone=uuid_of(request.args.get("gone", "")),
            who=onlooker(visit),
            **found._asdict(),
        )

    def _found(self, visit: Visit, wanted: Wanted, asked: list[str]) -> "_Found":
        who, number = onlooker(visit), page_number(request.args.get("page", ""))
        with self._database.reading() as connection:
            shelves = Shelves(connection, self._database.dialect, visit.store_id, who)
            counts = shelves.counts(wanted)
            sorts = {sort: counts.get(sort, 0) for sort in SORTS}
            total = sum(n for sort, n in sorts.items() if not asked or sort in asked)
            pages = max(1, -(-total // SIZE))
            number = min(number, pages)
            start = (number - 1) * SIZE
            items = shelves.page(wanted, asked, start, SIZE)
            shelf = Shelf(connection, visit.store_id, who)
            kinds, tags = shelf.kinds(wanted), shelf.tags(_MOST_TAGS)
            reported = shelves.reported()
        shown = Slice(items, start + 1 if items else 0, total, number, pages)
        return _Found(shown, sorts, kinds, tags, reported)


class _Found(NamedTuple):
    """A page of the library, how much there is of each sort and of each kind of clip, the tags, what was reported."""

    shown: Slice
    sorts: dict[str, int]
    kinds: dict[str, int]
    tags: list[tuple[str, int]]
    reported: list[Item]


def shelved(desk: Desk, visit: Visit, wanted: Wanted) -> Slice:
    """Give a page of clips alone."""
    number = page_number(request.args.get("page", ""))
    with desk.rooms.lrs.database.reading() as connection:
        shelf = Shelf(connection, visit.store_id, onlooker(visit))
        total = shelf.count(wanted)
        pages = max(1, -(-total // SIZE))
        number = min(number, pages)
        start = (number - 1) * SIZE
        items: list[Clip] = shelf.page(wanted, start, SIZE)
    return Slice(items, start + 1 if items else 0, total, number, pages)


def _sorts() -> list[str]:
    return [sort for sort in request.args.getlist("sort") if sort in SORTS]


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
    said = {
        name: values for name, values in said.items() if name not in {"page", "deleted", "gone"}
    }
    return url_for("clips.library", **{**said, **changes})


def uuid_of(text: str) -> UUID | None:
    """Read an id that came in a form, None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
