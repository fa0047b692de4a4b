"""/app/network/introductions: bring two people together, answer to being introduced, look at the last ones."""

from uuid import UUID

from flask import Blueprint, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from lrs import InvalidRequest, Violation
from lti_tool.network import pages as shared
from lti_tool.network.encounters.encounter import State
from lti_tool.network.introductions.introduction import SIDES, Asked, Introduction, Side, read
from lti_tool.network.introductions.keeping import Keeping
from lti_tool.network.introductions.storage import Introductions
from lti_tool.network.people import chosen, meant, suggested
from lti_tool.network.wishes import Wishes
from lti_tool.rooms.neighbours import Neighbour
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_ON_A_PAGE = 20
_SAME = "These are one person; introduce two people to each other."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    every, one = "/app/network/introductions", "/app/network/introductions/<uuid:introduction_id>"
    pages.add_url_rule(every, "introductions", views.all)
    pages.add_url_rule(every, "introduce", views.introduce, methods=["POST"])
    pages.add_url_rule(f"{one}/confirm", "agree", views.confirm, methods=["POST"])
    pages.add_url_rule(f"{one}/decline", "disagree", views.decline, methods=["POST"])
    pages.add_url_rule(f"{one}/remove", "ask_unintroduce", views.ask_remove)
    pages.add_url_rule(f"{one}/remove", "unintroduce", views.remove, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._keeping = Keeping(rooms)
        self._database = rooms.lrs.database

    def all(self) -> Response:
        visit = self._rooms.visits.visit(request)
        me = shared.known(visit)
        words = {} if me is None else self._own(visit, me)
        return self._page(visit, "network/introductions.html", me=me, **words)

    def introduce(self) -> Response:
        """Keep an introduction; names that several people have are asked back."""
        visit = self._rooms.visits.visit(request)
        me, asked = visit.person_id, read(request.form)
        found = {p: meant(self._rooms, visit, n) for p, n in zip(SIDES, asked.names, strict=True)}
        unclear = {p: f for p, f in found.items() if len(f) > 1 and not _choice(p)}
        if unclear:
            kept = [(n, v) for n, v in request.form.items() if n != "form_token"]
            return self._page(visit, "network/which_two.html", unclear=unclear, kept=kept)
        one, two = (_side(p, found[p], n) for p, n in zip(SIDES, asked.names, strict=True))
        if one.person_id is not None and one.person_id == two.person_id:
            raise InvalidRequest(Violation("two", _SAME, "hallway"))
        made = self._keeping.tell(visit.store_id, self._made(visit, me, asked, (one, two)))
        return shared.see(visit, "introductions", told=made.id)

    def confirm(self, introduction_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        self._keeping.confirm(visit, introduction_id)
        return shared.see(visit, "introductions")

    def decline(self, introduction_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        self._keeping.decline(visit, introduction_id)
        return shared.see(visit, "introductions")

    def ask_remove(self, introduction_id: UUID) -> Response:
        """Ask before something is lost that others agreed to."""
        visit = self._rooms.visits.visit(request)
        found = self._keeping.own(visit, introduction_id)
        return self._page(visit, "network/unintroduce.html", i=found)

    def remove(self, introduction_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        self._keeping.remove(visit, introduction_id)
        return shared.see(visit, "introductions")

    def _own(self, visit: Visit, me: UUID) -> dict[str, object]:
        with self._database.reading() as connection:
            kept = self._kept(connection, visit)
            shown = shared.slice_of(kept.count_of(me), _ON_A_PAGE)
            items = kept.of(me, max(shown.first - 1, 0), _ON_A_PAGE)
            waiting = kept.waiting_for(me)
            wishes = Wishes(connection, self._database.dialect, visit.store_id)
            off = wishes.unwilling("named")
        told = next((i for i in items if str(i.id) == request.args.get("told")), None)
        names = suggested(self._rooms, visit, off)
        shown = shown._replace(items=items)
        words = {"shown": shown, "waiting": waiting, "told": told, "names": names}
        return {**words, "form": shared.form_key()}

    def _made(self, visit: Visit, me: UUID, asked: Asked, sides: tuple[Side, Side]) -> Introduction:
        now = self._rooms.clock()
        return Introduction(
            id=shared.made_id(me),
            teller=me,
            teller_name=visit.viewer.name,
            sides=sides,
            topic=asked.topic,
            happened=now,
            version=1,
            statement_id=None,
            words=(),
            changed=now,
            gone=None,
        )

    def _kept(self, connection: Connection, visit: Visit) -> Introductions:
        return Introductions(connection, self._database.dialect, visit.store_id)

    def _page(self, visit: Visit, template: str, **words: object) -> Response:
        return self._rooms.visits.page(visit, template, **words)


def _choice(place: str) -> str:
    return request.form.get(f"choice-{place}", "")


def _side(place: str, found: list[Neighbour], name: str) -> Side:
    who = chosen(found, _choice(place)) if _choice(place) else next(iter(found), None)
    if who is None:
        return Side(None, name, State.SAID.value)
    return Side(who.person_id, who.name, State.ASKED.value)
