"""Joining: an LMS that was invited is asked about itself, told about Hallway, and let in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from lrs import Conflict, InvalidRequest
from lrs.database import Database
from lrs.outgoing import Call, Reply, Send, Unreachable
from lti_tool.launch import errors
from lti_tool.launch.dynamic_registration import configuration, offer
from lti_tool.launch.dynamic_registration.configuration import LmsConfiguration
from lti_tool.launch.dynamic_registration.invitations import Invitation, Invitations
from lti_tool.launch.platforms import Platform
from lti_tool.launch.registration import NewPlatform, platform_of, register_platform

_TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
_SHOWN = 300  # characters of what an LMS says


@dataclass(frozen=True, slots=True)
class Request:
    """What an LMS adds to the address of an invitation; D2L sends no `token`."""

    invitation: str
    configuration_url: str
    token: str


class Joining:
    """Lets LMSs register themselves."""

    def __init__(
        self, database: Database, invitations: Invitations, send: Send, base_url: str
    ) -> None:
        self._database = database
        self._invitations = invitations
        self._send = send
        self._base_url = base_url

    def joined(self, token: str) -> Platform | None:
        """Give the platform that this invitation has let in already. Raises InvitationUnknown."""
        invitation = self._invitation(token)
        if invitation.platform_id is None:
            return None
        return platform_of(self._database, invitation.store_id, invitation.platform_id)

    def ask(self, request: Request) -> LmsConfiguration:
        """Fetch what the LMS says about itself. Raises RegistrationRefused."""
        self._invitation(request.invitation)
        if not request.configuration_url:
            raise errors.ConfigurationMissing(
                "the address carries no openid_configuration", "openid_configuration"
            )
        reply = self._sent(Call(request.configuration_url, headers=_bearer(request)))
        if reply.status != 200:
            raise errors.ConfigurationUnreachable(
                f"{request.configuration_url} answered {reply.status}", "openid_configuration"
            )
        return configuration.read(reply.body, request.configuration_url)

    def join(self, request: Request) -> Platform:
        """Register Hallway there, and that LMS here. Raises RegistrationRefused."""
        lms = self.ask(request)
        invitation = self._invitation(request.invitation)
        if not self._invitations.claim(invitation):
            raise errors.InvitationBusy("a registration with this invitation runs or was made")
        try:
            platform = self._joined(lms, invitation, request)
        except errors.RegistrationRefused:
            self._invitations.release(invitation)
            raise
        self._invitations.finish(invitation, platform.id)
        return platform

    def _joined(self, lms: LmsConfiguration, by: Invitation, request: Request) -> Platform:
        answer = self._registered(lms, request)
        given = _new_platform(lms, answer, by.auto_approve)
        try:
            return register_platform(self._database, by.store_id, given)
        except Conflict as error:
            raise errors.RegistrationTaken(str(error), "/client_id") from error
        except InvalidRequest as error:
            raise errors.ConfigurationUnusable(str(error)) from error

    def _registered(self, lms: LmsConfiguration, request: Request) -> Mapping[str, Any]:
        """Post the registration and give what the LMS answered."""
        headers = {"Content-Type": "application/json", **_bearer(request)}
        content = orjson.dumps(offer.registration(self._base_url, lms))
        reply = self._sent(Call(lms.registration_url, "POST", headers, content))
        if reply.status not in {200, 201}:
            raise errors.RegistrationDeclined(
                f"{lms.registration_url} answered {reply.status} {_said(reply)}".rstrip()
            )
        try:
            answer = orjson.loads(reply.body)
        except ValueError as error:
            raise errors.RegistrationDeclined("the LMS answered without JSON") from error
        if not isinstance(answer, dict) or not _id(answer.get("client_id")):
            raise errors.RegistrationDeclined("the LMS answered without a client_id", "/client_id")
        return answer

    def _sent(self, call: Call) -> Reply:
        try:
            return self._send(call)
        except Unreachable as error:
            raise errors.ConfigurationUnreachable(str(error), "openid_configuration") from error

    def _invitation(self, token: str) -> Invitation:
        found = self._invitations.find(token)
        if found is None or self._invitations.is_over(found):
            raise errors.InvitationUnknown("no invitation with this address is open")
        return found


def _bearer(request: Request) -> dict[str, str]:
    return {"Authorization": f"Bearer {request.token}"} if request.token else {}


def _new_platform(
    lms: LmsConfiguration, answer: Mapping[str, Any], auto_approve: bool
) -> NewPlatform:
    tool = answer.get(_TOOL)
    deployment = _id(tool.get("deployment_id")) if isinstance(tool, dict) else ""
    return NewPlatform(
        issuer=lms.issuer,
        client_id=_id(answer["client_id"]),
        auth_url=lms.auth_url,
        token_url=lms.token_url,
        jwks_url=lms.jwks_url,
        deployments=frozenset({deployment} - {""}),
        audience=lms.audience,
        title=lms.title,
        product=lms.product,
        auto_approve=auto_approve,
    )


def _id(value: object) -> str:
    """Give an id as text; some LMSs write a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _said(reply: Reply) -> str:
    """Give what the LMS says is wrong, if it says so in a form made for that."""
    try:
        body = orjson.loads(reply.body)
    except ValueError:
        return reply.reason[:_SHOWN]
    named = body if isinstance(body, dict) else {}
    words = [
        str(named[name])
        for name in ("error", "error_description", "errors", "message")
        if name in named
    ]
    return " ".join(words)[:_SHOWN] or reply.reason[:_SHOWN]
