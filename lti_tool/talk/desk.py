"""The desk of the talk's pages: finds what is asked for, and says what people wrote."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID, uuid4

from flask import request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lrs import NotFound
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit, framed, stay
from lti_tool.talk.acting import Acting
from lti_tool.talk.mentions import Reading
from lti_tool.talk.moderating import Moderating
from lti_tool.talk.places import place_for
from lti_tool.talk.post import Place, Post
from lti_tool.talk.rules import may_moderate, speaker
from lti_tool.talk.saying import Saying
from lti_tool.talk.storage import Posts
from lti_tool.talk.where import address

_GONE = "There is no such post, or it isn't for you."
_NOBODY = "nobody"


class Found(NamedTuple):
    """A visit, the post that it asks for, and where that was said."""

    visit: Visit
    place: Place
    post: Post


class Desk:
    """What the views of the talk share."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.saying = Saying(rooms)
        self.acting = Acting(rooms, self.saying)
        self.moderating = Moderating(rooms, self.acting)

    def visit(self) -> Visit:
        return self.rooms.visits.visit(request)

    def place(self, visit: Visit, kind: str, place_id: UUID) -> Place:
        return place_for(self.rooms, visit, kind, place_id)

    def found(self, post_id: UUID) -> Found:
        """Raise NotFound for a post that this visitor can't see."""
        visit, database = self.visit(), self.rooms.lrs.database
        with database.reading() as connection:
            post = Posts(connection, database.dialect, visit.store_id).find(post_id)
        if post is None:
            raise NotFound(_GONE)
        place = self.place(visit, post.place_kind, post.place_id)
        hides = post.hidden is not None and post.author_id != visit.viewer.person_id
        if hides and not may_moderate(place, speaker(visit)):
            raise NotFound(_GONE)
        return Found(visit, place, post)

    def read(self, visit: Visit, text: str) -> Reading:
        """Read whom the posted text names, with what was answered when it was asked back."""
        return self.saying.read(visit, text, chosen(request.form))

    def ask_back(self, visit: Visit, reading: Reading, back: str) -> Response:
        """Ask whom a text means; what was written comes along."""
        kept = [(n, v) for n, v in request.form.items() if n not in {"text", "form_token"}]
        return self.rooms.visits.page(
            visit, "talk/ask_back.html", reading=reading, kept=kept, back=back
        )

    def to_post(self, visit: Visit, place: Place, post: Post) -> Response:
        """Lead to where a post stands."""
        page = address(self.rooms, visit.store_id, place, post)
        return framed(redirect(stay(page), 303), visit)

    def to_place(self, visit: Visit, place: Place) -> Response:
        return framed(redirect(stay(place.page) + "#talk", 303), visit)

    def to_room(self, visit: Visit, place: Place) -> Response:
        """Lead to the list in which a place stood that is gone."""
        return framed(redirect(stay(place.page.rpartition("/")[0]), 303), visit)

    def page(self, visit: Visit, template: str, **words: object) -> Response:
        return self.rooms.visits.page(visit, template, **words)


def form_key() -> str:
    """Give what makes the posted form one; a form without a key is one of its own."""
    return request.form.get("form", "")[:64] or str(uuid4())


def chosen(form: Mapping[str, str]) -> dict[str, UUID | None]:
    """Read `means:word` fields: a person's id, or nobody."""
    found: dict[str, UUID | None] = {}
    for name, value in form.items():
        kind, _, word = name.partition(":")
        if kind == "means":
            found[word] = _person(value)
    return found


def _person(value: str) -> UUID | None:
    try:
        return None if value == _NOBODY else UUID(value)
    except ValueError:
        return None
