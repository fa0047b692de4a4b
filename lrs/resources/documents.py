"""What the three document resources share (xAPI-Communication 2.2): one set of verbs, three addresses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from lrs.document_writing import Wanted, Writing
from lrs.documents import Address, Conditions
from lrs.resources import answer
from lrs.resources.answer import NO_CONTENT, Answer
from lrs.resources.dispatch import Context, Methods
from lrs.storage.documents import Collection
from lrs.xapi import precondition
from lrs.xapi.document import DocumentQuery
from lrs.xapi.version import Version

Parse = Callable[[Sequence[tuple[str, str]], str, Version], DocumentQuery]


@dataclass(frozen=True, slots=True)
class Written:
    """Answers with the ETag of a document once it is on disk."""

    writing: Writing

    def enter(self) -> None:
        self.writing.enter()

    def settle(self) -> Answer:
        return Answer(204, headers={"ETag": self.writing.settle()})


@dataclass(frozen=True, slots=True)
class DocumentResource:
    """A document resource: its name in storage, and how it reads its parameters."""

    name: str
    parse: Parse

    @property
    def methods(self) -> Methods:
        return {"GET": self.get, "PUT": self.write, "POST": self.write, "DELETE": self.delete}

    def get(self, context: Context) -> Answer:
        """Answer one document, or the ids of all when the query names none."""
        query = self.parse(context.request.query, "GET", context.version)
        if query.id is None:
            return self._list(context, query)
        found = context.lrs.document(context.access, self._address(query, query.id))
        headers = {
            "Content-Type": found.content_type,
            "ETag": found.etag,
            "Last-Modified": answer.http_date(
                datetime.fromtimestamp(found.updated // 1_000_000, UTC)
            ),
        }
        return Answer(200, found.content, headers)

    def write(self, context: Context) -> Written:
        """Replace a document (PUT), or merge into it (POST)."""
        request = context.request
        query = self.parse(request.query, request.method, context.version)
        content_type = request.content_type or "application/octet-stream"
        wanted = Wanted(
            self._address(query, query.id or ""),
            (request.body, content_type),
            request.method,
            self._conditions(context),
        )
        return Written(context.lrs.begin_document(context.access, wanted))

    def delete(self, context: Context) -> Answer:
        """Remove one document, or all that the query selects (State only)."""
        query = self.parse(context.request.query, "DELETE", context.version)
        if query.id is None:
            collection = self._collection(query)
            context.lrs.remove_documents(context.access, collection, _uuid(query.registration))
        else:
            address = self._address(query, query.id)
            context.lrs.remove_document(context.access, address, self._conditions(context))
        return NO_CONTENT

    def _list(self, context: Context, query: DocumentQuery) -> Answer:
        ids = context.lrs.document_ids(
            context.access, self._collection(query), _uuid(query.registration), query.since
        )
        return answer.json(list(ids))

    def _collection(self, query: DocumentQuery) -> Collection:
        return Collection(self.name, query.activity, query.agent)

    def _address(self, query: DocumentQuery, document_id: str) -> Address:
        return Address(self._collection(query), _uuid(query.registration), document_id)

    def _conditions(self, context: Context) -> Conditions:
        is_state = self.name == "state"
        request = context.request
        return Conditions(
            request.header("If-Match"),
            request.header("If-None-Match"),
            required=precondition.is_required(context.version, state=is_state),
            strict=context.version is Version.V1_0_3 and not is_state,
        )


def _uuid(registration: str | None) -> UUID | None:
    return None if registration is None else UUID(registration)
