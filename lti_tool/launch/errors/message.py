"""Refusals of a genuine message that breaks a rule of LTI."""

from lti_tool.launch.errors.refusal import Refusal


class MessageRefused(Refusal):
    """The message is genuine, but breaks a rule of LTI."""


class SubjectMissing(MessageRefused):
    """The LMS doesn't say who the person is, and this registration needs it."""

    code = "subject-missing"
    title = "Your LMS did not say who you are"
    sentence = "Your LMS opened Hallway without saying who you are, and a record needs an owner."


class SubjectMalformed(MessageRefused):
    """sub is not a user id of 1 to 255 characters."""

    code = "subject-malformed"
    sentence = "The user id that your LMS sent can't be used."


class DeploymentMissing(MessageRefused):
    """There is no deployment_id."""

    code = "deployment-missing"
    sentence = "Your LMS did not say from which place in it Hallway was opened."


class DeploymentUnknown(MessageRefused):
    """The registration is known, this deployment of it is not."""

    code = "deployment-unknown"
    status = 403
    title = "Hallway isn't set up for this course yet"
    sentence = (
        "Your LMS opened Hallway from a place that it wasn't told about; its administrators now see "
        "this place in a list, and once they let it in, opening the link again works."
    )


class VersionWrong(MessageRefused):
    """The version claim is not 1.3.0."""

    code = "version-wrong"
    sentence = "Your LMS speaks another version of LTI than this Hallway does."


class MessageTypeMissing(MessageRefused):
    """There is no message_type: this is not an LTI message."""

    code = "message-type-missing"
    sentence = "Your LMS did not say what it wants Hallway to do."


class MessageTypeUnknown(MessageRefused):
    """The message_type is not one of LTI's."""

    code = "message-type-unknown"
    sentence = "Your LMS asks for something that LTI does not know."


class MessageNotOffered(MessageRefused):
    """A message that LTI knows and this Hallway doesn't answer."""

    code = "message-not-offered"
    sentence = "Your LMS asks for something that Hallway does not do."


class RolesMalformed(MessageRefused):
    """The roles claim is not a list of strings; it may be empty, but must be there."""

    code = "roles-malformed"
    sentence = "Your LMS did not say what you are in this course."


class TargetMismatch(MessageRefused):
    """The token names another target than the login did."""

    code = "target-mismatch"
    sentence = "Your LMS began with one link and came back with another."


class ResourceLinkMissing(MessageRefused):
    """resource_link.id is not there, or not a string of 1 to 255 characters."""

    code = "resource-link-missing"
    sentence = "Your LMS did not say which link of the course was opened."


class ClaimMalformed(MessageRefused):
    """A claim that Hallway reads has another type than LTI gives it."""

    code = "claim-malformed"
    sentence = "A part of your LMS's message does not have the form that LTI gives it."
