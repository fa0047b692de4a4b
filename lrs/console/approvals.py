"""What waits for a decision of the staff: credit that was asked for, and entries that are disputed."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs.console.door import Door, Visitor, see
from lrs.errors import InvalidParameter, NotFound, Violation
from lrs.facade import Lrs
from lrs.proofs import Proof
from lrs.record.credit_schemes import text_of
from lrs.record.entry import Entry
from lrs.storage.credits import Claim
from lrs.storage.disputes import OPEN

_PROOF = "/people/<uuid:person_id>/statements/<uuid:statement_id>/files/<sha2>"


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    claim, dispute = "/approvals/<uuid:claim_id>", "/disputes/<uuid:dispute_id>"
    for rule, name, view, method in (
        ("/approvals", "approvals", views.all, "GET"),
        (claim, "decide_claim", views.decide, "POST"),
        (dispute, "dispute", views.weigh, "GET"),
        (dispute, "settle_dispute", views.settle, "POST"),
        ("/people/<uuid:person_id>/credit", "choose_award", views.choose, "GET"),
        ("/people/<uuid:person_id>/credit", "award_credit", views.award, "POST"),
        (_PROOF, "proof", views.proof, "GET"),
        ("/credits", "credits", views.schemes, "GET"),
        ("/credits", "put_scheme", views.put_scheme, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def all(self, visitor: Visitor) -> str:
        store_id = visitor.store.id
        waiting = self._lrs.credits.waiting(store_id)
        decided = self._lrs.credits.decided(store_id)
        disputes = self._lrs.disputes.latest(store_id)
        people = {claim.person_id for claim in (*waiting, *decided)}
        people |= {dispute.person_id for dispute in disputes}
        return render_template(
            "console/approvals.html",
            visitor=visitor,
            waiting=waiting,
            decided=decided,
            disputes=disputes,
            schemes=self._lrs.credits.schemes(store_id),
            proofs={each.id: self._proofs(store_id, each) for each in waiting},
            names={each: self._lrs.person(store_id, each).name for each in people},
        )

    def decide(self, visitor: Visitor, claim_id: UUID) -> Response:
        """Approve, decline or withdraw; raises InvalidRequest for a refusal without a reason."""
        said = (visitor.store.id, claim_id, visitor.email, request.form.get("reason", ""))
        match request.form.get("decision"):
            case "approve":
                self._lrs.credits.approve(*said, request.form.get("amount", ""))
            case "withdraw":
                self._lrs.credits.withdraw(*said)
            case _:
                self._lrs.credits.decline(*said)
        return see(url_for("console.approvals"))

    def weigh(self, visitor: Visitor, dispute_id: UUID) -> str | Response:
        """Show what would vanish with a disputed entry before it does; raises NotFound."""
        dispute = self._lrs.disputes.find(visitor.store.id, dispute_id)
        if dispute.state != OPEN:
            return see(url_for("console.approvals", _anchor="disputes"))
        return render_template(
            "console/dispute.html",
            visitor=visitor,
            dispute=dispute,
            entry=self._entry(visitor.store.id, dispute.person_id, dispute.entry_id),
            person=self._lrs.person(visitor.store.id, dispute.person_id),
        )

    def settle(self, visitor: Visitor, dispute_id: UUID) -> Response:
        """Void nothing but what somebody saw listed: what came since is shown first."""
        said = (visitor.store.id, dispute_id, visitor.email, request.form.get("answer", ""))
        if request.form.get("decision") == "remove":
            behind = self._behind(visitor, dispute_id)
            if request.form.get("seen") is None or set(behind) - set(request.form.getlist("line")):
                return see(url_for("console.dispute", dispute_id=dispute_id))
            self._lrs.disputes.remove(*said, behind)
        else:
            self._lrs.disputes.let_stand(*said)
        return see(url_for("console.approvals", _anchor="disputes"))

    def choose(self, visitor: Visitor, person_id: UUID) -> str:
        """Show what an entry would be worth by each scheme; raises NotFound."""
        store_id = visitor.store.id
        entry = self._entry(store_id, person_id, request.args.get("entry", ""))
        if entry is None:
            raise NotFound("This record has no such entry.")
        schemes = self._lrs.credits.schemes(store_id)
        return render_template(
            "console/award.html",
            visitor=visitor,
            person=self._lrs.person(store_id, person_id),
            entry=entry,
            schemes=schemes,
            worth={code: s.amount(entry.minutes or 0.0) for code, s in schemes.items()},
        )

    def award(self, visitor: Visitor, person_id: UUID) -> Response:
        """Award credit that nobody asked for, in one step."""
        entry = self._entry(visitor.store.id, person_id, request.form.get("entry", ""))
        desk, store_id, wish = self._lrs.credits, visitor.store.id, request.form.to_dict()
        if entry is None or not wish.get("scheme"):
            raise InvalidParameter(Violation("scheme", "Choose an entry and a scheme.", "hallway"))
        head = self._lrs.person(store_id, person_id).head
        claim = desk.ask(store_id, head, entry, wish, visitor.email)
        desk.approve(store_id, claim.id, visitor.email, wish.get("words", ""))
        return see(url_for("console.person", person_id=person_id))

    def proof(self, visitor: Visitor, person_id: UUID, statement_id: UUID, sha2: str) -> Response:
        """Hand out a file that somebody sent in: it is saved, never shown, whatever it says it is."""
        wanted = (statement_id, sha2)
        found, content = self._lrs.proofs.content(visitor.store.id, person_id, wanted)
        answer = Response(content, content_type="application/octet-stream")
        answer.headers.set("Content-Disposition", "attachment", filename=found.name)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _proofs(self, store_id: int, claim: Claim) -> list[Proof]:
        return self._lrs.proofs.of_entry(store_id, claim.person_id, claim.entry_id)

    def schemes(self, visitor: Visitor) -> str:
        found = self._lrs.credits.schemes(visitor.store.id)
        texts = {code: text_of(scheme) for code, scheme in found.items()}
        return render_template("console/credits.html", visitor=visitor, schemes=found, texts=texts)

    def put_scheme(self, visitor: Visitor) -> Response:
        """Raise InvalidRequest that says what is wrong with the scheme."""
        definition = request.form.get("definition", "")
        self._lrs.credits.put_scheme(visitor.store.id, definition, visitor.email)
        return see(url_for("console.credits"))

    def _behind(self, visitor: Visitor, dispute_id: UUID) -> list[str]:
        """Give the ids of the statements that hold a disputed entry."""
        dispute = self._lrs.disputes.find(visitor.store.id, dispute_id)
        entry = self._entry(visitor.store.id, dispute.person_id, dispute.entry_id)
        return [line.id for line in entry.statements] if entry else []

    def _entry(self, store_id: int, person_id: UUID, entry_id: str) -> Entry | None:
        record = self._lrs.learner_record(store_id, person_id)
        return next((entry for entry in record.entries if entry.id == entry_id), None)
