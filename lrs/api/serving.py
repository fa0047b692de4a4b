"""Serving the API: flask-smorest makes routes and document; refusals are those of all of Hallway."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Response
from flask_smorest import Api, Blueprint

from lrs.api import people, reports, transcripts
from lrs.errors import InvalidRequest, Violation
from lrs.facade import Lrs
from lrs.web.errors import refused

_TITLE = "Hallway"
_CONFIG = {
    "API_TITLE": _TITLE,
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api/v1",
    "OPENAPI_JSON_PATH": "openapi.json",
}
_KEY = {
    "basic": {"type": "http", "scheme": "basic", "description": "A key and its secret."},
    "bearer": {"type": "http", "scheme": "bearer", "description": "The token key.secret."},
}


class _Api(Api):
    """flask-smorest without its own error answers: it would answer for the pages, too."""

    def _register_error_handlers(self) -> None:
        pass


def install(app: Flask, lrs: Lrs, more: Iterable[Blueprint] = ()) -> None:
    """Serve /api/v1; `more` are the resources of other packages."""
    app.config.update(_CONFIG)
    app.register_error_handler(422, _unprocessable)
    api = _Api(app)
    for name, scheme in _KEY.items():
        api.spec.components.security_scheme(name, scheme)
    api.spec.options["security"] = [{name: []} for name in _KEY]
    for blueprint in (
        people.blueprint(lrs),
        reports.blueprint(lrs),
        transcripts.blueprint(lrs),
        *more,
    ):
        api.register_blueprint(blueprint)


def _unprocessable(error: Exception) -> Response:
    """Refuse what a schema refuses in our own words: each field by its pointer."""
    found: dict[str, Any] = getattr(error, "data", {}).get("messages", {})
    wrong = [
        Violation(f"/{name}", _words(words), f"/api/v1 ({place})")
        for place, given in found.items()
        for name, words in (given.items() if isinstance(given, dict) else [("", given)])
    ]
    return refused(InvalidRequest(*wrong))


def _words(words: object) -> str:
    return " ".join(map(str, words)) if isinstance(words, list) else str(words)
