"""/app/network/stops: what this course stops doing; as CSV too."""

import csv
import io
from collections.abc import Iterator, Sequence
from uuid import UUID, uuid5

from flask import Blueprint, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotFound, Violation
from lrs.transcripts.cells import harmless
from lrs.web import Moments
from lti_tool.network import pages as shared
from lti_tool.network.stops import stop as rules
from lti_tool.network.stops.stop import Stop, Suggestion
from lti_tool.network.stops.storage import Stops
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed

_ON_A_PAGE = 30
_DECIDED = UUID("7f0e6a52-3d0c-4d5f-9a8e-51b1c7f0a3de")
_COLUMNS = ("what", "why", "decided by", "decided on", "taken up again by", "taken up again on")


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views, at = _Views(rooms), "/app/network/stops"
    pages.add_url_rule(at, "stops", views.all)
    pages.add_url_rule(f"{at}.csv", "stops_file", views.file)
    pages.add_url_rule(at, "decide_stop", views.decide, methods=["POST"])
    pages.add_url_rule(f"{at}/<uuid:stop_id>/end", "end_stop", views.end, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        with self._database.reading() as connection:
            kept = self._kept(connection, visit)
            shown = shared.slice_of(kept.count(), _ON_A_PAGE)
            items = kept.list(max(shown.first - 1, 0), _ON_A_PAGE)
            suggestions = kept.suggestions()
        words = {"shown": shown._replace(items=list(items)), "suggestions": suggestions}
        return self._rooms.visits.page(visit, "network/stops.html", form=shared.form_key(), **words)

    def file(self) -> Response:
        visit = self._rooms.visits.visit(request)
        with self._database.reading() as connection:
            found = self._kept(connection, visit).list()
        at = Moments(self._rooms.lrs.store(visit.store_id).time_zone)
        answer = Response(_written(found, at), mimetype="text/csv")
        answer.headers["Content-Disposition"] = 'attachment; filename="say-no-list.csv"'
        return framed(answer, visit)

    def decide(self) -> Response:
        """Decide that something is not done any more; those who teach do, each suggestion once."""
        visit = self._rooms.visits.teacher(request)
        if self._was_decided(visit, request.form.get("review", "")):
            return shared.see(visit, "stops")
        made = self._made(visit, self._suggestion(visit), rules.read(request.form))
        self._database.write(lambda c: self._kept(c, visit).add(made))
        return shared.see(visit, "stops")

    def end(self, stop_id: UUID) -> Response:
        """Note that it is done again."""
        visit = self._rooms.visits.teacher(request)
        now, name = self._rooms.clock(), visit.viewer.name
        with self._database.reading() as connection:
            if self._kept(connection, visit).find(stop_id) is None:
                raise NotFound("There is no such decision in this course.")
        self._database.write(lambda c: self._kept(c, visit).end(stop_id, now, name))
        return shared.see(visit, "stops")

    def _was_decided(self, visit: Visit, review: str) -> bool:
        with self._database.reading() as connection:
            return self._kept(connection, visit).find(uuid5(_DECIDED, review)) is not None

    def _suggestion(self, visit: Visit) -> Suggestion | None:
        """Give the suggestion that is decided on; raises InvalidRequest when it isn't open here."""
        named = request.form.get("review", "")
        if not named:
            return None
        with self._database.reading() as connection:
            known = self._kept(connection, visit).suggestions()
        for each in known:
            if str(each.review_id) == named:
                return each
        words = "There is no such suggestion, or its look back is gone. Reload the list."
        raise InvalidRequest(Violation("review", words, "hallway"))

    def _made(self, visit: Visit, suggested: Suggestion | None, said: dict[str, str]) -> Stop:
        person_id = visit.person_id
        review_id = suggested.review_id if suggested else None
        decided = uuid5(_DECIDED, str(review_id)) if review_id else shared.made_id(person_id)
        return Stop(
            id=decided,
            review_id=review_id,
            decider=person_id,
            decider_name=visit.viewer.name,
            decided=self._rooms.clock(),
            ended=None,
            ender_name="",
            platform_id=visit.launch.platform_id,
            context_id=visit.launch.context_id,
            **said,
        )

    def _kept(self, connection: Connection, visit: Visit) -> Stops:
        course = (visit.launch.platform_id, visit.launch.context_id)
        return Stops(connection, self._database.dialect, visit.store_id, course)


def _written(found: Sequence[Stop], at: Moments) -> bytes:
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(_COLUMNS)
    lines.writerows(_lines(found, at))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _lines(found: Sequence[Stop], at: Moments) -> Iterator[list[str]]:
    for one in found:
        ended = at.day(one.ended).isoformat() if one.ended is not None else ""
        decided = (one.decider_name, at.day(one.decided).isoformat())
        yield [harmless(cell) for cell in (one.words, one.why, *decided, one.ender_name, ended)]
