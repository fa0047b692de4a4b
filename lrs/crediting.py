"""Crediting: credit is asked for, somebody of the staff decides, and a statement awards it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs.clock import moment, now
from lrs.credit_standing import schemes_of
from lrs.database import Database
from lrs.decisions import Staff
from lrs.errors import Conflict, InvalidRequest, NotFound, Violation
from lrs.herald import Herald, News, entry_page
from lrs.record import profile_iri as own
from lrs.record.credit import CREDIT, NOTHING, Scheme, later
from lrs.record.credit_schemes import scheme_of, text_of
from lrs.record.entry import Entry, Evidence
from lrs.storage.credits import APPROVED, DECLINED, WAITING, WITHDRAWN, Claim, Claims, Schemes
from lrs.storage.joins import Joins
from lrs.vocabulary import SOURCE_SYSTEM

_LONGEST_WORDS = 2000
_TOO_MUCH = Decimal(1000)
_DECIDED = "This was decided already, or withdrawn."


class Credits:
    """The credit of one installation: schemes, what was asked for, and what staff decided."""

    def __init__(self, database: Database, staff: Staff, herald: Herald) -> None:
        self._database = database
        self._staff = staff
        self._herald = herald

    def schemes(self, store_id: int) -> dict[str, Scheme]:
        """Give the schemes of a store by their code: its own ones over those that Hallway knows."""
        with self._database.reading() as connection:
            return schemes_of(connection, store_id)

    def put_scheme(self, store_id: int, text: str, by: str) -> Scheme:
        """Change a scheme or add one, as JSON; raises InvalidRequest."""
        scheme, at = scheme_of(text), now()

        def work(connection: Connection) -> None:
            Schemes(connection, store_id).put(scheme.code, text_of(scheme), by, at)

        self._database.write(work)
        return scheme

    def ask(
        self, store_id: int, person_id: UUID, entry: Entry, wish: Mapping[str, str], by: str
    ) -> Claim:
        """Ask for credit for an entry; `wish` may say scheme, category, amount and words.

        Without a scheme only the proof is to be looked at. Raises InvalidRequest when the minutes are
        worth nothing, Conflict when the same credit waits already or was awarded.
        """
        scheme = self._scheme(store_id, wish.get("scheme", ""))
        amount = _amount(scheme, entry, wish.get("amount", ""))
        claim = Claim(
            uuid4(),
            person_id,
            entry.id,
            UUID(entry.decisive),
            entry.title,
            scheme.code if scheme else "",
            _category(scheme, wish.get("category", "")),
            str(amount),
            wish.get("words", "")[:_LONGEST_WORDS],
            by,
            now(),
        )
        if scheme and any(credit.scheme == scheme.code for credit in entry.credits):
            raise Conflict("This credit was awarded already.")

        def work(connection: Connection) -> Claim:
            claims = Claims(connection, store_id)
            if any(_same(claim, known) for known in claims.of([person_id])):
                raise Conflict("This waits for a decision already.")
            claims.add(claim)
            return claim

        return self._database.write(work)

    def waiting(self, store_id: int) -> list[Claim]:
        with self._database.reading() as connection:
            return Claims(connection, store_id).waiting()

    def count_waiting(self, store_id: int) -> int:
        with self._database.reading() as connection:
            return Claims(connection, store_id).count_waiting()

    def decided(self, store_id: int) -> list[Claim]:
        with self._database.reading() as connection:
            return Claims(connection, store_id).decided()

    def of(self, store_id: int, people: Iterable[UUID]) -> list[Claim]:
        """Give all claims of some people, whatever became of them."""
        with self._database.reading() as connection:
            return Claims(connection, store_id).of(list(people))

    def approve(
        self, store_id: int, claim_id: UUID, by: str, reason: str, amount: str = ""
    ) -> Claim:
        """Award what was asked for, or another amount; a statement says so and verifies the entry.

        Raises NotFound, Conflict when it was decided already, InvalidRequest for a bad amount.
        """
        claim = self._find(store_id, claim_id)
        scheme = self._scheme(store_id, claim.scheme)
        awarded = _number(amount, "amount") if amount else Decimal(claim.amount)
        said = self._award(claim, scheme, awarded, by)
        values = {"state": APPROVED, "statement_id": UUID(said["id"]), "amount": str(awarded)}
        self._decide(store_id, claim, [said], WAITING, _noted(by, reason, **values))
        return self._find(store_id, claim_id)

    def decline(self, store_id: int, claim_id: UUID, by: str, reason: str) -> Claim:
        """Refuse with a reason, which the learner reads; raises InvalidRequest without one."""
        _reasoned(reason)
        claim = self._find(store_id, claim_id)
        self._decide(store_id, claim, [], WAITING, _noted(by, reason, state=DECLINED))
        return self._find(store_id, claim_id)

    def withdraw(self, store_id: int, claim_id: UUID, by: str, reason: str) -> Claim:
        """Take an award back: its statement is voided, and the record is at once as if it never was."""
        _reasoned(reason)
        claim = self._find(store_id, claim_id)
        if claim.statement_id is None:
            raise Conflict("Nothing was awarded, so there is nothing to take back.")
        said = self._staff.voiding(f"credit/{claim.id}/withdrawn", claim.statement_id, by)
        self._decide(store_id, claim, [said], APPROVED, _noted(by, reason, state=WITHDRAWN))
        return self._find(store_id, claim_id)

    def _decide(
        self,
        store_id: int,
        claim: Claim,
        said: list[dict[str, Any]],
        was: str,
        noted: dict[str, object],
    ) -> None:
        def work(connection: Connection) -> None:
            if not Claims(connection, store_id).decide(claim.id, was, **noted):
                raise Conflict(_DECIDED)
            people = Joins(connection, store_id).group(claim.person_id)
            self._herald.tell(connection, store_id, _news(claim, people, noted))

        if said:
            self._staff.record(store_id, said, work)
        else:
            self._database.write(work)

    def _award(
        self, claim: Claim, scheme: Scheme | None, amount: Decimal, by: str
    ) -> dict[str, Any]:
        verified = {own.EVIDENCE_LEVEL: Evidence.STAFF_VERIFIED.value, SOURCE_SYSTEM: "Hallway"}
        parts: dict[str, Any] = {"context": {"extensions": verified}}
        if scheme:
            parts["result"] = {"extensions": {CREDIT: _credit(claim, scheme, amount)}}
        return self._staff.attestation(f"credit/{claim.id}", claim.about, by, **parts)

    def _find(self, store_id: int, claim_id: UUID) -> Claim:
        with self._database.reading() as connection:
            found = Claims(connection, store_id).find(claim_id)
        if found is None:
            raise NotFound("There is no such claim in this store.")
        return found

    def _scheme(self, store_id: int, code: str) -> Scheme | None:
        if not code:
            return None
        schemes = self.schemes(store_id)
        if code not in schemes:
            raise _wrong("scheme", f"“{code}” is none of {', '.join(sorted(schemes))}.")
        return schemes[code]


def _news(claim: Claim, people: Sequence[UUID], noted: Mapping[str, object]) -> News:
    """Tell a learner what became of what they asked for, and why."""
    what = claim.scheme or "Your proof"
    state = {DECLINED: "declined", WITHDRAWN: "taken back"}.get(str(noted["state"]), "approved")
    amount = f"{noted['amount']} " if claim.scheme and "amount" in noted else ""
    title = f"{amount}{what} {state}: {claim.title}"
    page = entry_page(claim.entry_id)
    return News(
        people, f"claim/{claim.id}", title, str(noted["reason"]), str(noted["decided_by"]), page
    )


def _noted(by: str, reason: str, **values: object) -> dict[str, object]:
    return {"decided_by": by, "decided": now(), "reason": reason.strip(), **values}


def _amount(scheme: Scheme | None, entry: Entry, wished: str) -> Decimal:
    """Give what the minutes are worth; a wish may ask for less, staff may award else."""
    if scheme is None:
        return NOTHING
    worth = scheme.amount(entry.minutes or 0.0)
    asked = _number(wished, "amount") if wished else worth
    if asked <= 0:
        message = (
            f"{scheme.name}: the minutes of this entry are worth no credit. Say an amount and why."
        )
        raise _wrong("amount", message)
    return asked


def _credit(claim: Claim, scheme: Scheme, amount: Decimal) -> dict[str, Any]:
    said: dict[str, Any] = {"scheme": scheme.code, "amount": float(amount), "unit": scheme.unit}
    if claim.category:
        said["category"] = claim.category
    if scheme.valid_months is not None:
        said["expires"] = later(moment().date(), scheme.valid_months).isoformat()
    return said


def _category(scheme: Scheme | None, wished: str) -> str:
    if scheme and wished and scheme.categories and wished not in scheme.categories:
        raise _wrong("category", f"“{wished}” is none of {', '.join(scheme.categories)}.")
    return wished[:100]


def _number(text: str, field: str) -> Decimal:
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        raise _wrong(field, f"“{text}” is not a number.") from error
    if not NOTHING < found < _TOO_MUCH:
        raise _wrong(field, "An amount lies between 0 and 1000.")
    return found


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise _wrong("reason", "Give a reason; the learner reads it.")


def _same(one: Claim, other: Claim) -> bool:
    return other.state == WAITING and (one.entry_id, one.scheme) == (other.entry_id, other.scheme)


def _wrong(field: str, message: str) -> InvalidRequest:
    return InvalidRequest(Violation(field, message, "hallway"))
