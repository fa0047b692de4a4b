"""Pure: the content items that go back to the LMS (LTI Deep Linking 2.0, 3)."""

from html import escape
from typing import Any, NamedTuple
from uuid import UUID

from lti_tool.launch.link import ASKED
from lti_tool.launch.link import UUID as UUID_NAME
from lti_tool.services.deep_linking.offers import Choice
from lti_tool.services.deep_linking.request import HTML, LINK, LTI_LINK, Request

_HEIGHT, _WIDTH = 900, 1000
_TAG = "hallway"
_REVIEWABLE = ("InProgress", "Submitted", "Completed")  # when a teacher may open a learner's work


class Picked(NamedTuple):
    """One thing that was picked, under a title, for so many points; None leaves it ungraded."""

    uuid: UUID
    choice: Choice
    title: str
    points: float | None


def item(picked: Picked, asked: Request, base_url: str) -> dict[str, Any]:
    """Write one item in the best form that the LMS takes; raises KeyError when it takes none."""
    return _FORMS[asked.item_type](picked, asked, base_url)


def _lti_link(picked: Picked, asked: Request, base_url: str) -> dict[str, Any]:
    found = {
        "type": LTI_LINK,
        "url": f"{base_url}/lti/launch",
        "title": picked.title,
        "text": picked.choice.text,
        # The uuid survives a copy of the course; the LMS fills in what link and course were before.
        "custom": {UUID_NAME: str(picked.uuid), **ASKED},
        **_shown(asked),
    }
    if picked.points is not None and asked.line_items:
        found["lineItem"] = _line_item(picked)
    return found


def _line_item(picked: Picked) -> dict[str, Any]:
    return {
        "label": picked.title,
        "scoreMaximum": picked.points,
        "resourceId": str(picked.uuid),
        "tag": _TAG,
        "submissionReview": {"reviewableStatus": list(_REVIEWABLE), "label": "Open in Hallway"},
    }


def _shown(asked: Request) -> dict[str, Any]:
    """Say how large a frame should be; without a frame, that a window is meant."""
    if "iframe" in asked.targets:
        return {"iframe": {"width": _WIDTH, "height": _HEIGHT}}
    if "window" in asked.targets:
        return {"window": {"targetName": "hallway"}}
    return {}


def _link(picked: Picked, asked: Request, base_url: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": LINK,
        "url": _address(picked, base_url),
        "title": picked.title,
        "text": picked.choice.text,
    }
    if picked.choice.public and "iframe" in asked.targets:
        frame = {"src": picked.choice.public, "width": _WIDTH, "height": _HEIGHT}
        found["iframe"] = frame
    return found


def _html(picked: Picked, _: Request, base_url: str) -> dict[str, Any]:
    address = escape(_address(picked, base_url), quote=True)
    html = f'<a href="{address}" target="_blank" rel="noopener">{escape(picked.title)}</a>'
    return {"type": HTML, "title": picked.title, "text": picked.choice.text, "html": html}


def _address(picked: Picked, base_url: str) -> str:
    return picked.choice.public or f"{base_url}{picked.choice.page}"


_FORMS = {LTI_LINK: _lti_link, LINK: _link, HTML: _html}
