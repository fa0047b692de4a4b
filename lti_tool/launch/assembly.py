"""What the launch consists of, wired once for an application."""

from urllib.parse import urlsplit

from flask import Blueprint

from lrs import Lrs
from lrs.outgoing import Fetch, Outgoing
from lrs.settings import Settings
from lti_tool.launch.clock import Clock, now
from lti_tool.launch.keys import Keys
from lti_tool.launch.launching import LaunchDesk
from lti_tool.launch.login import LoginDesk
from lti_tool.launch.platform_keys import PlatformKeys
from lti_tool.launch.views import Note, Views


def blueprint(lrs: Lrs, note: Note, fetch: Fetch | None = None, clock: Clock = now) -> Blueprint:
    """Build login and launch; `note` hears of refusals, tests give a `fetch` and a `clock` of their own."""
    settings, database = lrs.settings, lrs.database
    platform_keys = PlatformKeys(database, fetch or way_out(settings).fetch, clock)
    return Views(
        LoginDesk(database, settings.base_url, clock),
        LaunchDesk(lrs, platform_keys, clock),
        Keys(database, settings.secret),
        settings.base_url,
        note,
    ).blueprint()


def way_out(settings: Settings) -> Outgoing:
    """Give the guarded client; the sandbox may stand on this very machine."""
    sandbox = urlsplit(settings.sandbox_url)
    own = {f"{sandbox.scheme}://{sandbox.netloc}"} if settings.sandbox else set()
    return Outgoing(settings.allow_private_addresses, frozenset(own))
