"""/app/clips/<id>/share and /app/shares: sending something to many, and its receipts."""

from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import Blueprint, request, url_for
from sqlalchemy import Connection
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import Conflict, InvalidRequest, NotFound, Violation
from lrs.telling import activity
from lrs.vocabulary import COURSE
from lrs.web import Moments
from lrs.web.paging import Slice, page_number
from lti_tool.launch.claims import LTI
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed, stay
from lti_tool.services.roster.storage import Course
from lti_tool.sharing import asked, receipt_file, statements, subjects
from lti_tool.sharing.audiences import Audience
from lti_tool.sharing.receipts import FILTERS, Receipts
from lti_tool.sharing.rules import RUNGS, told
from lti_tool.sharing.segments import EVERYWHERE, Sender, audiences
from lti_tool.sharing.sending import ERRAND, Sending
from lti_tool.sharing.share import Share, State, Subject
from lti_tool.sharing.storage import Shares
from lti_tool.talk.rules import course_id

_ON_A_PAGE = 50
_MADE = UUID("b7a4f0a2-5a0e-4a49-9f0c-3a1d6a0f2c55")
_NOT_YOURS = "There is no such share, or it isn't yours to see."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    for kind, (folder, _) in subjects.FOUND.items():
        form, named = f"/app/{folder}/<uuid:subject_id>/share", {"kind": kind}
        pages.add_url_rule(form, "form", views.form, defaults=named)
        pages.add_url_rule(form, "share", views.share, methods=["POST"], defaults=named)
    one = "/app/shares/<uuid:share_id>"
    pages.add_url_rule("/app/shares", "sent", views.sent)
    pages.add_url_rule(one, "receipts", views.receipts)
    pages.add_url_rule(f"{one}/receipts.csv", "file", views.file)
    pages.add_url_rule(f"{one}/again", "again", views.again, methods=["POST"])
    pages.add_url_rule(f"{one}/stop", "stop", views.stop, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._sending = Sending(rooms.lrs, rooms.clock)

    def form(self, kind: str, subject_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        subject = subjects.FOUND[kind][1](self._rooms, visit, subject_id)
        words = {
            "subject": subject,
            "known": self._audiences(visit, subject),
            "back": stay(subject.page),
        }
        words["form"] = uuid4().hex
        return self._rooms.visits.page(visit, "sharing/form.html", **words)

    def share(self, kind: str, subject_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        subject = subjects.FOUND[kind][1](self._rooms, visit, subject_id)
        zone = Moments(self._rooms.lrs.store(visit.store_id).time_zone).zone
        wanted = asked.read(request.form, zone, self._rooms.clock())
        known = self._audiences(visit, subject)
        audience = next((each for each in known if each.key == wanted.audience), None)
        if audience is None or not audience.people:
            words = "Choose people who are there; this list has nobody in it."
            raise InvalidRequest(Violation("audience", words, "hallway"))
        share = self._made(visit, subject, wanted, audience)
        self._database.write(lambda c: self._shares(c, visit.store_id).add(share))
        self._rooms.lrs.queue.send(ERRAND)
        return self._see(visit, share.id)

    def sent(self) -> Response:
        """List what somebody sent, and for those who teach what was sent in their course."""
        visit = self._rooms.visits.visit(request)
        course = (visit.launch.platform_id, visit.launch.context_id) if visit.teaches else None
        with self._database.reading() as connection:
            kept = self._shares(connection, visit.store_id)
            total = kept.count_by(visit.person_id, course)
            shown = _slice(total)
            start = max(shown.first - 1, 0)
            found = kept.sent_by(visit.person_id, course, start, _ON_A_PAGE)
        words = {"shown": shown._replace(items=found), "states": State}
        return self._rooms.visits.page(visit, "sharing/sent.html", **words)

    def receipts(self, share_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        share = self._own(visit, share_id)
        self._sending.see_watched(visit.store_id, share)
        wanted = request.args.get("state", "all")
        chosen = wanted if wanted in FILTERS else "all"
        with self._database.reading() as connection:
            receipts = Receipts(connection, visit.store_id)
            counts = receipts.counts(share.id)
            shown = _slice(_of_filter(counts)[chosen])
            rows = receipts.page(share.id, chosen, max(shown.first - 1, 0), _ON_A_PAGE)
        return self._rooms.visits.page(
            visit,
            "sharing/receipts.html",
            share=share,
            counts=counts,
            chosen=chosen,
            filters=_of_filter(counts),
            shown=shown._replace(items=[(row, told(row)) for row in rows]),
            rungs=RUNGS,
            back=stay(share.page),
            now=self._rooms.clock(),
        )

    def file(self, share_id: UUID) -> Response:
        """Give the whole table as CSV."""
        visit = self._rooms.visits.visit(request)
        share = self._own(visit, share_id)
        with self._database.reading() as connection:
            rows = Receipts(connection, visit.store_id).page(share.id, "all", 0, None)
        at = Moments(self._rooms.lrs.store(visit.store_id).time_zone)
        answer = Response(receipt_file.written(rows, at), mimetype="text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="receipts-{share.id}.csv"'
        return framed(answer, visit)

    def again(self, share_id: UUID) -> Response:
        """Send once more to those who haven't opened it, or to one of them."""
        visit = self._rooms.visits.visit(request)
        share = self._own(visit, share_id)
        named = request.form.get("person", "")
        try:
            only = UUID(named) if named else None
        except ValueError as error:
            raise NotFound(_NOT_YOURS) from error
        if share.state != State.SENT.value:
            raise Conflict("It was not sent yet.")
        self._sending.again(visit.store_id, share, only)
        return self._see(visit, share.id)

    def stop(self, share_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        share, now = self._own(visit, share_id), self._rooms.clock()
        stopped = self._database.write(
            lambda c: self._shares(c, visit.store_id).stop(share.id, now)
        )
        if not stopped:
            raise Conflict("It is on its way already, and can't be stopped any more.")
        return self._see(visit, share.id)

    def _made(
        self, visit: Visit, subject: Subject, wanted: asked.Asked, audience: Audience
    ) -> Share:
        launch, now = visit.launch, self._rooms.clock()
        return Share(
            id=_made_id(visit.person_id),
            kind=subject.kind,
            about_id=subject.id,
            title=subject.title,
            page=subject.page,
            telling=statements.telling(subject.thing, visit.agent, self._around(visit)),
            platform_id=launch.platform_id,
            deployment_id=launch.deployment_id,
            context_id=launch.context_id,
            sender=visit.person_id,
            sender_name=visit.viewer.name,
            audience_name=audience.name,
            state=State.WAITING.value,
            lease=0,
            round=1,
            people=len(audience.people),
            created=now,
            sent=None,
            reminded=None,
            **wanted._asdict(),
        )

    def _around(self, visit: Visit) -> dict[str, Any]:
        """Name the course in which it was shared."""
        launch = visit.launch
        if not launch.context_id:
            return {}
        title = str(visit.claim(f"{LTI}context").get("title") or "Course")
        iri = self._rooms.iri(f"courses/{course_id(launch.platform_id, launch.context_id)}")
        return {"grouping": [activity(iri, COURSE, title)]}

    def _audiences(self, visit: Visit, subject: Subject) -> list[Audience]:
        launch = visit.launch
        course = Course(launch.platform_id, launch.deployment_id, launch.context_id)
        who = Sender(visit.person_id, course, visit.viewer.role)
        return audiences(self._rooms.lrs, visit.store_id, who, is_open=subject.is_open)

    def _own(self, visit: Visit, share_id: UUID) -> Share:
        """Raise NotFound for everybody but the sender and those who teach the course."""
        with self._database.reading() as connection:
            share = self._shares(connection, visit.store_id).find(share_id)
        if share is None or not _may_see(visit, share):
            raise NotFound(_NOT_YOURS)
        return share

    def _see(self, visit: Visit, share_id: UUID) -> Response:
        return framed(redirect(url_for("sharing.receipts", share_id=share_id), 303), visit)

    def _shares(self, connection: Connection, store_id: int) -> Shares:
        return Shares(connection, self._database.dialect, store_id)


def _made_id(person_id: UUID) -> UUID:
    """Give the id of what this form sends: posted twice it is one share."""
    key = request.form.get("form", "")
    return uuid5(_MADE, f"{person_id} {key}") if key else uuid4()


def _may_see(visit: Visit, share: Share) -> bool:
    if visit.viewer.person_id is not None and share.sender == visit.person_id:
        return True
    here = (visit.launch.platform_id, visit.launch.context_id)
    beyond = share.audience.startswith(EVERYWHERE)  # it names people of other courses
    there = (share.platform_id, share.context_id)
    return visit.teaches and bool(here[1]) and here == there and not beyond


def _of_filter(counts: dict[str, int]) -> dict[str, int]:
    return {
        "all": counts["people"],
        "not-opened": counts["not_opened"],
        "not-watched": counts["not_watched"],
        "watched": counts["watched"],
        "failed": counts["failed"],
    }


def _slice(total: int) -> Slice:
    """Say which part of a list the address asks for; its items are fetched afterwards."""
    pages = max(1, -(-total // _ON_A_PAGE))
    number = min(page_number(request.args.get("page", "")), pages)
    first = (number - 1) * _ON_A_PAGE + 1 if total else 0
    shown = range(first, min(total, first + _ON_A_PAGE - 1) + 1) if total else []
    return Slice(list(shown), first, total, number, pages)
