"""The xAPI resources over HTTP, one file per resource (xAPI-Communication part 2)."""

from functools import partial

from flask import Blueprint, Response, request

from lrs.facade import Lrs
from lrs.resources import about, activities, agents, statements
from lrs.resources.answer import Answer
from lrs.resources.dispatch import Context, Methods, headed, respond, spoken
from lrs.resources.documents import DocumentResource
from lrs.xapi import document
from lrs.xapi.version import HEADER

_ALL = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"]

_RESOURCES: dict[str, Methods] = {
    "statements": {"GET": statements.get, "PUT": statements.put, "POST": statements.post},
    "activities/state": DocumentResource("state", document.parse_state).methods,
    "activities/profile": DocumentResource(
        "activity_profile", document.parse_activity_profile
    ).methods,
    "agents/profile": DocumentResource("agent_profile", document.parse_agent_profile).methods,
    "agents": {"GET": agents.get},
    "activities": {"GET": activities.get},
}


def blueprint(lrs: Lrs) -> Blueprint:
    """Build everything under /xapi."""
    made = Blueprint("xapi", __name__, url_prefix="/xapi")
    for path, methods in _RESOURCES.items():
        view = partial(_view, lrs, methods)
        made.add_url_rule(f"/{path}", path.replace("/", "-"), view, methods=_ALL)
    made.add_url_rule("/more/<token>", "more", partial(_more, lrs), methods=_ALL)
    made.add_url_rule("/about", "about", about.view, methods=_ALL)
    made.after_app_request(_headed)
    return made


def _headed(response: Response) -> Response:
    """Give the headers of xAPI to answers that no resource made: unknown addresses and methods."""
    if request.path.startswith("/xapi/"):
        headed(response, spoken(request.headers.get(HEADER)))
    return response


def _view(lrs: Lrs, methods: Methods) -> Response:
    return respond(lrs, methods, request)


def _more(lrs: Lrs, token: str) -> Response:
    def get(context: Context) -> Answer:
        return statements.more(context, token)

    return respond(lrs, {"GET": get}, request)
