"""/app/clips/<id>/watching and its neighbours: what the player and the forms below it post."""

from uuid import UUID

from flask import Blueprint, jsonify, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import InvalidRequest, NotPermitted, Violation
from lrs.web.paging import page_number
from lti_tool.clips.clip import Clip
from lti_tool.clips.finding import clip_for
from lti_tool.clips.rules import may_edit, may_moderate, may_see, onlooker
from lti_tool.clips.watching.marking import Marking
from lti_tool.clips.watching.marks import Marks, wanted
from lti_tool.clips.watching.reading import batch
from lti_tool.clips.watching.strip import clock
from lti_tool.clips.watching.taking import Taking, viewer_of
from lti_tool.clips.watching.threshold import read, set_threshold
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed

_PAGE = 30
_LARGEST = 256 * 1024
_TOO_LARGE = "A batch of observations has at most 256 kB; send it in parts."
_NOT_YOURS = "Who made a clip, and who teaches here, say when it counts as watched."


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the addresses to a blueprint."""
    views = _Views(rooms)
    clip = "/app/clips/<uuid:clip_id>"
    pages.add_url_rule("/app/clips/kept", "kept", views.kept)
    pages.add_url_rule(f"{clip}/watching", "watching", views.watching, methods=["POST"])
    pages.add_url_rule(f"{clip}/marks", "mark", views.mark, methods=["POST"])
    pages.add_url_rule(f"{clip}/threshold", "threshold", views.threshold, methods=["POST"])


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._taking = Taking(rooms)
        self._marking = Marking(rooms)

    def watching(self, clip_id: UUID) -> Response:
        """Take a batch in; a page that is going away sends it as a form."""
        visit, clip = self._asked(clip_id)
        viewer = viewer_of(visit, request.headers.get("User-Agent", ""))
        taken = self._taking.take(clip, viewer, batch(_body()))
        if taken.just_now:
            self._rooms.grades.consider(visit.store_id, viewer.person_id, taken.statements)
        return framed(jsonify(progress=taken.progress, completed=taken.completed), visit)

    def mark(self, clip_id: UUID) -> Response:
        visit, clip = self._asked(clip_id)
        name, value = wanted(request.form.get("mark", ""), request.form.get("value", ""))
        self._marking.mark(visit, clip, name, value)
        return self._back(visit, clip, name)

    def kept(self) -> Response:
        """List the clips that somebody keeps for later."""
        visit = self._rooms.visits.visit(request)
        number, who = page_number(request.args.get("page", "")), onlooker(visit)
        start = (number - 1) * _PAGE
        with self._rooms.lrs.database.reading() as connection:
            marks = Marks(connection, self._rooms.lrs.database.dialect, visit.store_id)
            found = marks.kept(visit.person_id, start, _PAGE + 1)
        shown = [clip for clip in found[:_PAGE] if may_see(clip, who)]
        return self._rooms.visits.page(
            visit,
            "watching/kept.html",
            clips=shown,
            previous=number - 1,
            following=number + 1 if len(found) > _PAGE else 0,
            watching_clock=clock,
        )

    def threshold(self, clip_id: UUID) -> Response:
        visit, clip = self._asked(clip_id)
        who = onlooker(visit)
        if not (may_edit(clip, who) or may_moderate(clip, who)):
            raise NotPermitted(_NOT_YOURS)
        set_threshold(self._rooms, clip, read(request.form.get("percent", "")))
        return self._back(visit, clip, "watched-from")

    def _asked(self, clip_id: UUID) -> tuple[Visit, Clip]:
        visit = self._rooms.visits.visit(request)
        return visit, clip_for(self._rooms, visit, clip_id)

    def _back(self, visit: Visit, clip: Clip, place: str) -> Response:
        page = url_for("clips.clip", clip_id=clip.id, _anchor=place)
        return framed(redirect(page, 303), visit)


def _body() -> bytes:
    if (request.content_length or 0) > _LARGEST:
        raise InvalidRequest(Violation("", _TOO_LARGE, "hallway: watching"))
    sent = request.form.get("batch")
    return sent.encode() if sent is not None else request.get_data()
