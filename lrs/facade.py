"""Lrs: what the record store does, for its own edges and for its siblings. Each method is one verb."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from lrs import administration, learner_records, people
from lrs.access import Access, Scope
from lrs.administration import NewKey
from lrs.database import Database
from lrs.record.entry import LearnerRecord
from lrs.settings import Settings
from lrs.storage.people import Person
from lrs.storage.stores import Store


class Lrs:
    """The record store over one database."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self.settings = settings

    # Stores and keys
    def create_store(self, name: str, title: str = "", time_zone: str = "UTC") -> Store:
        return administration.create_store(self.database, name, title, time_zone)

    def store_named(self, name: str) -> Store:
        return administration.store_named(self.database, name)

    def store(self, store_id: int) -> Store:
        return administration.store(self.database, store_id)

    def stores(self) -> list[Store]:
        return administration.stores(self.database)

    def create_key(self, store: Store, scopes: Iterable[Scope], name: str) -> NewKey:
        home_page = self.settings.base_url
        return administration.create_key(self.database, store, scopes, name, home_page)

    def revoke_key(self, key: str) -> None:
        administration.revoke_key(self.database, key)

    def authenticate(self, key: str, secret: str) -> Access:
        return administration.authenticate(self.database, key, secret)

    # People and their records
    def meet(self, store_id: int, agent: dict[str, Any]) -> UUID:
        """Give the person whom this agent identifies, a new one at the first meeting."""
        return people.meet(self.database, store_id, agent)

    def person(self, store_id: int, person_id: UUID) -> Person:
        return people.person(self.database, store_id, person_id)

    def people(
        self, store_id: int, search: str = "", after: tuple[str, UUID] | None = None, limit: int = 50
    ) -> Sequence[Person]:
        return people.page(self.database, store_id, search, after, limit)

    def count_people(self, store_id: int) -> int:
        return people.count(self.database, store_id)

    def learner_record(self, store_id: int, person_id: UUID) -> LearnerRecord:
        """Fold all statements of a person; reading after writing includes the write."""
        return learner_records.learner_record(self.database, store_id, person_id)
