"""From the teacher's choice to the gradebook: a picked link is opened, what it asks for is done, the score arrives."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import jwt
import pytest

from lrs import Lrs, Store
from lti_tool.launch.claims import AGS, DEEP_LINKING
from lti_tool.launch.keys import Keys
from tests.lti.fake_platform import LTI, FakePlatform
from tests.lti.fake_services import FakeServices, running_services
from tests.rooms.clips_to_watch import batch, clip_of, send, watched
from tests.rooms.conftest import Launch, Someone
from tests.rooms.test_clips import publish

_ITEMS = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items"
_PAGE = "/app/deep-linking"


@pytest.fixture
def services(lrs: Lrs) -> Iterator[FakeServices]:
    published = Keys(lrs.database, lrs.settings.secret).published
    with running_services(tool_keys=published) as running:
        yield running


@pytest.fixture
def lms(_running: FakePlatform, lrs: Lrs, store: Store, services: FakeServices) -> FakePlatform:
    """An LMS with a gradebook."""
    _running.register(lrs, store, token_url=f"{services.url}/token", audience=services.audience)
    return _running


def _picked(teacher: Launch, lms: FakePlatform, about: str) -> dict[str, Any]:
    """Let a teacher pick the first thing whose name begins so, for 40 points; give what the LMS is told."""
    settings = {
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe"],
        "deep_link_return_url": f"{lms.url}/return",
    }
    asked = {"message_type": "LtiDeepLinkingRequest", DEEP_LINKING: settings}
    grace = teacher("grace", resource_link=None, **asked)
    choice = re.search(rf'value="({about}[^"]*)"', grace.get(_PAGE).text)[1]
    form = {"form_token": grace.form_token, "choice": choice, f"points:{choice}": "40"}
    answer = grace.post(_PAGE, data=form)
    token = re.search(r'name="JWT" value="([^"]+)"', answer.text)[1]
    [item] = jwt.decode(token, options={"verify_signature": False})[_ITEMS]
    return item


def _watches(ada: Someone, clip: Any, _: str) -> None:
    send(ada, clip, batch(*watched(0, 4)))
    send(ada, clip, batch(*watched(4, 9.5)))


def _posts(ada: Someone, _: Any, page: str) -> None:
    said = {"form_token": ada.form_token, "text": "By noon.", "form": str(uuid4())}
    assert ada.post(page.replace("/discussions/", "/talk/discussion/"), said).status_code == 303


def _records(ada: Someone, _: Any, page: str) -> None:
    task = page.rpartition("/")[2]
    publish(ada, address="https://youtu.be/abcdefghijk", assignment=task)


@pytest.mark.parametrize(
    ("about", "page", "does"),
    [
        ("clip:", "/app/clips/", _watches),
        ("discussion:", "/app/discussions/", _posts),
        ("record-clip:", "/app/clips/assignments/", _records),
    ],
    ids=["watch", "post", "record"],
)
def test_what_a_teacher_picks_is_done_and_graded(
    teacher: Launch,
    learner: Launch,
    lms: FakePlatform,
    services: FakeServices,
    about: str,
    page: str,
    does: Callable[[Someone, Any, str], None],
) -> None:
    grace = teacher("grace")
    clip = clip_of(grace)
    said = {"form_token": grace.form_token, "title": "When do you close?", "text": "Tell."}
    begun = grace.post("/app/discussions", {**said, "form": str(uuid4())})
    assert begun.status_code == 303, begun.text
    item = _picked(teacher, lms, about)
    column = services.add_item("7", **item["lineItem"])
    given = {
        "resource_link": {"id": "picked", "title": item["title"]},
        f"{LTI}custom": item["custom"],
        AGS: services.endpoint(lineitem=column),
        f"{LTI}tool_platform": {"product_family_code": "moodle", "guid": "g"},
    }
    ada = learner("ada", **given)
    opened = urlsplit(ada.get("/app/open").location).path
    shown = f"/app/{opened.partition('/~')[2].partition('/')[2]}"
    assert shown.startswith(page)
    does(ada, clip, shown)
    ada.lrs.queue.send("earned")
    ada.lrs.queue.run_waiting()
    assert {user: score["scoreGiven"] for (_, user), score in services.scores.items()} == {
        "ada": 40
    }
