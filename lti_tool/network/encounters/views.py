"""/app/network: log a talk in ten seconds, answer what others say, look at the last ones."""

from uuid import UUID

from flask import Blueprint, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from lrs import NotFound
from lti_tool.launch.clock import HOUR
from lti_tool.network import pages as shared
from lti_tool.network.encounters import asked
from lti_tool.network.encounters.encounter import CHANNELS, Encounter, State
from lti_tool.network.encounters.keeping import Keeping
from lti_tool.network.encounters.storage import Encounters
from lti_tool.network.people import chosen, meant, suggested
from lti_tool.network.wishes import Wishes
from lti_tool.rooms.neighbours import Neighbour
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_ON_A_PAGE = 20
_QUARTER = 90 * 24 * HOUR
_MINUTES = (5, 10, 20, 30, 45, 60, 90)


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    one = "/app/network/talks/<uuid:encounter_id>"
    pages.add_url_rule("/app/network", "home", views.home)
    pages.add_url_rule("/app/network", "log", views.log, methods=["POST"])
    pages.add_url_rule(f"{one}/confirm", "confirm", views.confirm, methods=["POST"])
    pages.add_url_rule(f"{one}/decline", "decline", views.decline, methods=["POST"])
    pages.add_url_rule(f"{one}/correct", "ask_correct", views.ask_correct)
    pages.add_url_rule(f"{one}/correct", "correct", views.correct, methods=["POST"])
    pages.add_url_rule(f"{one}/accept", "accept", views.accept, methods=["POST"])
    pages.add_url_rule(f"{one}/remove", "ask_remove", views.ask_remove)
    pages.add_url_rule(f"{one}/remove", "remove", views.remove, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._keeping = Keeping(rooms)
        self._database = rooms.lrs.database

    def home(self) -> Response:
        visit = self._rooms.visits.visit(request)
        me = shared.known(visit)
        words = {} if me is None else self._own(visit, me)
        return self._page(visit, "network/home.html", me=me, **self._form(visit), **words)

    def log(self) -> Response:
        """Keep a talk; a name that several people have is asked back."""
        visit = self._rooms.visits.visit(request)
        me = visit.person_id
        name = asked.name(request.form)
        said = asked.read(request.form, shared.zone_of(self._rooms, visit), self._rooms.clock())
        found = meant(self._rooms, visit, name)
        choice = request.form.get("choice", "")
        if len(found) > 1 and not choice:
            kept = [(n, v) for n, v in request.form.items() if n not in {"choice", "form_token"}]
            return self._page(visit, "network/which.html", name=name, found=found, kept=kept)
        who = chosen(found, choice) if choice else next(iter(found), None)
        made = self._keeping.tell(visit, self._made(visit, me, said, who, name))
        return shared.see(visit, "home", logged=made.id)

    def confirm(self, encounter_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        self._keeping.confirm(visit, encounter_id)
        return shared.see(visit, "home")

    def decline(self, encounter_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        self._keeping.decline(visit, encounter_id)
        return shared.see(visit, "home")

    def ask_correct(self, encounter_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        found = self._keeping.asked_of(visit, encounter_id)
        day = shared.zone_of(self._rooms, visit)
        words = {"e": found, "zone": day, **self._form(visit)}
        return self._page(visit, "network/correct.html", **words)

    def correct(self, encounter_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        said = asked.read(request.form, shared.zone_of(self._rooms, visit), self._rooms.clock())
        self._keeping.correct(visit, encounter_id, said)
        return shared.see(visit, "home")

    def accept(self, encounter_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        self._keeping.accept(visit, encounter_id)
        return shared.see(visit, "home")

    def ask_remove(self, encounter_id: UUID) -> Response:
        """Ask before something is lost that the other side agreed to."""
        visit = self._rooms.visits.visit(request)
        with self._database.reading() as connection:
            found = self._kept(connection, visit).find(encounter_id)
        if found is None or found.teller != visit.person_id:
            raise NotFound("There is no such talk, or it isn't yours.")
        return self._page(visit, "network/remove.html", e=found)

    def remove(self, encounter_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        self._keeping.remove(visit, encounter_id)
        return shared.see(visit, "home")

    def _own(self, visit: Visit, me: UUID) -> dict[str, object]:
        quarter = self._rooms.clock() - _QUARTER
        with self._database.reading() as connection:
            kept = self._kept(connection, visit)
            shown = shared.slice_of(kept.count_of(me), _ON_A_PAGE)
            items = kept.of(me, max(shown.first - 1, 0), _ON_A_PAGE)
            waiting = [(e, _proposal(e)) for e in kept.waiting_for(me)]
            recently = kept.count_of(me, quarter)
        logged = next((e for e in items if str(e.id) == request.args.get("logged")), None)
        shown = shown._replace(items=items)
        return {"shown": shown, "waiting": waiting, "recently": recently, "logged": logged}

    def _form(self, visit: Visit) -> dict[str, object]:
        me = shared.known(visit)
        with self._database.reading() as connection:
            wishes = Wishes(connection, self._database.dialect, visit.store_id)
            off = wishes.unwilling("named")
        return {
            "names": suggested(self._rooms, visit, off) if me else [],
            "channels": CHANNELS,
            "minutes": _MINUTES,
            "today": shared.today(self._rooms, visit),
            "form": shared.form_key(),
        }

    def _made(
        self, visit: Visit, me: UUID, said: asked.Told, who: Neighbour | None, name: str
    ) -> Encounter:
        now = self._rooms.clock()
        may_ask = request.form.get("ask") == "1" or "asks" not in request.form
        asks = who is not None and may_ask
        return Encounter(
            id=shared.made_id(me),
            teller=me,
            teller_name=visit.viewer.name,
            other=who.person_id if who else None,
            other_name=who.name if who else name,
            state=(State.ASKED if asks else State.SAID).value,
            statement_id=None,
            version=1,
            event_id=None,
            relation_id=None,
            proposal="",
            word_id=None,
            created=now,
            changed=now,
            gone=None,
            **said._asdict(),
        )

    def _kept(self, connection: Connection, visit: Visit) -> Encounters:
        return Encounters(connection, self._database.dialect, visit.store_id)

    def _page(self, visit: Visit, template: str, **words: object) -> Response:
        return self._rooms.visits.page(visit, template, **words)


def _proposal(encounter: Encounter) -> asked.Told | None:
    return asked.proposed(encounter.proposal) if encounter.proposal else None
