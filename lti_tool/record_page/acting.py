"""What learners do with their own record: add to it, ask for credit, dispute, share, join identities."""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import Entry, InvalidRequest, NotFound, Violation
from lti_tool.record_page.statements import SORTS, Proof, Told, minutes, proof_of, self_report
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed

_LONGEST_TITLE = 200


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Hang the pages on the blueprint of the record page."""
    views = _Views(rooms)
    entry = "/app/record/entries/<entry_id>"
    for rule, name, view, method in (
        ("/app/record/add", "add", views.add, "GET"),
        ("/app/record/add", "keep", views.keep, "POST"),
        (f"{entry}/credit", "credit", views.credit, "GET"),
        (f"{entry}/credit", "ask_credit", views.ask_credit, "POST"),
        (f"{entry}/dispute", "dispute", views.dispute, "GET"),
        (f"{entry}/dispute", "say_dispute", views.say_dispute, "POST"),
        ("/app/record/shares", "shares", views.shares, "GET"),
        ("/app/record/shares", "share", views.share, "POST"),
        ("/app/record/shares/<uuid:share_id>/revoke", "revoke_share", views.revoke, "POST"),
        ("/app/record/identities", "identities", views.identities, "GET"),
        ("/app/record/identities", "join", views.join, "POST"),
        ("/app/record/identities/<uuid:join_id>/undo", "undo_join", views.undo, "POST"),
    ):
        pages.add_url_rule(rule, name, view, methods=[method])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._lrs = rooms.lrs

    def add(self) -> Response:
        visit = self._visit()
        schemes = self._lrs.credits.schemes(visit.store_id)
        return self._page(visit, "add", sorts=SORTS, schemes=schemes, today=self._today(visit))

    def keep(self) -> Response:
        """Store the statement with its proof, and let staff look at it. Raises InvalidRequest."""
        visit = self._visit()
        told, proof = self._told(visit), _proof()
        name = str(uuid4())
        said = self_report(
            f"self/{name}", self._rooms.iri(f"activities/{name}"), visit.agent, told, proof
        )
        contents = {proof.sha2: proof.content} if proof else {}
        access = self._lrs.own_access(visit.store_id)
        [statement_id] = self._lrs.record_statements(access, [said], contents)
        self._ask_for(visit, statement_id, proof)
        return self._see(visit, "record")

    def credit(self, entry_id: str) -> Response:
        visit = self._visit()
        entry = self._entry(visit, entry_id)
        schemes = self._lrs.credits.schemes(visit.store_id)
        worth = {code: s.amount(entry.minutes or 0.0) for code, s in schemes.items()}
        person = self._lrs.person(visit.store_id, visit.person_id)
        claims = self._lrs.credits.of(visit.store_id, person.joined or (person.id,))
        asked = [claim for claim in reversed(claims) if claim.entry_id == entry_id]
        return self._page(visit, "credit", entry=entry, schemes=schemes, worth=worth, asked=asked)

    def ask_credit(self, entry_id: str) -> Response:
        """Raise InvalidRequest, Conflict."""
        visit = self._visit()
        entry, wish = self._entry(visit, entry_id), request.form.to_dict()
        if not wish.get("scheme"):
            raise _wrong("scheme", "Choose a scheme.")
        person = self._lrs.person(visit.store_id, visit.person_id)
        by = visit.viewer.name or person.name or "the learner"
        self._lrs.credits.ask(visit.store_id, person.head, entry, wish, by)
        return self._see(visit, "record")

    def dispute(self, entry_id: str) -> Response:
        visit = self._visit()
        return self._page(visit, "dispute", entry=self._entry(visit, entry_id))

    def say_dispute(self, entry_id: str) -> Response:
        visit = self._visit()
        entry, words = self._entry(visit, entry_id), request.form.get("words", "")
        head = self._lrs.person(visit.store_id, visit.person_id).head
        self._lrs.disputes.dispute(visit.store_id, head, visit.agent, entry, words)
        return self._see(visit, "record")

    def shares(self, token: str = "") -> Response:
        visit = self._visit()
        shares = self._lrs.shares.of(visit.store_id, visit.person_id)
        address = f"{self._lrs.settings.base_url}/shared/{token}" if token else ""
        now = self._rooms.clock()
        return self._page(visit, "shares", shares=shares, address=address, now=now)

    def share(self) -> Response:
        """Make a link and show it, this once."""
        visit = self._visit()
        words, days = request.form.get("words", ""), request.form.get("days", "")
        return self.shares(self._lrs.shares.make(visit.store_id, visit.person_id, words, days))

    def revoke(self, share_id: UUID) -> Response:
        visit = self._visit()
        self._lrs.shares.revoke(visit.store_id, visit.person_id, share_id)
        return self._see(visit, "shares")

    def identities(self, code: str = "") -> Response:
        visit = self._visit()
        person = self._lrs.person(visit.store_id, visit.person_id)
        joins = self._lrs.joins.of(visit.store_id, person)
        standing = [join for join in joins if join.undone is None]
        return self._page(visit, "identities", person=person, joins=standing, code=code)

    def join(self) -> Response:
        """Show a code, or take one that the other side showed."""
        visit = self._visit()
        if request.form.get("do") == "show":
            return self.identities(self._lrs.joins.code_for(visit.store_id, visit.person_id))
        self._lrs.joins.confirm(visit.store_id, visit.person_id, request.form.get("code", ""))
        return self._see(visit, "identities")

    def undo(self, join_id: UUID) -> Response:
        """Undo what the learner joined themselves; raises NotFound for any other join."""
        visit = self._visit()
        person = self._lrs.person(visit.store_id, visit.person_id)
        mine = {j.id for j in self._lrs.joins.of(visit.store_id, person) if j.how == "learner"}
        if join_id not in mine:
            raise NotFound("You joined nothing of the kind.")
        self._lrs.joins.undo(visit.store_id, join_id, str(visit.person_id))
        return self._see(visit, "identities")

    def _ask_for(self, visit: Visit, statement_id: str, proof: Proof | None) -> None:
        """Let staff look at what came with a proof, or with a wish for credit."""
        scheme = request.form.get("scheme", "")
        person = self._lrs.person(visit.store_id, visit.person_id)
        record = self._lrs.learner_record(visit.store_id, person.id)
        entry = next((e for e in record.entries if e.decisive == statement_id), None)
        if entry and (proof or scheme):
            wish = {"scheme": scheme, "words": request.form.get("words", "")}
            by = visit.viewer.name or person.name or "the learner"
            self._lrs.credits.ask(visit.store_id, person.head, entry, wish, by)

    def _told(self, visit: Visit) -> Told:
        form = request.form
        title = form.get("title", "").strip()[:_LONGEST_TITLE]
        if not title:
            raise _wrong("title", "Say what it was.")
        if form.get("sort") not in SORTS:
            raise _wrong("sort", f"Choose one of {', '.join(SORTS)}.")
        spent = minutes(form.get("minutes", ""))
        scheme = self._lrs.credits.schemes(visit.store_id).get(form.get("scheme", ""))
        if scheme and not scheme.amount(spent or 0):
            raise _wrong("minutes", f"{scheme.name}: so few minutes are worth no credit.")
        provider, place, method = (
            form.get(name, "").strip()[:_LONGEST_TITLE] for name in ("provider", "place", "method")
        )
        return Told(SORTS[form["sort"]], title, provider, self._noon(visit), spent, place, method)

    def _noon(self, visit: Visit) -> datetime:
        """Read the day, and take its noon where the store is; raises InvalidRequest."""
        text = request.form.get("day", "")
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise _wrong("day", f"“{text}” is not a day.") from error
        if day > self._today(visit):
            raise _wrong("day", "That day is still to come.")
        noon = datetime.combine(day, time(12), self._zone(visit))
        return min(noon.astimezone(UTC), self._rooms.moment())

    def _today(self, visit: Visit) -> date:
        return self._rooms.moment().astimezone(self._zone(visit)).date()

    def _zone(self, visit: Visit) -> ZoneInfo:
        return ZoneInfo(self._lrs.store(visit.store_id).time_zone)

    def _entry(self, visit: Visit, entry_id: str) -> Entry:
        record = self._lrs.learner_record(visit.store_id, visit.person_id)
        found = next((entry for entry in record.entries if entry.id == entry_id), None)
        if found is None:
            raise NotFound("Your record has no such entry.")
        return found

    def _visit(self) -> Visit:
        return self._rooms.visits.visit(request)

    def _page(self, visit: Visit, name: str, **words: object) -> Response:
        return self._rooms.visits.page(visit, f"record_page/{name}.html", **words)

    def _see(self, visit: Visit, page: str) -> Response:
        return framed(redirect(url_for(f"record_page.{page}"), 303), visit)


def _proof() -> Proof | None:
    file = request.files.get("proof")
    return proof_of(file.filename or "", file.mimetype, file.read()) if file else None


def _wrong(field: str, message: str) -> InvalidRequest:
    return InvalidRequest(Violation(field, message, "hallway"))
