"""The xAPI resources over HTTP, one file per resource (xAPI-Communication part 2)."""

from functools import partial

from flask import Blueprint, Flask, Response, request

from lrs.facade import Lrs
from lrs.resources import about, activities, agents, statements
from lrs.resources.answer import Answer
from lrs.resources.direct import Resources
from lrs.resources.dispatch import Context, Methods, finish, headed, respond, spoken
from lrs.resources.documents import DocumentResource
from lrs.web import security
from lrs.xapi import document
from lrs.xapi.version import HEADER

_ALL = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"]

RESOURCES: dict[str, Methods] = {
    "/xapi/statements": {"GET": statements.get, "PUT": statements.put, "POST": statements.post},
    "/xapi/activities/state": DocumentResource("state", document.parse_state).methods,
    "/xapi/activities/profile": DocumentResource(
        "activity_profile", document.parse_activity_profile
    ).methods,
    "/xapi/agents/profile": DocumentResource("agent_profile", document.parse_agent_profile).methods,
    "/xapi/agents": {"GET": agents.get},
    "/xapi/activities": {"GET": activities.get},
}


def install(app: Flask, lrs: Lrs) -> None:
    """Answer everything under /xapi. Resources see their requests before `app` does."""
    app.register_blueprint(_blueprint(lrs))
    headers = security.headers(lrs.settings.base_url)
    resources = Resources(lrs, RESOURCES, headers, app.wsgi_app)
    app.wsgi_app = resources  # type: ignore[method-assign]  # as Flask's documentation does


def _blueprint(lrs: Lrs) -> Blueprint:
    made = Blueprint("xapi", __name__, url_prefix="/xapi")
    made.add_url_rule("/more/<token>", "more", partial(_more, lrs), methods=_ALL)
    made.add_url_rule("/about", "about", about.view, methods=_ALL)
    made.after_app_request(_headed)
    return made


def _headed(response: Response) -> Response:
    """Give the headers of xAPI to answers that no resource made: unknown addresses and methods."""
    if request.path.startswith("/xapi/"):
        headed(response, spoken(request.headers.get(HEADER)))
    return response


def _more(lrs: Lrs, token: str) -> Response:
    def get(context: Context) -> Answer:
        return statements.more(context, token)

    return finish(*respond(lrs, {"GET": get}, request.environ))
