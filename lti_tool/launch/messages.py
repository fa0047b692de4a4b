"""Pure: the kinds of message that an LMS may send, what each must say, and the page that answers it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from lti_tool.launch import errors
from lti_tool.launch.claims import AGS, DEEP_LINKING, LTI, Claims

RESOURCE_LINK = "LtiResourceLinkRequest"
DEEP_LINK = "LtiDeepLinkingRequest"
REVIEW = "LtiSubmissionReviewRequest"
PRIVACY = "DataPrivacyLaunchRequest"

KNOWN = {
    RESOURCE_LINK,
    DEEP_LINK,
    REVIEW,
    PRIVACY,
    "LtiStartProctoring",
    "LtiStartAssessment",
    "LtiEndAssessment",
    "LtiAssetProcessorSettingsRequest",
    "LtiReportReviewRequest",
    "LtiEulaRequest",
}


class Message(NamedTuple):
    """A kind of message that we answer: the rules for its claims, and its page, "" for the link's own."""

    rules: tuple[Callable[[Claims], None], ...]
    page: str


def check(claims: Claims) -> None:
    """Hold a message against the rules of its kind. Raises MessageRefused."""
    for rule in ANSWERED[claims[f"{LTI}message_type"]].rules:
        rule(claims)


def _check_resource_link(claims: Claims) -> None:
    """LTI Core 5.3.5."""
    link = claims.get(f"{LTI}resource_link")
    if not isinstance(link, dict) or not _is_id(link.get("id")):
        raise errors.ResourceLinkMissing(
            "resource_link.id is not a string of 1 to 255 characters", f"/{LTI}resource_link/id"
        )


def _check_deep_linking(claims: Claims) -> None:
    """LTI Deep Linking 4.4.1."""
    settings = _object(claims, DEEP_LINKING)
    url = settings.get("deep_link_return_url")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise errors.ClaimMalformed(
            "deep_link_return_url is no address", f"/{DEEP_LINKING}/deep_link_return_url"
        )
    for name in ("accept_types", "accept_presentation_document_targets"):
        given = settings.get(name)
        if not isinstance(given, list) or not all(isinstance(part, str) for part in given):
            raise errors.ClaimMalformed(
                f"{name} is not a list of strings", f"/{DEEP_LINKING}/{name}"
            )


def _check_for_user(claims: Claims) -> None:
    """LTI Submission Review 4.1: whose work it is."""
    user = _object(claims, f"{LTI}for_user").get("user_id")
    if isinstance(user, bool) or not (isinstance(user, int) or _is_id(user)):
        raise errors.ClaimMalformed("for_user.user_id is no user id", f"/{LTI}for_user/user_id")


def _check_line_item(claims: Claims) -> None:
    """LTI Submission Review 4.1: which column of the gradebook it is about."""
    if not isinstance(_object(claims, AGS).get("lineitem"), str):
        raise errors.ClaimMalformed("the line item is no address", f"/{AGS}/lineitem")


def _object(claims: Claims, name: str) -> dict[str, Any]:
    value = claims.get(name)
    if not isinstance(value, dict):
        raise errors.ClaimMalformed(f"{name} is not an object", f"/{name}")
    return value


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 255


ANSWERED: dict[str, Message] = {
    RESOURCE_LINK: Message((_check_resource_link,), ""),
    DEEP_LINK: Message((_check_deep_linking,), "/app/deep-linking"),
    REVIEW: Message((_check_resource_link, _check_for_user, _check_line_item), "/app/review"),
    PRIVACY: Message((), "/app/privacy"),
}
