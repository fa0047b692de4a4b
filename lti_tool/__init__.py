"""The tool inside an LMS."""

from flask import Blueprint

from lrs import Lrs
from lti_tool import record_page
from lti_tool.commands import commands
from lti_tool.launch import assembly
from lti_tool.launch.clock import Clock, now
from lti_tool.launch.outgoing import Fetch
from lti_tool.launch.session import Sessions

__all__ = ["blueprints", "commands"]


def blueprints(lrs: Lrs, fetch: Fetch | None = None, clock: Clock = now) -> list[Blueprint]:
    """Build the launch and all pages of the tool; tests give a `fetch` and a `clock` of their own."""
    sessions = Sessions(lrs.database, lrs.settings.base_url, clock)
    return [
        assembly.blueprint(lrs, fetch, clock),
        record_page.blueprint(lrs, sessions.viewer),
    ]
