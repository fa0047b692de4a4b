"""/app/needs: what somebody works on now, and what helps with it; what they think of that."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotFound, Violation
from lrs.web.paging import page_number
from lti_tool.clips.rules import onlooker
from lti_tool.launch.clock import HOUR
from lti_tool.needs import facets as facet_rules
from lti_tool.needs import figures
from lti_tool.needs.desk import GONE, known, own
from lti_tool.needs.facets import FacetSet, set_of
from lti_tool.needs.looking import Looking, Origin
from lti_tool.needs.need import FORM, OPINIONS, Need, Recommendation, Wanted
from lti_tool.needs.outcome import words_of
from lti_tool.needs.storage import Facets, Needs
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed, stay
from lti_tool.talk.desk import form_key
from lti_tool.talk.places import place_for
from lti_tool.talk.rules import speaker

_ON_A_PAGE = 20
_LONGEST_WORDS = 1000
_NOTHING = "Say at least one thing about what you work on."
_NO_OPINION = "Choose what you think of it."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the pages."""
    views = _Views(rooms)
    one, post = "/app/needs/<uuid:need_id>", ["POST"]
    found = f"{one}/<any(clip, discussion, ask):kind>/<uuid:subject_id>"
    pages.add_url_rule("/app/needs", "list", views.list)
    pages.add_url_rule("/app/needs", "begin", views.begin, methods=post)
    pages.add_url_rule("/app/needs/new", "new", views.new)
    pages.add_url_rule("/app/needs/figures", "figures", views.figures)
    pages.add_url_rule(one, "one", views.one)
    pages.add_url_rule(f"{one}/edit", "edit", views.edit)
    pages.add_url_rule(f"{one}/edit", "change", views.change, methods=post)
    pages.add_url_rule(f"{one}/look", "look", views.look, methods=post)
    pages.add_url_rule(f"{one}/close", "close", views.close, methods=post)
    pages.add_url_rule(found, "follow", views.follow)
    pages.add_url_rule(f"{found}/opinion", "opine", views.opine, methods=post)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._looking = Looking(rooms.lrs, rooms.clock)

    def list(self) -> Response:
        """Show the need that changed last; with ?show=all or ?show=over the list of one's needs."""
        visit = self._visit()
        person_id, show = known(visit), request.args.get("show", "")
        closed, number = show == "over", page_number(request.args.get("page", ""))
        start = (number - 1) * _ON_A_PAGE
        with self._database.reading() as connection:
            kept = self._needs(connection, visit)
            found = kept.of(person_id, start, _ON_A_PAGE, closed=closed) if person_id else []
            total = kept.count(person_id, closed=closed) if person_id else 0
        if not show and found and number == 1:
            return self._shown(visit, found[0])
        pages = max(1, -(-total // _ON_A_PAGE))
        said = {"needs": found, "show": show or "all", "number": number, "pages": pages}
        said["ends"] = {need.facet_set: words_of(need.facet_set) for need in found}
        return self._page(visit, "list.html", **said)

    def new(self) -> Response:
        return self._form(self._visit(), {})

    def begin(self) -> Response:
        """Keep a need and show what helps; a form that is refused comes back with what was written."""
        visit = self._visit()
        who = onlooker(visit)._replace(person_id=visit.person_id)
        try:
            wanted = self._read(self._facet_set(visit))
        except InvalidRequest as refused:
            return self._form(visit, request.form, refused.violations)
        origin = Origin(FORM, form_key())
        need = self._looking.begin(visit.store_id, who, wanted, origin)
        return self._see(visit, need.id)

    def one(self, need_id: UUID) -> Response:
        visit = self._visit()
        return self._shown(visit, self._own(visit, need_id))

    def edit(self, need_id: UUID) -> Response:
        visit = self._visit()
        need = self._own(visit, need_id)
        said = {name: ", ".join(values) for name, values in need.attributes.items()}
        return self._form(visit, {**said, "words": need.words}, need=need)

    def change(self, need_id: UUID) -> Response:
        visit = self._visit()
        need = self._own(visit, need_id)
        try:
            wanted = self._read(set_of(need.facet_set))
        except InvalidRequest as refused:
            return self._form(visit, request.form, refused.violations, need)
        self._looking.change(visit.store_id, onlooker(visit), need, wanted)
        return self._see(visit, need_id)

    def look(self, need_id: UUID) -> Response:
        visit = self._visit()
        self._looking.again(visit.store_id, onlooker(visit), self._own(visit, need_id))
        return self._see(visit, need_id)

    def close(self, need_id: UUID) -> Response:
        """Put a need away, or take it up again."""
        visit = self._visit()
        undo = request.form.get("undo") == "1"
        self._looking.close(visit.store_id, self._own(visit, need_id), closed=not undo)
        if undo:
            return self._see(visit, need_id)
        return framed(redirect(url_for("needs.list", show="all", closed=need_id), 303), visit)

    def follow(self, need_id: UUID, kind: str, subject_id: UUID) -> Response:
        """Note that a recommendation was followed, and lead there."""
        visit = self._visit()
        one = self._found(self._own(visit, need_id), visit, kind, subject_id)
        self._looking.open(visit.store_id, one)
        return framed(redirect(stay(one.page), 303), visit)

    def opine(self, need_id: UUID, kind: str, subject_id: UUID) -> Response:
        """Dismiss a recommendation, say whether it helped, or take that back."""
        visit = self._visit()
        need = self._own(visit, need_id)
        one = self._found(need, visit, kind, subject_id)
        value = request.form.get("opinion", "")
        if value not in {"", *OPINIONS}:
            raise InvalidRequest(Violation("opinion", _NO_OPINION, ""))
        self._looking.opine(visit.store_id, need, one, value, visit.agent)
        return self._see(visit, need_id, f"r-{subject_id}")

    def figures(self) -> Response:
        """Show one's own hit rate, and to those who teach that of the course."""
        visit, now = self._visit(), self._rooms.clock()
        since, person_id = now - figures.DAYS * 24 * HOUR, known(visit)
        course = speaker(visit).course_id
        with self._database.reading() as connection:
            store = visit.store_id
            own = figures.hits(connection, store, since, person_id=person_id) if person_id else None
            all_ = figures.hits(connection, store, since, course_id=course)
        said = {"own": own, "course": all_ if visit.teaches else None}
        more = {"definition": figures.DEFINITION, "days": figures.DAYS, "fewest": figures.FEWEST}
        more |= {"no_cause": figures.NO_CAUSE, "words": words_of(self._facet_set(visit).name)}
        return self._page(visit, "figures.html", since=since, until=now, **said, **more)

    def _shown(self, visit: Visit, need: Need) -> Response:
        with self._database.reading() as connection:
            found = self._needs(connection, visit).recommended(need.id)
        there = [one for one in found if self._is_there(visit, one)]
        return self._page(
            visit,
            "need.html",
            need=need,
            used=set_of(need.facet_set),
            words=words_of(need.facet_set),
            best=[one for one in there if one.place and one.opinion != "ignored"],
            dismissed=[one for one in there if one.opinion == "ignored"],
            before=[one for one in there if not one.place and one.opinion != "ignored"],
        )

    def _is_there(self, visit: Visit, one: Recommendation) -> bool:
        try:
            place_for(self._rooms, visit, one.kind, one.subject_id)
        except NotFound:
            return False
        return True

    def _read(self, used: FacetSet) -> Wanted:
        words = " ".join(request.form.get("words", "").split())[:_LONGEST_WORDS]
        wanted = Wanted(facet_rules.read(request.form, used), words)
        if not wanted.attributes and not wanted.words:
            raise InvalidRequest(Violation(used.facets[0].name, _NOTHING, ""))
        return wanted

    def _form(
        self, visit: Visit, given: Any, wrong: object = (), need: Need | None = None
    ) -> Response:
        used = set_of(need.facet_set) if need else self._facet_set(visit)
        with self._database.reading() as connection:
            known = Facets(connection, visit.store_id)
            values = {facet.name: known.used(facet.name) for facet in used.facets}
        said = {"given": given, "wrong": wrong, "need": need, "used": used, "values": values}
        page = self._page(visit, "new.html", **said, form=form_key())
        page.status_code = 400 if wrong else 200
        return page

    def _facet_set(self, visit: Visit) -> FacetSet:
        with self._database.reading() as connection:
            return self._needs(connection, visit).facet_set()

    def _own(self, visit: Visit, need_id: UUID) -> Need:
        return own(self._rooms, visit, need_id)

    def _found(self, need: Need, visit: Visit, kind: str, subject_id: UUID) -> Recommendation:
        with self._database.reading() as connection:
            found = self._needs(connection, visit).recommended(need.id)
        one = next((one for one in found if one.key == (kind, subject_id)), None)
        if one is None:
            raise NotFound(GONE)
        return one

    def _needs(self, connection: Any, visit: Visit) -> Needs:
        return Needs(connection, self._database.dialect, visit.store_id)

    def _visit(self) -> Visit:
        return self._rooms.visits.visit(request)

    def _page(self, visit: Visit, template: str, **words: object) -> Response:
        return self._rooms.visits.page(visit, f"needs/{template}", **words)

    def _see(self, visit: Visit, need_id: UUID, part: str | None = None) -> Response:
        return framed(redirect(url_for("needs.one", need_id=need_id, _anchor=part), 303), visit)
