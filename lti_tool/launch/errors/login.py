"""Refusals while the LMS begins a login."""

from lti_tool.launch.errors.refusal import Refusal


class LoginRefused(Refusal):
    """The LMS asked us to begin a login, and it can't be begun."""


class LoginIncomplete(LoginRefused):
    """A parameter that every login initiation carries is not there, or is unusable."""

    code = "login-incomplete"
    sentence = "Your LMS began to open Hallway without saying what is needed to go on."


class PlatformUnknown(LoginRefused):
    """Nobody registered this issuer and client id."""

    code = "platform-unknown"
    status = 403
    title = "Hallway isn't set up for this LMS yet"
    sentence = "Your LMS opened Hallway, but nobody has told Hallway about it."


class PlatformAmbiguous(LoginRefused):
    """Several registrations share the issuer, and the LMS sent no client id."""

    code = "platform-ambiguous"
    sentence = "Your LMS did not say which of its registrations of Hallway it means."


class PlatformDisabled(LoginRefused):
    """An administrator of Hallway closed this registration."""

    code = "platform-disabled"
    status = 403
    title = "Hallway is closed for this LMS"
    sentence = "An administrator of Hallway has closed the door for your LMS."


class TargetNotOurs(LoginRefused):
    """The target_link_uri is not an address of this Hallway."""

    code = "target-not-ours"
    sentence = "The link in your course points at an address that isn't one of Hallway's."
