"""Credit as the page of a record shows it: by cycle, and what waits for a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from lrs.clock import now
from lrs.record.credit import Scheme
from lrs.record.credit_cycles import Asked, CycleLine, cycles
from lrs.record.entry import Entry
from lrs.storage.credits import WAITING, Claim
from lrs.storage.people import Person
from lrs.web.moments import Moments


class CreditsOfAStore(Protocol):
    """Whoever knows the schemes and the claims of stores."""

    def schemes(self, store_id: int) -> dict[str, Scheme]: ...

    def of(self, store_id: int, people: Iterable[UUID]) -> list[Claim]: ...


@dataclass(frozen=True, slots=True)
class CreditDesk:
    """The schemes of a store, and what one person asked for that waits."""

    schemes: Mapping[str, Scheme]
    waiting: Mapping[str, Claim]

    def cycles(self, entries: Iterable[Entry], at: Moments) -> list[CycleLine]:
        listed = list(entries)
        ends = {entry.id: at.day(entry.end) for entry in listed}
        asked = [
            Asked(claim.scheme, claim.category, Decimal(claim.amount), ends[entry_id])
            for entry_id, claim in self.waiting.items()
            if claim.scheme and entry_id in ends
        ]
        return cycles(listed, asked, self.schemes, at.day(now()), at.zone)

    def waiting_for(self, entry: Entry) -> str:
        """Say what was asked for an entry: 1.5 CPE."""
        claim = self.waiting.get(entry.id)
        if claim is None:
            return ""
        scheme = self.schemes.get(claim.scheme)
        return f"{claim.amount} {scheme.unit}" if scheme else "proof"


def credit_desk(credits_: CreditsOfAStore, store_id: int, person: Person) -> CreditDesk:
    """Look up what a page of a record needs to know about credit."""
    claims = credits_.of(store_id, person.joined or (person.id,))
    waiting = {claim.entry_id: claim for claim in claims if claim.state == WAITING}
    return CreditDesk(credits_.schemes(store_id), waiting)
