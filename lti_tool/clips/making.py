"""/app/clips/new: the recorder, and the form that makes a clip of what was recorded, chosen or pasted."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, Request, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.utils import redirect, secure_filename
from werkzeug.wrappers import Response

from lrs import InvalidRequest
from lrs.web import open_to
from lti_tool.clips import said as saying
from lti_tool.clips.clip import Kind, Visibility
from lti_tool.clips.desk import Desk
from lti_tool.clips.laying import Paper
from lti_tool.clips.library import uuid_of
from lti_tool.clips.publishing import Brought
from lti_tool.clips.rules import onlooker
from lti_tool.clips.shelf import Shelf, Wanted
from lti_tool.launch.clock import SECOND
from lti_tool.launch.own_window import Words
from lti_tool.rooms.visits import Visit, framed

_MOST_SHOWN = 200


def add_to(pages: Blueprint, desk: Desk) -> None:
    views = _Views(desk)
    pages.add_url_rule("/app/clips/new", "new", views.new)
    pages.add_url_rule("/app/clips/new", "publish", views.publish, methods=["POST"])
    pages.add_url_rule(
        "/app/clips/assignments/<uuid:assignment_id>", "assignment", views.assignment
    )


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._visits = desk.rooms.visits

    def new(self) -> Response:
        visit = self._visits.visit(request)
        assignment = uuid_of(request.args.get("assignment", ""))
        return self._form(visit, {}, (), assignment)

    def publish(self) -> Response:
        """Make the clip; a form that is refused comes back with what was written in it."""
        visit = self._visits.visit(request)
        form = request.form
        assignment = uuid_of(form.get("assignment", ""))
        try:
            made = self._desk.publishing.publish(
                visit,
                saying.read(form),
                _brought(request),
                _papers(request),
                {"assignment": assignment, "began": _instant(form.get("began", ""))},
            )
        except InvalidRequest as refused:
            answer = self._form(visit, form, refused.violations, assignment)
            answer.status_code = 400
            return answer
        return framed(redirect(url_for("clips.clip", clip_id=made.id), 303), visit)

    def assignment(self, assignment_id: UUID) -> Response:
        """Show what is to be recorded, and what was: everybody's to a teacher, one's own to a learner."""
        visit = self._visits.visit(request)
        wanted = Wanted(whose="" if visit.teaches else "mine", assignment=assignment_id)
        with self._desk.rooms.lrs.database.reading() as connection:
            shelf = Shelf(connection, visit.store_id, onlooker(visit))
            found = shelf.page(wanted, 0, _MOST_SHOWN)
        pictures = self._desk.pictures(visit)
        return self._visits.page(
            visit,
            "clips/assignment.html",
            assignment=assignment_id,
            clips=found,
            posters={clip.id: pictures.poster(clip) for clip in found},
            title=visit.claim("https://purl.imsglobal.org/spec/lti/claim/resource_link").get(
                "title"
            )
            or "Record a clip",
        )

    def _form(self, visit: Visit, form: object, wrong: object, assignment: UUID | None) -> Response:
        settings = self._desk.rooms.lrs.settings
        page = self._visits.page(
            visit,
            "clips/new.html",
            form=form,
            wrong=wrong,
            kinds=list(Kind),
            visibilities=list(Visibility),
            assignment=assignment,
            most_seconds=settings.clip_seconds,
            largest=settings.media_largest,
            captions_first=settings.captions_first,
            own_window=Words(settings.secret).word(
                visit.launch, url_for("clips.new", assignment=assignment)
            ),
            may_record=visit.viewer.person_id is not None and not visit.viewer.test_user,
        )
        # The picture of the camera, and what was recorded, before it is anywhere else.
        return open_to(
            page, frame_ancestors=visit.viewer.platform_origins, media_src=("'self'", "blob:")
        )


def _brought(asked: Request) -> Brought:
    upload = uuid_of(asked.form.get("upload", ""))
    if upload is not None:
        return Brought(upload=upload)
    files = (asked.files.get(name) for name in ("file", "taken"))
    file = next((one for one in files if one is not None and one.filename), None)
    if file is not None:
        return Brought(file=file.stream)  # type: ignore[arg-type]
    return Brought(address=asked.form.get("address", "").strip())


def _papers(asked: Request) -> list[Paper]:
    return [paper(one) for one in asked.files.getlist("documents") if one.filename]


def paper(file: FileStorage) -> Paper:
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in name if letter.isprintable())[:150]
    shown = printable or secure_filename(name) or "document"
    return Paper(shown, file.mimetype[:100], file.stream)  # type: ignore[arg-type]


def _instant(text: str) -> int | None:
    """Read when the recording began, in microseconds; None when it isn't said."""
    try:
        return int(datetime.fromisoformat(text).timestamp() * SECOND)
    except ValueError:
        return None
