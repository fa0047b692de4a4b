"""/console/sponsors: who supports what, and for each of them a report of whom it reached; as CSV too."""

import csv
import io
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from lrs import InvalidRequest, NotFound, Violation
from lrs.console.door import Door, Visitor, see
from lrs.console.rail import RailLink, add_link
from lrs.transcripts.cells import harmless
from lti_tool.contributors.periods import Period, chosen, offered
from lti_tool.rooms.rooms import Rooms
from lti_tool.sponsors.counting import Counting
from lti_tool.sponsors.reach import FEWEST, Kind, Reach, Thing
from lti_tool.sponsors.storage import Sponsor, Sponsors

_OFFERED = 100
_COLUMNS = ("sponsor", "period", "what", "kind", "people", "watched enough", "definition")
_WORDS = (
    "People: who watched any second of the clip (counted where they watched last), checked in at the event, "
    "or opened or joined the resource or say that they did it, each once; numbers of fewer than five are kept back; nobody is named."
)
_GONE = "There is no such sponsor."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    door, views, at = Door(rooms.lrs), _Views(rooms), "/console/sponsors"
    one = f"{at}/<uuid:sponsor_id>"
    pages.add_url_rule(at, "console", door.guarded(views.all))
    pages.add_url_rule(at, "add", door.guarded(views.add), methods=["POST"])
    pages.add_url_rule(one, "report", door.guarded(views.report))
    pages.add_url_rule(f"{one}.csv", "report_file", door.guarded(views.file))
    for name in ("support", "let_go", "remove"):
        view = door.guarded(getattr(views, name))
        pages.add_url_rule(f"{one}/{name.replace('_', '-')}", name, view, methods=["POST"])
    add_link(pages, "Contributors", RailLink("Sponsors", "sponsors.console"))


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._database = rooms.lrs.database
        self._clock = rooms.clock

    def all(self, visitor: Visitor) -> str:
        found = self._read(visitor, Sponsors.all)
        return render_template("sponsors/console.html", visitor=visitor, sponsors=found)

    def add(self, visitor: Visitor) -> Answer:
        name = " ".join(request.form.get("name", "").split())
        if not 0 < len(name) <= 200:
            words = "Give the sponsor a name of at most 200 letters."
            raise InvalidRequest(Violation("name", words, "hallway"))
        made = Sponsor(uuid4(), name, self._clock(), visitor.email, 0)
        self._write(visitor, lambda kept: kept.add(made))
        return see(url_for("sponsors.report", sponsor_id=made.id))

    def report(self, visitor: Visitor, sponsor_id: UUID) -> str:
        sponsor, period, reach = self._reach(visitor, sponsor_id)
        known = {(each.thing.kind, each.thing.id) for each in reach.things}
        every = self._read(visitor, lambda kept: kept.offered(_OFFERED))
        return render_template(
            "sponsors/report.html",
            visitor=visitor,
            sponsor=sponsor,
            period=period,
            periods=self._periods(visitor),
            reach=reach,
            offered=[thing for thing in every if (thing.kind, thing.id) not in known],
            fewest=FEWEST,
        )

    def file(self, visitor: Visitor, sponsor_id: UUID) -> Response:
        sponsor, period, reach = self._reach(visitor, sponsor_id)
        name = {"Content-Disposition": 'attachment; filename="sponsor-report.csv"'}
        return Response(_written(sponsor, period, reach), mimetype="text/csv", headers=name)

    def support(self, visitor: Visitor, sponsor_id: UUID) -> Answer:
        """Note that a clip, an event or a resource is supported."""
        sponsor, thing, now = self._found(visitor, sponsor_id), self._thing(visitor), self._clock()
        self._write(visitor, lambda kept: kept.support(sponsor.id, thing, now))
        return see(url_for("sponsors.report", sponsor_id=sponsor.id))

    def let_go(self, visitor: Visitor, sponsor_id: UUID) -> Answer:
        kind, thing_id = _named()
        self._write(visitor, lambda kept: kept.let_go(sponsor_id, kind, thing_id))
        return see(url_for("sponsors.report", sponsor_id=sponsor_id))

    def remove(self, visitor: Visitor, sponsor_id: UUID) -> Answer:
        self._write(visitor, lambda kept: kept.remove(sponsor_id))
        return see(url_for("sponsors.console"))

    def _reach(self, visitor: Visitor, sponsor_id: UUID) -> tuple[Sponsor, Period, Reach]:
        sponsor = self._found(visitor, sponsor_id)
        period = chosen(self._periods(visitor), request.args.get("period", ""))
        with self._database.reading() as connection:
            kept = Sponsors(connection, self._database.dialect, visitor.store.id)
            counting = Counting(connection, visitor.store.id, sponsor_id, period)
            return sponsor, period, counting.reach(kept.things(sponsor_id))

    def _periods(self, visitor: Visitor) -> list[Period]:
        return offered(visitor.at.day(self._clock()), visitor.at.zone)

    def _thing(self, visitor: Visitor) -> Thing:
        named = _named()
        found: Thing | None = self._read(visitor, lambda kept: kept.find_thing(*named))
        if found is None:
            raise NotFound("There is no such clip, event or resource.")
        return found

    def _found(self, visitor: Visitor, sponsor_id: UUID) -> Sponsor:
        found: Sponsor | None = self._read(visitor, lambda kept: kept.find(sponsor_id))
        if found is None:
            raise NotFound(_GONE)
        return found

    def _read(self, visitor: Visitor, work: Callable[[Sponsors], Any]) -> Any:
        with self._database.reading() as connection:
            return work(Sponsors(connection, self._database.dialect, visitor.store.id))

    def _write(self, visitor: Visitor, work: Callable[[Sponsors], None]) -> None:
        dialect, store_id = self._database.dialect, visitor.store.id
        self._database.write(lambda connection: work(Sponsors(connection, dialect, store_id)))


def _named() -> tuple[Kind, UUID]:
    """Read what the form names, as "clip <id>"; raises InvalidRequest."""
    kind, _, thing_id = request.form.get("thing", "").partition(" ")
    try:
        return Kind(kind), UUID(thing_id)
    except ValueError as error:
        words = "Choose a clip, an event or a resource of the list."
        raise InvalidRequest(Violation("thing", words, "hallway")) from error


def _written(sponsor: Sponsor, period: Period, reach: Reach) -> bytes:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_COLUMNS)
    whose = (harmless(sponsor.name), period.name)
    table.writerow((*whose, "everything", "", _number(reach.people), "", _WORDS))
    for each in reach.things:
        finished = "" if each.thing.kind is not Kind.CLIP else _number(each.finished)
        what = (harmless(each.thing.title), each.thing.kind.value)
        table.writerow((*whose, *what, _number(each.people), finished, _WORDS))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _number(n: int | None) -> str:
    return "kept back" if n is None else str(n)
