"""Visits: who looks at a page of a room, and the launch that brought them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import orjson
from flask import Request, render_template, request
from werkzeug.wrappers import Response

from lrs import Lrs, NotPermitted
from lrs.web import Moments, open_to
from lti_tool.launch import errors, selector
from lti_tool.launch.launches import Launch, Launches
from lti_tool.launch.platforms import Platforms
from lti_tool.launch.roles import Role
from lti_tool.launch.session import Viewer, is_ours

ViewerOf = Callable[[Request], Viewer]
Answer = TypeVar("Answer", bound=Response)

TEACHERS = frozenset({Role.INSTRUCTOR, Role.TEACHING_ASSISTANT, Role.ADMINISTRATOR})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_STALE = "This form is stale. Go back, reload the page and try again."
_PREVIEW = "This is your LMS's preview of what a student sees; what is done here is not kept."
_NOBODY = "Your LMS opened Hallway without saying who you are, so nothing can be kept for you."
_NOT_YOURS = "This page is for those who teach the course."


@dataclass(frozen=True, slots=True)
class Visit:
    """A viewer, their launch, and what the LMS said in it."""

    viewer: Viewer
    launch: Launch
    claims: Mapping[str, Any]
    issuer: str

    @property
    def store_id(self) -> int:
        return self.viewer.store_id

    @property
    def teaches(self) -> bool:
        return self.viewer.role in TEACHERS

    @property
    def person_id(self) -> UUID:
        """Raise NotPermitted after an anonymous launch and in a preview: nobody can own anything then."""
        if self.viewer.person_id is None or self.viewer.test_user:
            raise NotPermitted(_PREVIEW if self.viewer.test_user else _NOBODY)
        return self.viewer.person_id

    @property
    def agent(self) -> dict[str, Any]:
        """The actor of what this person does here, the account that their LMS's launches identify."""
        account = {"homePage": self.issuer, "name": self.launch.subject}
        named = {"name": self.viewer.name} if self.viewer.name else {}
        return {"objectType": "Agent", **named, "account": account}

    def claim(self, name: str) -> Mapping[str, Any]:
        """Give a claim that is an object, an empty one where it is not there."""
        value = self.claims.get(name)
        return value if isinstance(value, dict) else {}


class Visits:
    """Knows the visit of a request, and draws its pages into the LMS's frame."""

    def __init__(self, lrs: Lrs, viewer_of: ViewerOf) -> None:
        self._lrs = lrs
        self._viewer_of = viewer_of

    def visit(self, asked: Request) -> Visit:
        """Raise SessionRefused for somebody without a launch, NotPermitted for a form that isn't ours."""
        viewer = self._viewer_of(asked)
        with self._lrs.database.reading() as connection:
            known = Launches(connection, self._lrs.database.dialect)
            launch = known.by_id(viewer.store_id, viewer.launch_id)
            platforms = Platforms(connection, self._lrs.database.dialect)
            platform = platforms.by_id(launch.platform_id) if launch else None
        if launch is None or platform is None:
            raise errors.SessionMissing("the launch of this session is not kept any more", "cookie")
        if asked.method not in _SAFE and not is_ours(viewer, _form_token(asked)):
            raise NotPermitted(_STALE)
        return Visit(viewer, launch, orjson.loads(launch.claims), platform.issuer)

    def teacher(self, asked: Request) -> Visit:
        """Raise NotPermitted for everybody who doesn't teach here."""
        visit = self.visit(asked)
        if not visit.teaches:
            raise NotPermitted(_NOT_YOURS)
        return visit

    def page(self, visit: Visit, template: str, **words: object) -> Response:
        store = self._lrs.store(visit.viewer.store_id)
        made = render_template(
            template,
            viewer=visit.viewer,
            launch=visit.launch,
            store=store,
            at=Moments(store.time_zone),
            teaches=visit.teaches,
            **words,
        )
        return framed(Response(made, mimetype="text/html"), visit)


def _form_token(asked: Request) -> str:
    """Take it from the form, or from the header that scripts send along with other bodies."""
    return asked.headers.get("X-Form-Token") or asked.form.get("form_token", "")


def stay(page: str) -> str:
    """Give the address that a page of the tool has in the launch of this request."""
    name = selector.named(request)
    return selector.address(name, page) if name else page


def framed(answer: Answer, visit: Visit) -> Answer:
    """Let the viewer's LMS show this answer in its frame."""
    return open_to(answer, frame_ancestors=visit.viewer.platform_origins)
