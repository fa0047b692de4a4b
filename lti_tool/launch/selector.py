"""Which launch a page belongs to: a short name in its address, /app/~<name>/…, that is no secret.

Two launches in one browser, by two persons perhaps, have two names, and each its own cookie.
"""

import re
import secrets
from typing import Any

from flask import Blueprint, Request, request
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import Map

from lti_tool.launch.clock import SECOND

_NAME = "of_launch"
_OF_A_LAUNCH = re.compile(r"/app/~([0-9a-f]{4,32})/")
_PAGE = re.compile(r"/app/(~[^/]*/)?")


def new(now: int) -> str:
    """Make a name; later ones sort behind earlier ones. `now` is in microseconds."""
    return f"{now // SECOND:08x}{secrets.token_hex(3)}"


def named(request: Request) -> str:
    """Give the name in the address of a request, "" when it has none."""
    found = _OF_A_LAUNCH.match(request.path)
    return found[1] if found else ""


def address(name: str, page: str) -> str:
    """Give the address that a page of the tool has in this launch."""
    return _PAGE.sub(f"/app/~{name}/", page, count=1)


def blueprint() -> Blueprint:
    """Give all pages under /app/ that are there by now a second address; register it last."""
    pages = Blueprint("selector", __name__)
    pages.record_once(_install)
    return pages


def _install(setup: BlueprintSetupState) -> None:
    app = setup.app
    plain = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/app/")]
    for rule in plain:
        second = rule.rule.replace("/app/", f"/app/~<{_NAME}>/", 1)
        app.add_url_rule(second, rule.endpoint, methods=rule.methods, defaults=rule.defaults)
    app.url_value_preprocessor(_take_off)
    app.url_defaults(_Links(app.url_map).stay_in_the_launch)


def _take_off(_: str | None, values: dict[str, Any] | None) -> None:
    """Let the views see the arguments that they know."""
    if values:
        values.pop(_NAME, None)


class _Links:
    """The links on a page of a launch, which lead to pages of the same launch."""

    def __init__(self, rules: Map) -> None:
        self._rules = rules

    def stay_in_the_launch(self, endpoint: str, values: dict[str, Any]) -> None:
        name = named(request)
        if name and self._rules.is_endpoint_expecting(endpoint, _NAME):
            values.setdefault(_NAME, name)
