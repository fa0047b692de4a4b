"""Lrs: what the record store does, for its own edges and for its siblings. Each method is one verb."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from lrs import (
    administration,
    administrators,
    archiving,
    compacting,
    document_writing,
    documents,
    exporting,
    exports,
    following,
    holdings,
    jobs,
    learner_records,
    people,
    previewing,
    querying,
    rebuilding,
    recording,
    signing_in,
)
from lrs.access import Access, Scope
from lrs.administration import NewKey
from lrs.administrators import NewAdministrator
from lrs.archiving import Steps
from lrs.certifying import Certified, Certifying
from lrs.classifying import Classification
from lrs.compacting import Compacted
from lrs.credit_standing import CreditStanding
from lrs.crediting import Credits
from lrs.database import Database, Readers
from lrs.decisions import Staff
from lrs.disputing import Disputing
from lrs.document_writing import Wanted, Writing
from lrs.documents import Address, Conditions
from lrs.exporting import Words
from lrs.exports import Exports
from lrs.following import Behind, Followed
from lrs.herald import Herald
from lrs.holdings import Holdings
from lrs.issuing import Issuing
from lrs.join_rules import JoinRules
from lrs.joining import PersonJoins
from lrs.journeying import Journeying
from lrs.mapping import Mapping as ColumnMapping
from lrs.membership import Membership
from lrs.night_compacting import NightCompacting
from lrs.proofs import Proofs
from lrs.querying import Page
from lrs.queue import Queue
from lrs.record.entry import LearnerRecord
from lrs.record_sharing import RecordShares
from lrs.recording import Recording
from lrs.report_office import ReportOffice
from lrs.settings import Settings
from lrs.shared_commits import SharedCommits
from lrs.short_memory import ShortMemory
from lrs.signing_in import SignedIn
from lrs.statement_files import flattening, incoming, outgoing
from lrs.statement_files.incoming import Delivery, Imported
from lrs.statement_files.outgoing import Exported, Order
from lrs.storage.archives import Archive
from lrs.storage.documents import Collection as DocumentCollection
from lrs.storage.documents import Document
from lrs.storage.people import Person
from lrs.storage.sessions import Session
from lrs.storage.stores import Store
from lrs.transcripts.about import Contents
from lrs.transcripts.export import Format
from lrs.transcripts.subject import Subject
from lrs.verifying import Verifying
from lrs.xapi.content import Content
from lrs.xapi.equivalence import equivalent
from lrs.xapi.statement_query import StatementQuery
from lrs.xapi.version import Version

Made = TypeVar("Made")


class Lrs:
    """The record store over one database."""

    def __init__(
        self, database: Database, settings: Settings, readers: Readers | None = None
    ) -> None:
        self.database = database
        self._readers = readers or Readers(database, database)
        self.settings = settings
        self.queue = Queue(settings.queue_url or settings.database_url, settings.var, self.run_job)
        self.issuing = Issuing(database, settings)
        self.verifying = Verifying(database, self.issuing)
        self.certifying = Certifying(self._readers.fresh, self.issuing)
        late = Certifying(self._readers.late, self.issuing)
        self.mapping = ColumnMapping(database, self._readers.late, settings.var / "column-maps")
        self.exports = Exports(database, self.mapping, self.queue, settings.var, late)
        self.herald = Herald()
        self.joins = PersonJoins(database, self.herald)
        self.join_rules = JoinRules(database, self.joins)
        staff = Staff(settings.base_url, self.record_along)
        self.credits = Credits(database, staff, self.herald)
        self.members = Membership(database, settings.base_url)
        self.classification = Classification(database)
        self.shares = RecordShares(database)
        self.disputes = Disputing(database, staff, self.herald)
        self.reports = ReportOffice(database, self._readers.late, self.queue, self.stores)
        self.night_compacting = NightCompacting(
            database, self.queue, self.stores, settings.compact_hour
        )
        self._commits = SharedCommits(database)
        self._writings = document_writing.line(database)
        self._records = learner_records.LearnerRecords(self._readers.fresh)
        self.proofs = Proofs(self._readers.fresh, self._records)
        self.journeys = Journeying(self._readers.fresh, self._records)
        self._keys: ShortMemory[tuple[str, str], Access] = ShortMemory(seconds=0.25)

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
        """Raise NotAuthenticated; a revoked key may still be let in for a quarter of a second."""
        return self._keys.get((key, secret), lambda: self._authenticate(key, secret))

    def _authenticate(self, key: str, secret: str) -> Access:
        return administration.authenticate(self.database, key, secret)

    # xAPI
    def record_statements(
        self,
        access: Access,
        batch: Sequence[Any],
        contents: Mapping[str, Content] | None = None,
        version: Version = Version.V1_0_3,
    ) -> list[str]:
        """Store a batch whole or not at all; see lrs.recording.record."""
        return recording.record(self._commits, access, batch, contents or {}, version)

    def begin_recording(
        self,
        access: Access,
        batch: recording.Batch,
        contents: Mapping[str, Content],
        version: Version,
    ) -> Recording:
        """Check a batch and make it ready for a commit; see lrs.recording.begin."""
        return recording.begin(self._commits, access, batch, contents, version)

    def record_along(
        self, access: Access, batch: Sequence[Any], work: Callable[[Connection], Made]
    ) -> Made:
        """Store a batch and do `work` in one transaction; see lrs.recording.record_along."""
        return recording.record_along(self._commits, access, batch, work)

    def own_access(self, store_id: int, name: str = "hallway") -> Access:
        """Give the access of a part of Hallway itself: its statements say that it asserts them."""
        account = {"homePage": self.settings.base_url, "name": name}
        authority = {"objectType": "Agent", "name": "Hallway", "account": account}
        return Access(store_id, frozenset({Scope.ALL}), authority)

    def statement(self, access: Access, query: StatementQuery) -> Page:
        return querying.one(self._readers.fresh, access, query)

    def statements(self, access: Access, query: StatementQuery, after: int | None) -> Page:
        return querying.page(self._readers.fresh, access, query, after)

    def known(self, store_id: int, ids: Collection[UUID]) -> set[UUID]:
        """Give those of these ids that statements have already."""
        return querying.known(self.database, store_id, ids)

    def follow(self, store_id: int, after: int, limit: int) -> list[Followed]:
        """Give what was stored behind the place `after`, for those who go through all of it."""
        return following.follow(self.database, store_id, after, limit)

    def newest(self, store_id: int) -> int:
        """Give the place of the newest statement, 0 in an empty store."""
        return following.newest(self.database, store_id)

    def behind(self, store_id: int, place: int) -> Behind:
        """Say how far somebody who follows is behind."""
        return following.behind(self.database, store_id, place)

    def same_statement(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """Say whether two are one statement that was sent twice; see lrs.xapi.equivalence."""
        return equivalent(one, other)

    def own_statements(self, store_id: int, person_id: UUID) -> list[dict[str, Any]]:
        """Give all statements of which a person is the actor, without voided ones."""
        return following.own_statements(self.database, store_id, person_id)

    def consistent_through(self, access: Access) -> int:
        return querying.consistent_through(self._readers.fresh, access)

    def formatted(
        self, access: Access, exact: Sequence[bytes], style: str, languages: Sequence[str]
    ) -> list[bytes]:
        return querying.formatted(self._readers.fresh, access, exact, style, languages)

    def attachments(self, access: Access, hashes: Collection[str]) -> dict[str, bytes]:
        return querying.attachments(self._readers.fresh, access, hashes)

    def document(self, access: Access, address: Address) -> Document:
        return documents.get(self._readers.fresh, access, address)

    def document_ids(
        self,
        access: Access,
        collection: DocumentCollection,
        registration: UUID | None,
        since: int | None,
    ) -> Sequence[str]:
        return documents.ids(self._readers.fresh, access, collection, registration, since)

    def begin_document(self, access: Access, wanted: Wanted) -> Writing:
        """Make a document ready for a commit."""
        return Writing(self._writings, access, wanted)

    def remove_document(self, access: Access, address: Address, conditions: Conditions) -> None:
        documents.remove(self.database, access, address, conditions)

    def remove_documents(
        self, access: Access, collection: DocumentCollection, registration: UUID | None
    ) -> None:
        documents.remove_all(self.database, access, collection, registration)

    def xapi_person(self, access: Access, agent: dict[str, Any]) -> dict[str, Any]:
        return querying.person(self._readers.fresh, access, agent)

    def activity(self, access: Access, activity: str) -> dict[str, Any]:
        return querying.activity(self._readers.fresh, access, activity)

    def holdings(self, store_id: int) -> Holdings:
        """Count what one store holds."""
        return holdings.holdings(self._readers.fresh, store_id)

    # Administrators
    def create_administrator(
        self, store: Store, email: str, password: str = ""
    ) -> NewAdministrator:
        """Make somebody who may sign in to the console; without a password one is made up."""
        return administrators.create_administrator(self.database, store, email, password)

    def change_password(self, store: Store, email: str, password: str = "") -> NewAdministrator:
        return administrators.change_password(self.database, store, email, password)

    def administrators(self, store: Store) -> list[str]:
        return administrators.administrators(self.database, store)

    def sign_in(
        self, email: str, password: str, place: str, store_id: int | None = None
    ) -> SignedIn:
        return signing_in.sign_in(self.database, email, password, place, store_id)

    def session(self, token: str) -> Session:
        return signing_in.session(self.database, token)

    def sign_out(self, token: str) -> None:
        signing_in.sign_out(self.database, token)

    # People and their records
    def meet(self, store_id: int, agent: dict[str, Any]) -> UUID:
        """Give the person whom this agent identifies, a new one at the first meeting."""
        return people.meet(self.database, store_id, agent)

    def recognise(self, store_id: int, agent: dict[str, Any]) -> UUID | None:
        """Give the person of an agent without a write; None when only `meet` can tell."""
        return people.recognise(self.database, store_id, agent)

    def set_aside(self, store_id: int, agent: dict[str, Any]) -> None:
        """Leave a test student's account out of all figures and lists of people, from now on and in hindsight."""
        previewing.set_aside(self.database, store_id, agent)

    def meet_all(self, store_id: int, agents: Sequence[dict[str, Any]]) -> list[UUID]:
        """Meet many at once, in one transaction."""
        return people.meet_all(self.database, store_id, agents)

    def agents(self, store_id: int, person_ids: Sequence[UUID]) -> list[dict[str, Any]]:
        """Give an Agent for each of these people; raises NotFound."""
        return people.agents(self.database, store_id, person_ids)

    def agents_all(self, store_id: int, person_id: UUID) -> list[dict[str, Any]]:
        """Give an Agent for each identifier of a person; raises NotFound."""
        return people.identities_of(self.database, store_id, person_id)

    def person(self, store_id: int, person_id: UUID) -> Person:
        return people.person(self._readers.fresh, store_id, person_id)

    def names_alone(self, store_id: int, people_ids: Collection[UUID]) -> dict[UUID, str]:
        """Give the name of each as it was before any joining."""
        return people.names_alone(self._readers.fresh, store_id, people_ids)

    def people(
        self,
        store_id: int,
        search: str = "",
        after: tuple[str, UUID] | None = None,
        limit: int = 50,
    ) -> Sequence[Person]:
        return people.page(self._readers.fresh, store_id, search, after, limit)

    def count_people(self, store_id: int) -> int:
        return people.count(self._readers.fresh, store_id)

    def learner_record(self, store_id: int, person_id: UUID) -> LearnerRecord:
        """Fold all statements of a person; reading after writing includes the write."""
        return self._records.of(store_id, person_id)

    def rebuilt_records(self, store_id: int, jobs: int) -> Iterator[rebuilding.Rebuilt]:
        """Fold everybody anew in several processes, and say what each part of the people came to."""
        return rebuilding.rebuilt(self.database, store_id, jobs)

    def statement_behind(self, store_id: int, person_id: UUID, statement_id: UUID) -> bytes:
        """Give a statement as it was stored, if it stands behind this person's record."""
        return learner_records.statement_behind(
            self._readers.fresh, self._records, store_id, person_id, statement_id
        )

    # Transcripts
    def export_person(
        self,
        person: Person,
        record: LearnerRecord,
        store: Store,
        file_format: Format,
        filters: Words = (),
        by: str = "",
    ) -> Certified:
        """Write one record, already filtered; `filters` say what was asked for, `by` who asks."""
        described = exporting.described(self._readers.fresh, store.id, person)
        whole = self._records.of(store.id, person.id)
        cycles = CreditStanding(self._readers.fresh, store).of(person, whole.entries)
        about = Subject(described, record, cycles)
        return self.certifying.person(store, about, file_format, filters, by)

    def export_store(
        self,
        store: Store,
        order: exports.Order,
        out: Path,
        progress: Callable[[int], None],
        by: str = "",
    ) -> Contents:
        """Write the records of several people; `progress` hears how many are done."""
        return self.exports.work.written(store, order, out, by, progress)

    # Statements as files
    def export_statements(self, order: Order, progress: Callable[[int, int], None]) -> Exported:
        """Bring a folder of files up to date; see lrs.statement_files.outgoing.export."""
        return outgoing.export(self._readers.late, order, progress)

    def import_statements(
        self, delivery: Delivery, progress: Callable[[int, int], None]
    ) -> Imported:
        """Store what files hold; see lrs.statement_files.incoming.take_in."""
        account = {"homePage": self.settings.base_url, "name": "import"}
        authority = {"objectType": "Agent", "name": "Import", "account": account}
        largest = self.settings.max_body
        return incoming.take_in(self.database, delivery, authority, largest, progress)

    def archive(self, order: Order, steps: Steps) -> Archive:
        """Write old statements into files and remove them; see lrs.archiving.archive."""
        return archiving.archive(self.database, order, steps)

    def refresh_views(self, store: Store, progress: Callable[[int, int], None]) -> int:
        """Bring what the SQL views show up to date; gives how many statements were new."""
        return flattening.flatten(self.database, store.id, progress)

    def compact(
        self, store: Store, *, learn: bool, progress: Callable[[int, int], None]
    ) -> Compacted:
        """Make a store's statements smaller on disk; see lrs.compacting.compact."""
        return compacting.compact(self.database, store.id, learn=learn, progress=progress)

    # Long work
    def run_job(self, store_id: int, job_id: UUID) -> None:
        """Do the work of a job; only the worker calls this."""
        jobs.run(self.database, {exports.KIND: self.exports.work}, store_id, job_id)
