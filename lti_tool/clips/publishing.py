"""Publishing: what somebody recorded, chose or pointed to becomes a clip."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Connection

from lrs import InvalidRequest, Violation
from lrs import vocabulary as v
from lrs.telling import activity
from lti_tool.clips import said as saying
from lti_tool.clips import sources
from lti_tool.clips.clip import Clip, Source, State
from lti_tool.clips.documents import Document, Documents
from lti_tool.clips.laying import Laying, Paper
from lti_tool.clips.media.place import Place
from lti_tool.clips.said import Said
from lti_tool.clips.statements import Making, Teller
from lti_tool.clips.storage import Clips, searched
from lti_tool.clips.uploads.protocol import Refused
from lti_tool.clips.uploads.receiving import Piece, Receiving
from lti_tool.clips.uploads.storage import Upload
from lti_tool.launch.claims import LTI
from lti_tool.launch.clock import SECOND
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

ERRAND = "clips"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a form brings: an upload that is here, a file with its bytes, or an address; one of them."""

    upload: UUID | None = None
    file: BinaryIO | None = None
    address: str = ""


class Publishing:
    """Makes clips."""

    def __init__(self, rooms: Rooms, place: Place, receiving: Receiving) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._laying = Laying(rooms, place)
        self._receiving = receiving

    def publish(
        self,
        visit: Visit,
        said: Said,
        brought: Brought,
        papers: Sequence[Paper],
        more: dict[str, Any],
    ) -> Clip:
        """Keep a clip and let the worker prepare it; one from elsewhere is ready and told at once.

        `more` may name the `assignment` and the `began`, the instant at which the recording did.
        """
        settings = self._rooms.lrs.settings
        saying.check_wide(said, captions_first=settings.captions_first, has_captions=False)
        made = self._drafted(visit, said, brought, more)
        documents = self.laid_down(visit.store_id, made.id, papers)
        statements = self._told(made, documents) if made.is_ready else []

        def work(connection: Connection) -> None:
            clips = Clips(connection, self._database.dialect, visit.store_id)
            clips.add(made, searched(made, ""))
            clips.note(made.id, "published", (made.author, made.author_name), made.created)
            clips.note_told(made.id, statements, made.created)
            Documents(connection, visit.store_id).add(made.id, documents)

        self._rooms.record(visit.store_id, statements, work)
        if not made.is_ready:
            self._rooms.lrs.queue.send(ERRAND)
        return made

    def laid_down(self, store_id: int, clip_id: UUID, papers: Sequence[Paper]) -> list[Document]:
        """Put documents where media lie; raises InvalidRequest."""
        return self._laying.lay_down(store_id, clip_id, papers)

    def _drafted(self, visit: Visit, said: Said, brought: Brought, more: dict[str, Any]) -> Clip:
        now = self._rooms.clock()
        source, address, upload = self._found(visit, brought)
        began = more.get("began")
        told = Teller(
            visit.agent,
            course_of(self._rooms, visit),
            self._assignment(more.get("assignment")),
            round((now - began) / SECOND, 1) if began and 0 < began < now else None,
        )
        return Clip(
            store_id=visit.store_id,
            id=uuid4(),
            platform_id=visit.launch.platform_id,
            context_id=visit.launch.context_id,
            assignment=more.get("assignment"),
            author=visit.person_id,
            author_name=visit.viewer.name,
            title=said.title,
            kind=said.kind,
            length=None,
            state=State.PROCESSING if upload else State.READY,
            problem="",
            progress=0,
            source=source,
            address=address,
            upload=upload.id if upload else None,
            visibility=said.visibility,
            tags=said.written_tags,
            telling=told.written(),
            round=1,
            created=now,
            changed=now,
            hidden=None,
            hidden_reason="",
            deleted=None,
            purged=None,
        )

    def _found(self, visit: Visit, brought: Brought) -> tuple[Source, str, Upload | None]:
        """Give where the clip plays from, and the upload that is to be prepared."""
        if brought.address:
            place = sources.found(brought.address)
            return place.source, place.address, None
        try:
            return Source.FILE, "", self._upload(visit, brought)
        except Refused as refused:
            raise _wrong("file", refused.words) from refused

    def _upload(self, visit: Visit, brought: Brought) -> Upload:
        who = (visit.store_id, visit.person_id)
        if brought.upload is not None:
            upload = self._receiving.find(*who, brought.upload)
            if not upload.is_complete:
                raise Refused(409, "The upload is not complete yet; wait for its end.")
            return upload
        if brought.file is None:
            raise Refused(400, "Record a clip, choose a file, or paste an address.")
        begun = self._receiving.begin(*who, None, {})
        got = self._receiving.append(begun, Piece(0, brought.file))
        return self._receiving.append(got, Piece(got.offset, _NOTHING, got.offset))

    def _assignment(self, assignment: UUID | None) -> dict[str, Any] | None:
        if assignment is None:
            return None
        return activity(assignment_iri(self._rooms, assignment), v.ASSIGNMENT, "Record a clip")

    def _told(self, made: Clip, documents: Sequence[Document]) -> list[dict[str, Any]]:
        making = making_of(self._rooms, made)
        found = [making.created(self._rooms.moment())]
        if documents:
            named = [(document_iri(making.iri, one), one.name) for one in documents]
            found.append(making.attached(named, self._rooms.moment()))
        return found


def course_of(rooms: Rooms, visit: Visit) -> dict[str, Any] | None:
    """Name the course in which something is made, by an address of ours: LMSs say none."""
    launch = visit.launch
    if not launch.context_id:
        return None
    said = visit.claim(f"{LTI}context")
    title = str(said.get("title") or said.get("label") or "Course")
    iri = rooms.iri(f"courses/{uuid5(launch.platform_id, launch.context_id)}")
    return activity(iri, v.COURSE, title)


class _Nothing:
    def read(self, _: int = -1) -> bytes:
        return b""


_NOTHING: Any = _Nothing()


def making_of(rooms: Rooms, clip: Clip) -> Making:
    return Making(rooms.lrs.settings.base_url, rooms.iri(f"clips/{clip.id}"), clip)


def assignment_iri(rooms: Rooms, assignment: UUID) -> str:
    return rooms.iri(f"clips/assignments/{assignment}")


def document_iri(clip_iri: str, document: Document) -> str:
    return f"{clip_iri}/documents/{document.id}"


def _wrong(pointer: str, words: str) -> InvalidRequest:
    return InvalidRequest(Violation(pointer, words, "hallway"))
