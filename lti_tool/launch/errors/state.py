"""Refusals of an answer that belongs to no login in this browser."""

from lti_tool.launch.errors.refusal import Refusal


class StateRefused(Refusal):
    """The answer of the LMS doesn't belong to a login that is open in this browser."""

    learner_can_mend = True


class NotALaunch(StateRefused):
    """The launch address was opened without the message of an LMS."""

    code = "not-a-launch"
    title = "Open Hallway from your course"
    sentence = "This address only works when an LMS opens it; reloading it, or opening it from a bookmark, does not."


class PlatformAnsweredError(StateRefused):
    """The LMS answered the authentication request with an error."""

    code = "platform-error"
    status = 403
    title = "Your LMS did not let you through"
    sentence = "Your LMS answered with an error instead of saying who you are; most often your session there has ended."


class StateUnknown(StateRefused):
    """No login with this state is open here."""

    code = "state-unknown"
    sentence = "Hallway does not know this launch; it may have been opened too long ago."


class LaunchUsed(StateRefused):
    """The same launch was let in before."""

    code = "launch-used"
    title = "This link was already used"
    sentence = "A launch opens once, and yours was used before; reload the page in your LMS to get a new one."


class LoginExpired(StateRefused):
    """More than ten minutes passed between the login and the launch."""

    code = "login-expired"
    title = "This launch took too long"
    sentence = "A launch has to finish within ten minutes, and yours took longer."


class BrowserUnknown(StateRefused):
    """The cookie that the login left in the browser did not come back, or is another one."""

    code = "browser-unknown"
    status = 403
    sentence = "Hallway can't tell that this is the browser in which you opened the link, because its cookie did not come back."
