"""/app/asks: the queue, one ask, how one is asked, changed and deleted, and how fast answers come."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotPermitted
from lrs.web import Moments
from lrs.web.paging import page_number, page_of
from lti_tool.asks import asking, figures, listing, rules
from lti_tool.asks.ask import Ask
from lti_tool.asks.asking import Asking
from lti_tool.asks.finding import ask_for, clip_seen, of_ask
from lti_tool.asks.showing import shown
from lti_tool.clips.rules import onlooker
from lti_tool.clips.shelf import MINE, Shelf, Wanted
from lti_tool.launch.clock import HOUR, SECOND
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed
from lti_tool.talk.desk import form_key
from lti_tool.talk.rules import speaker
from lti_tool.talk.showing import conversation
from lti_tool.talk.words import printed

_MOST_CLIPS = 50
_ON_A_PAGE = 50
_NOT_YOURS = "Only who asked can change an ask."
# Places whose names people are offered; any other of the time zone database can be written.
ZONES = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Helsinki"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("America/Sao_Paulo", "Africa/Johannesburg", "Africa/Lagos", "Asia/Dubai", "Asia/Kolkata"),
    *("Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"),
)


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    one, post = "/app/asks/<uuid:ask_id>", ["POST"]
    pages.add_url_rule("/app/asks", "list", views.list)
    pages.add_url_rule("/app/asks", "ask", views.ask, methods=post)
    pages.add_url_rule("/app/asks/new", "new", views.new)
    pages.add_url_rule("/app/asks/figures", "figures", views.figures)
    pages.add_url_rule(one, "one", views.one)
    pages.add_url_rule(f"{one}/edit", "edit", views.edit)
    pages.add_url_rule(f"{one}/edit", "change", views.change, methods=post)
    pages.add_url_rule(f"{one}/delete", "ask_delete", views.ask_delete)
    pages.add_url_rule(f"{one}/delete", "delete", views.delete, methods=post)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._asking = Asking(rooms)

    def list(self) -> Response:
        """List the queue; ?show= says which part of it, ?tag= with which tag."""
        visit = self._visit()
        show = request.args.get("show", listing.OPEN)
        show = show if show in listing.SHOWN else listing.OPEN
        tag, number = request.args.get("tag", "")[:40], page_number(request.args.get("page", ""))
        now = self._rooms.clock()
        queue = listing.listed(self._rooms, visit, show, tag, number)
        return self._page(
            visit,
            "list.html",
            queue=queue,
            show=show,
            tag=tag,
            left=lambda ask: rules.left(ask.needed_by, now),
            missed=lambda ask: figures.is_missed(ask, now),
            figures=figures.figures(self._rooms, visit),
            days=figures.DAYS,
        )

    def new(self) -> Response:
        visit = self._visit()
        zone = self._rooms.lrs.store(visit.store_id).time_zone
        soon = datetime.fromtimestamp((self._rooms.clock() + 24 * HOUR) / SECOND, ZoneInfo(zone))
        said = {"needed_by": f"{soon:%Y-%m-%dT%H:00}", "zone": zone}
        return self._form(visit, {**said, "clip": request.args.get("clip", "")})

    def ask(self) -> Response:
        """Ask; a form that is refused comes back with what was written in it."""
        visit = self._visit()
        try:
            written = rules.read(request.form, self._rooms.clock())
            ask = self._asking.ask(visit, written, form_key())
        except InvalidRequest as refused:
            return self._form(visit, request.form, refused.violations)
        return self._see(visit, ask.id)

    def one(self, ask_id: UUID) -> Response:
        visit = self._visit()
        ask = ask_for(self._rooms, visit, ask_id)
        answers, enough = shown(self._rooms, visit, ask)
        place, number = of_ask(self._rooms, ask), page_number(request.args.get("talk", ""))
        now = self._rooms.clock()
        return self._page(
            visit,
            "ask.html",
            ask=ask,
            words=printed(ask.details, ()),
            clip=clip_seen(self._rooms, visit, ask.clip_id),
            answers=answers,
            enough=enough,
            left=rules.left(ask.needed_by, now),
            missed=figures.is_missed(ask, now),
            there=Moments(ask.zone),
            may_edit=visit.viewer.person_id == ask.author_id and not visit.viewer.test_user,
            may_delete=asking.may_delete(visit, ask),
            may_report=rules.may_report(ask, speaker(visit)),
            clips=self._clips(visit),
            chosen=request.args.get("clip", ""),
            form=form_key(),
            talk=conversation(self._rooms, visit, place, number),
        )

    def edit(self, ask_id: UUID) -> Response:
        visit, ask = self._own(ask_id)
        there = Moments(ask.zone).local(ask.needed_by)
        said = {"title": ask.title, "details": ask.details, "zone": ask.zone}
        said |= {"needed_by": f"{there:%Y-%m-%dT%H:%M}", "tags": ", ".join(ask.tag_list)}
        return self._form(visit, {**said, "clip": str(ask.clip_id or "")}, ask=ask)

    def change(self, ask_id: UUID) -> Response:
        visit, ask = self._own(ask_id)
        try:
            self._asking.change(visit, ask, rules.read(request.form, self._rooms.clock()))
        except InvalidRequest as refused:
            return self._form(visit, request.form, refused.violations, ask)
        return self._see(visit, ask_id)

    def ask_delete(self, ask_id: UUID) -> Response:
        visit = self._visit()
        ask = ask_for(self._rooms, visit, ask_id)
        return self._page(visit, "delete.html", ask=ask, answer=None)

    def delete(self, ask_id: UUID) -> Response:
        visit = self._visit()
        self._asking.delete(visit, ask_for(self._rooms, visit, ask_id))
        return framed(redirect(url_for(".list"), 303), visit)

    def figures(self) -> Response:
        """Show the asks behind the median, and how it is meant."""
        visit = self._visit()
        found = figures.figures(self._rooms, visit)
        number = page_number(request.args.get("page", ""))
        return self._page(
            visit,
            "figures.html",
            figures=found,
            shown=page_of(found.asks, number, _ON_A_PAGE),
            minutes=figures.minutes_of,
            missed=lambda ask: figures.is_missed(ask, found.until),
            definition=figures.DEFINITION,
            days=figures.DAYS,
            address=lambda **changes: url_for("asks.figures", **changes),
        )

    def _form(
        self, visit: Visit, form: Any, wrong: object = (), ask: Ask | None = None
    ) -> Response:
        clips = self._clips(visit)
        words = {"given": form, "wrong": wrong, "ask": ask, "clips": clips, "zones": ZONES}
        page = self._page(visit, "new.html", **words, form=form_key())
        page.status_code = 400 if wrong else 200
        return page

    def _clips(self, visit: Visit) -> Any:
        """Give one's own clips, to choose one that goes along."""
        with self._rooms.lrs.database.reading() as connection:
            shelf = Shelf(connection, visit.store_id, onlooker(visit))
            found = shelf.page(Wanted(whose=MINE), 0, _MOST_CLIPS)
        return [clip for clip in found if clip.is_ready]

    def _own(self, ask_id: UUID) -> tuple[Visit, Ask]:
        visit = self._visit()
        ask = ask_for(self._rooms, visit, ask_id)
        if ask.author_id != visit.person_id:
            raise NotPermitted(_NOT_YOURS)
        return visit, ask

    def _visit(self) -> Visit:
        return self._rooms.visits.visit(request)

    def _page(self, visit: Visit, template: str, **words: object) -> Response:
        return self._rooms.visits.page(visit, f"asks/{template}", **words)

    def _see(self, visit: Visit, ask_id: UUID) -> Response:
        return framed(redirect(url_for("asks.one", ask_id=ask_id), 303), visit)
