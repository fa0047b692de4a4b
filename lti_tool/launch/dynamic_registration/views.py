"""The pages by which an LMS registers itself, and the description for Canvas."""

import logging

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from lrs.web import open_to
from lti_tool.launch import errors
from lti_tool.launch.dynamic_registration import offer
from lti_tool.launch.dynamic_registration.configuration import CANVAS, LmsConfiguration
from lti_tool.launch.dynamic_registration.joining import Joining, Request
from lti_tool.launch.platforms import Platform, origin

_LOG = logging.getLogger(__name__)
_CANVAS_HOSTS = ("https://*.instructure.com", "https://*.canvaslms.com")


class Views:
    """What is answered under /lti/register."""

    def __init__(self, joining: Joining, base_url: str) -> None:
        self._joining = joining
        self._base_url = base_url

    def blueprint(self) -> Blueprint:
        pages = Blueprint("dynamic_registration", __name__, template_folder="templates")
        pages.add_url_rule("/lti/register", "register", self.join, methods=["POST"])
        pages.add_url_rule("/lti/register", "nobody", self.nobody)
        pages.add_url_rule("/lti/register/<invitation>", "ask", self.ask)
        pages.add_url_rule("/lti/config.json", "canvas", self.canvas)
        pages.register_error_handler(errors.RegistrationRefused, _refused)
        return pages

    def nobody(self) -> Response:
        raise errors.InvitationUnknown("the address names no invitation")

    def ask(self, invitation: str) -> Response:
        """Show what Hallway will ask for; nothing happens before the button is pressed."""
        asked = Request(
            invitation,
            request.args.get("openid_configuration", ""),
            request.args.get("registration_token", ""),
        )
        known = self._joining.joined(invitation)
        if known is not None:
            return self._done(known, asked)
        lms = self._joining.ask(asked)
        page = render_template(
            "dynamic_registration/ask.html",
            asked=asked,
            lms=lms,
            registration=offer.registration(self._base_url, lms),
            scopes=offer.scopes(lms),
            placements=offer.placements(lms),
            messages=offer.messages(lms),
            base_url=self._base_url,
            tool=offer.NAME,
        )
        return _framed(make_response(page), asked, _hosts(lms))

    def join(self) -> Response:
        """Do it. A second press of the button shows what the first one did."""
        form = request.form
        asked = Request(
            form.get("invitation", ""),
            form.get("openid_configuration", ""),
            form.get("registration_token", ""),
        )
        known = self._joining.joined(asked.invitation)
        return self._done(known or self._joining.join(asked), asked)

    def _done(self, platform: Platform, asked: Request) -> Response:
        page = render_template("dynamic_registration/done.html", platform=platform)
        return _framed(make_response(page), asked, platform.origins)

    def canvas(self) -> Response:
        return jsonify(offer.canvas_developer_key(self._base_url))


def _hosts(lms: LmsConfiguration) -> tuple[str, ...]:
    hosts = _CANVAS_HOSTS if lms.product == CANVAS else ()
    return (*hosts, origin(lms.issuer), origin(lms.auth_url))


def _framed(answer: Response, asked: Request, origins: tuple[str, ...]) -> Response:
    """Let the LMS show the page in its own frame."""
    hosts = {*origins, origin(asked.configuration_url)} - {""}
    return open_to(answer, frame_ancestors=sorted(hosts))


def _refused(refusal: errors.RegistrationRefused) -> Response:
    """Say why, to an administrator of the LMS, in whatever frame it is in."""
    _LOG.warning("%s: %s", refusal.code, refusal.detail)
    page = render_template("dynamic_registration/refused.html", refusal=refusal)
    return open_to(make_response(page, refusal.status), frame_ancestors=["http:", "https:"])
