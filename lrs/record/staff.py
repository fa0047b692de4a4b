"""What staff said about somebody's statements: credit awarded, evidence verified; and what the learner disputes.

Staff speak through Hallway's own authority, which no key can take on.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from lrs.record import profile_iri as own
from lrs.record.canonical_iri import canonical
from lrs.record.credit import CREDIT, Credit
from lrs.record.entry import Evidence
from lrs.record.public_name import public_name
from lrs.record.reading import Reading
from lrs.record.statement_parts import (
    agent_name,
    context_extension,
    result_extension,
)
from lrs.record.vocabulary import ACROSSX

STAFF = "staff"
DISPUTE = f"{own.BASE}/extensions/dispute"


def by_staff(word: Reading) -> bool:
    """Say whether an attestation is a decision of the staff."""
    account = (word.statement.get("authority") or {}).get("account") or {}
    return account.get("name") == STAFF and canonical(_verb(word)) == own.ATTESTED


def verifies(word: Reading) -> bool:
    return context_extension(word.statement, own.EVIDENCE_LEVEL) == Evidence.STAFF_VERIFIED


def credits_in(words: Iterable[Reading]) -> tuple[Credit, ...]:
    """Give the credits that staff awarded, in the order of the awards."""
    found = (_credit(word) for word in words if by_staff(word))
    return tuple(credit for credit in found if credit)


def disputes_in(words: Iterable[Reading], identifiers: frozenset[str]) -> tuple[Reading, ...]:
    """Give what the person themselves says is wrong."""
    return tuple(word for word in words if word.actor in identifiers and is_dispute(word))


def is_dispute(word: Reading) -> bool:
    said = context_extension(word.statement, DISPUTE)
    return bool(said) and canonical(_verb(word)) == ACROSSX + "reported"


def disputed(word: Reading) -> str:
    """Give the learner's words."""
    return str((word.statement.get("result") or {}).get("response") or "")


def _credit(word: Reading) -> Credit | None:
    said = result_extension(word.statement, CREDIT)
    if not isinstance(said, dict):
        return None
    with suppress(KeyError, ValueError, InvalidOperation):
        return Credit(
            str(said["scheme"]),
            str(said.get("category", "")),
            Decimal(str(said["amount"])),
            str(said["unit"]),
            public_name(agent_name(word.statement["actor"])),
            word.moment,
            date.fromisoformat(said["expires"]) if said.get("expires") else None,
            word.id,
        )
    return None


def _verb(word: Reading) -> str:
    return str(word.statement["verb"]["id"])
