"""Refusals of pages that were opened without a launch."""

from lti_tool.launch.errors.refusal import Refusal


class SessionRefused(Refusal):
    """A page of the tool was opened without a launch."""

    status = 401
    title = "Open Hallway from your course"
    learner_can_mend = True


class SessionMissing(SessionRefused):
    """The browser sent no session cookie, or one that nobody knows."""

    code = "session-missing"
    sentence = "Hallway can't see that you came from your LMS; reopen it from your LMS."


class SessionExpired(SessionRefused):
    """The session is over."""

    code = "session-expired"
    sentence = (
        "You have been here for a long time, and the visit is over; reopen Hallway from your LMS."
    )


class WindowUsed(SessionRefused):
    """The word that opens a window of its own was used before."""

    code = "window-used"
    sentence = (
        "This button opened its window already, and does so once; reload the page that it stands "
        "on, and press it again."
    )
