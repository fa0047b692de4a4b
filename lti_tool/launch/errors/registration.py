"""Refusals while an LMS registers itself (dynamic registration)."""

from lti_tool.launch.errors.refusal import Refusal


class RegistrationRefused(Refusal):
    """An LMS tried to register itself, and it can't be let in like this."""

    title = "Hallway could not be registered"


class InvitationUnknown(RegistrationRefused):
    """No invitation has this address, or it is over."""

    code = "invitation-unknown"
    status = 404
    title = "This invitation isn't open"
    sentence = (
        "The address belongs to no open invitation; ask the people who run Hallway for a new one."
    )


class InvitationBusy(RegistrationRefused):
    """A registration with this invitation runs at this moment, or was made just now."""

    code = "invitation-busy"
    status = 409
    sentence = (
        "A registration with this invitation is on its way already; look again in half a minute."
    )


class ConfigurationMissing(RegistrationRefused):
    """The address was opened without openid_configuration: in a browser, not by an LMS."""

    code = "configuration-missing"
    title = "Give this address to your LMS"
    sentence = "This address works when an LMS opens it; enter it there as the registration URL of a new tool."


class ConfigurationUnreachable(RegistrationRefused):
    """Hallway can't fetch what the LMS says about itself, or can't post to it."""

    code = "configuration-unreachable"
    status = 424
    sentence = "Hallway could not reach your LMS."


class ConfigurationUnusable(RegistrationRefused):
    """What the LMS says about itself can't be used."""

    code = "configuration-unusable"
    sentence = "Your LMS did not say all that Hallway has to know about it."


class IssuerElsewhere(RegistrationRefused):
    """The configuration stands on another host than the issuer for which it speaks."""

    code = "issuer-elsewhere"
    status = 403
    sentence = "What your LMS says about itself comes from another host than its own."


class RegistrationDeclined(RegistrationRefused):
    """The LMS refused the registration."""

    code = "registration-declined"
    status = 424
    sentence = "Your LMS did not take the registration."


class RegistrationTaken(RegistrationRefused):
    """Another store of this Hallway has this registration."""

    code = "registration-taken"
    status = 409
    sentence = "This client of your LMS is registered with another organisation on this Hallway."
