"""/app/clips/<id>: the page of one clip, on which other rooms have their parts."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lrs.web import open_to
from lti_tool.clips.captions.storage import Captions
from lti_tool.clips.captions.vtt import cues
from lti_tool.clips.clip import Clip
from lti_tool.clips.desk import Desk
from lti_tool.clips.documents import Documents
from lti_tool.clips.finding import clip_for, iri_of
from lti_tool.clips.listing import ClipLists
from lti_tool.clips.moderation.storage import ClipReports
from lti_tool.clips.rules import may_delete, may_edit, may_moderate, onlooker
from lti_tool.clips.sources import page_of
from lti_tool.clips.watching import panel
from lti_tool.clips.watching.policy import policy
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.sponsors.naming import named
from lti_tool.sponsors.reach import Kind as Sponsored
from lti_tool.talk import on_clips

# What other rooms need on the page of a clip: each gives words for the template that it brings. The names of
# these words begin with the name of the room, and it may refuse by an LrsError.
Part = Callable[[Rooms, Visit, Clip], Mapping[str, Any]]
PARTS: tuple[Part, ...] = (panel.part, on_clips.part)


def add_to(pages: Blueprint, desk: Desk) -> None:
    views = _Views(desk)
    pages.add_url_rule("/app/clips/<uuid:clip_id>", "clip", views.clip)


class _Views:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rooms = desk.rooms

    def clip(self, clip_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        clip = clip_for(self._rooms, visit, clip_id)
        words = self._words(visit, clip)
        for part in PARTS if clip.is_ready else ():
            words |= part(self._rooms, visit, clip)
        answer = self._rooms.visits.page(visit, "clips/clip.html", **words)
        return open_to(answer, frame_ancestors=visit.viewer.platform_origins, **policy(clip))

    def _words(self, visit: Visit, clip: Clip) -> dict[str, Any]:
        """Give what the page itself shows; the files of the clip are in `media` (media.on_page)."""
        database, who = self._rooms.lrs.database, onlooker(visit)
        with database.reading() as connection:
            documents = Documents(connection, clip.store_id).of(clip.id)
            lists = ClipLists(connection, visit.store_id).of_course(who.platform_id, who.context_id)
            captions = Captions(connection, database.dialect, clip.store_id).of(clip.id)
            moderates = may_moderate(clip, who)
            reports = ClipReports(connection, clip.store_id).of(clip.id) if moderates else []
            supporters = named(connection, clip.store_id, Sponsored.CLIP, clip.id)
        pictures = self._desk.pictures(visit)
        return {
            "clip": clip,
            "clip_iri": iri_of(self._rooms, clip.id),
            "media": pictures.of(clip, [one.language for one in captions]),
            "documents": [(one, pictures.document(clip, one.id)) for one in documents],
            "captions": captions,
            "lists": lists,
            "spoken": [cue for one in captions[:1] for cue in cues(one.vtt)],
            "may_edit": may_edit(clip, who),
            "may_moderate": moderates,
            "may_delete": may_delete(clip, who),
            "may_report": who.person_id not in {None, clip.author},
            "reports": reports,
            "supporters": supporters,
            "elsewhere": page_of(clip.source, clip.address),
        }
