"""The rail of the console: links to rooms that other packages bring."""

from typing import NamedTuple, cast

from flask import Blueprint
from flask.blueprints import BlueprintSetupState


class RailLink(NamedTuple):
    """A link; its `endpoint` also says on which page it is the current one."""

    name: str
    endpoint: str


def add_link(pages: Blueprint, group: str, link: RailLink) -> None:
    """Show a link below a heading, in every application that has these pages."""

    def show(state: BlueprintSetupState) -> None:
        rail = state.app.jinja_env.globals.setdefault("console_more", {})
        cast(dict[str, list[RailLink]], rail).setdefault(group, []).append(link)

    pages.record_once(show)
