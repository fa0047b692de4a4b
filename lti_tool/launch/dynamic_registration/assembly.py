"""What dynamic registration consists of, wired once for an application."""

from flask import Blueprint

from lrs import Lrs
from lrs.outgoing import Send
from lti_tool.launch.assembly import way_out
from lti_tool.launch.clock import Clock
from lti_tool.launch.dynamic_registration.invitations import Invitations
from lti_tool.launch.dynamic_registration.joining import Joining
from lti_tool.launch.dynamic_registration.views import Views


def blueprint(lrs: Lrs, send: Send | None, clock: Clock) -> Blueprint:
    """Build everything under /lti/register; tests give a `send` and a `clock` of their own."""
    settings = lrs.settings
    invitations = Invitations(lrs.database, clock)
    out = send or way_out(settings).send
    return Views(
        Joining(lrs.database, invitations, out, settings.base_url), settings.base_url
    ).blueprint()
