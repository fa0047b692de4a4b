"""Where people stand with their credits, as transcripts say it: by scheme and cycle."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lrs.clock import moment
from lrs.database import Database
from lrs.record.credit import Scheme
from lrs.record.credit_cycles import Asked, CycleLine, cycles
from lrs.record.credit_schemes import SCHEMES, scheme_of
from lrs.record.entry import Entry
from lrs.storage.credits import Claim, Claims, Schemes
from lrs.storage.people import Person
from lrs.storage.stores import Store

_MOST_WAITING = 100_000


def schemes_of(connection: Connection, store_id: int) -> dict[str, Scheme]:
    """Give the schemes of a store by their code: its own ones over those that Hallway knows."""
    changed = [scheme_of(text) for text in Schemes(connection, store_id).all()]
    return {scheme.code: scheme for scheme in (*SCHEMES, *changed)}


class CreditStanding:
    """The credits of a store's people: its schemes and all that waits, looked up once."""

    def __init__(self, database: Database, store: Store) -> None:
        self._zone = ZoneInfo(store.time_zone)
        self._waiting: defaultdict[UUID, list[Claim]] = defaultdict(list)
        with database.reading() as connection:
            self._schemes = schemes_of(connection, store.id)
            for claim in Claims(connection, store.id).waiting(_MOST_WAITING):
                self._waiting[claim.person_id].append(claim)

    def of(self, person: Person, entries: Iterable[Entry]) -> tuple[CycleLine, ...]:
        """Give the lines of every cycle in which somebody earned or asked for something."""
        listed = list(entries)
        ends = {entry.id: entry.end.astimezone(self._zone).date() for entry in listed}
        claims = (c for each in person.joined or (person.id,) for c in self._waiting.get(each, ()))
        asked = [
            Asked(claim.scheme, claim.category, Decimal(claim.amount), ends[claim.entry_id])
            for claim in claims
            if claim.scheme and claim.entry_id in ends
        ]
        today = moment().astimezone(self._zone).date()
        return tuple(cycles(listed, asked, self._schemes, today, self._zone))
