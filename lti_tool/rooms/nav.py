"""The navigation of the tool's pages: each room brings its link."""

from collections.abc import Callable
from typing import NamedTuple, cast

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from lti_tool.launch.roles import Role
from lti_tool.launch.session import Viewer

EVERYBODY = frozenset(Role)


class NavLink(NamedTuple):
    """A link; `place` orders them, `roles` are those who see it. Its endpoint names its current page.

    `waiting` says how much waits there for a viewer; 0 isn't shown.
    """

    place: int
    name: str
    endpoint: str
    roles: frozenset[Role] = EVERYBODY
    waiting: Callable[[Viewer], int] | None = None


def add_link(pages: Blueprint, link: NavLink) -> None:
    """Show a link in the pages of every application that has this room."""

    def show(state: BlueprintSetupState) -> None:
        links = cast(list[NavLink], state.app.jinja_env.globals.setdefault("room_links", []))
        links.append(link)
        links.sort(key=lambda link: (link.place, link.name))

    pages.record_once(show)
