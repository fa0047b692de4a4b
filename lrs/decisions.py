"""Decisions: how what staff decide about a record becomes statements, in the transaction that notes it."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Connection

from lrs import telling
from lrs.access import Access, Scope
from lrs.clock import moment
from lrs.record.public_name import public_name
from lrs.record.staff import STAFF
from lrs.vocabulary import ATTESTED, VOIDED

Made = TypeVar("Made")
Json = dict[str, Any]


class RecordAlong(Protocol):
    """Stores statements and does some work in one transaction."""

    def __call__(
        self, access: Access, batch: Sequence[Any], work: Callable[[Connection], Made]
    ) -> Made: ...


class Staff:
    """Speaks for the staff of a store: its statements say that Hallway's staff asserts them."""

    def __init__(self, base_url: str, record: RecordAlong) -> None:
        self._base_url = base_url
        self._record = record

    def attestation(self, event: str, about: UUID, by: str, **parts: Json) -> Json:
        """Build the statement by which somebody of the staff confirms another one."""
        thing = telling.reference(str(about))
        agent = self._agent(by)
        said = telling.statement(self._base_url, event, moment(), agent, ATTESTED, thing, **parts)
        return telling.by_our_profile(said)

    def voiding(self, event: str, about: UUID | str, by: str) -> Json:
        thing = telling.reference(str(about))
        event = f"{event}/{about}"
        return telling.statement(self._base_url, event, moment(), self._agent(by), VOIDED, thing)

    def record(
        self, store_id: int, statements: Sequence[Json], work: Callable[[Connection], Made]
    ) -> Made:
        """Store what the staff says and do the work with it; `work` only speaks SQL."""
        account = {"homePage": self._base_url, "name": STAFF}
        authority = {"objectType": "Agent", "name": "Hallway", "account": account}
        return self._record(Access(store_id, frozenset({Scope.ALL}), authority), statements, work)

    def _agent(self, by: str) -> Json:
        """Name somebody of the staff, but by no address: learners read what stands in their record."""
        page, name = f"{self._base_url}/console", public_name(by)
        account = by if name == by else str(uuid5(NAMESPACE_URL, f"{page}/{by}"))
        return {
            "objectType": "Agent",
            "name": name,
            "account": {"homePage": page, "name": account},
        }
