"""/app/clips/<id>: the page of one clip, on which other rooms have their parts."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lrs.web import open_to
from lti_tool.clips.clip import Clip
from lti_tool.clips.finding import clip_for, iri_of
from lti_tool.clips.watching import panel
from lti_tool.clips.watching.policy import policy
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk import on_clips

# What other rooms need on the page of a clip: each gives words for the template that it brings. The names of
# these words begin with the name of the room, and it may refuse by an LrsError.
Part = Callable[[Rooms, Visit, Clip], Mapping[str, Any]]
PARTS: tuple[Part, ...] = (panel.part, on_clips.part)


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    views = _Views(rooms)
    pages.add_url_rule("/app/clips/<uuid:clip_id>", "clip", views.clip)


class _Views:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def clip(self, clip_id: UUID) -> Response:
        visit = self._rooms.visits.visit(request)
        clip = clip_for(self._rooms, visit, clip_id)
        words: dict[str, Any] = {}
        for part in PARTS:
            words |= part(self._rooms, visit, clip)
        answer = self._rooms.visits.page(
            visit, "clips/clip.html", clip=clip, clip_iri=iri_of(self._rooms, clip.id), **words
        )
        return open_to(answer, frame_ancestors=visit.viewer.platform_origins, **policy(clip))
