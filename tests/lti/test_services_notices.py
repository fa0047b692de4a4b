"""Notices of platforms: we ask for them once, believe only signed ones, and count each once."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from lrs import Lrs, Store
from lti_tool.launch.claims import NOTICES
from lti_tool.launch.keys import Keys
from lti_tool.services import assembly
from lti_tool.services.deep_linking.offers import OwnRecord
from lti_tool.services.links import ResourceLinks, key_of
from lti_tool.services.notices.storage import Notices
from tests.http.browser import PASSWORD, Browser
from tests.lti.fake_platform import LEARNER, LTI, TOOL, FakePlatform
from tests.lti.fake_services import FakeServices, running_services
from tests.lti.graded import Course, course
from tests.lti.picking import Clips


@pytest.fixture
def services(lrs: Lrs) -> Iterator[FakeServices]:
    with running_services(tool_keys=Keys(lrs.database, lrs.settings.secret).published) as running:
        running.add_item()
        yield running


@pytest.fixture
def here(monkeypatch, lrs: Lrs, store: Store, lms: FakePlatform, services) -> Course:
    monkeypatch.setattr(assembly, "OFFERS", (OwnRecord(), Clips()))
    return course(lrs, store, lms, services)


def _offered(here: Course) -> dict[str, Any]:
    claim = {
        "service_versions": ["1.0"],
        "platform_notification_service_url": f"{here.services.url}/notices",
        "scope": ["https://purl.imsglobal.org/spec/lti/scope/noticehandlers"],
        "notice_types_supported": ["LtiHelloWorldNotice", "LtiContextCopyNotice"],
    }
    return {NOTICES: claim}


def _notice(here: Course, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    claims = {
        "iss": here.lms.issuer,
        "aud": here.lms.client_id,
        "iat": now,
        "exp": now + 60,
        "nonce": str(uuid4()),
        f"{LTI}version": "1.3.0",
        f"{LTI}deployment_id": "1",
        f"{LTI}notice": {
            "id": "notice-1",
            "type": "LtiContextCopyNotice",
            "timestamp": "2026-11-22T10:00:00Z",
        },
        f"{LTI}context": {"id": "course-2"},
        f"{LTI}origin_contexts": ["course-1"],
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def _post(here: Course, *tokens: str):
    return here.client.post("/lti/notices", json={"notices": [{"jwt": token} for token in tokens]})


def _origins(here: Course, context: str = "course-2") -> list[str]:
    with here.lrs.database.reading() as connection:
        return Notices(connection, here.store.id).origins(here.platform.id, context)


def test_a_platform_that_offers_notices_is_asked_once(here):
    here.open(roles=[LEARNER], **_offered(here))
    for _ in range(2):
        here.lrs.queue.send("notices")
        here.work()
    [asked] = here.services.calls("/notices")
    assert asked.method == "PUT"
    assert asked.json == {
        "notice_type": "LtiContextCopyNotice",
        "handler": f"{TOOL}/lti/notices",
    }
    _later(here, 8)
    assert len(here.services.calls("/notices")) == 2


@pytest.mark.parametrize(
    ("answer", "stands"),
    [
        ((200, "", {"handler": "https://old.example.org/lti/notices"}, {}), "will post to"),
        ((400, "Unknown notice type", {}, {}), "400"),
    ],
    ids=["another-address", "refused"],
)
def test_what_the_lms_made_of_it_stands_in_the_console_and_is_asked_again(
    client, here, answer, stands
):
    here.services.instead.append(answer)
    here.open(roles=[LEARNER], **_offered(here))
    here.lrs.queue.send("notices")
    here.work()
    assert stands in _subscription(here).answer
    here.lrs.create_administrator(here.store, "ada@example.org", PASSWORD)
    browser = Browser(client, here.lrs, here.store, "ada@example.org")
    assert browser.sign_in().status_code == 303
    assert stands in browser.get(f"/console/platforms/{here.platform.id}").text
    _later(here, 2)
    assert _subscription(here).answer == ""
    page = browser.get(f"/console/platforms/{here.platform.id}").text
    assert "agreed" in page
    assert f"{TOOL}/lti/notices" in page


def test_another_address_of_hallway_is_told_at_once(here):
    here.open(roles=[LEARNER], **_offered(here))
    here.lrs.queue.send("notices")
    here.work()
    noted = _subscription(here)
    before = replace(noted, handler="https://before.example.org/lti/notices")
    here.lrs.database.write(
        lambda c: Notices(c, here.store.id).note_subscription(
            here.lrs.database.dialect, here.platform.id, "x", before
        )
    )
    here.lrs.queue.send("notices")
    here.work()
    assert _subscription(here).handler == noted.handler
    assert len(here.services.calls("/notices")) == 2


def _later(here: Course, days: int) -> None:
    """Let the worker run some days later, when it needs a new token."""
    here.clock.ahead += days * 24 * 3600
    scope = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"
    here.services.tokens["later"] = (scope, 4e9)
    here.services.instead_of_token.append((200, "", {"access_token": "later"}, {}))
    here.lrs.queue.send("notices")
    here.work()


def _subscription(here: Course):
    with here.lrs.database.reading() as connection:
        return Notices(connection, here.store.id).subscriptions(here.platform.id)["1"]


def test_a_platform_that_offers_none_is_left_alone(here):
    here.open(roles=[LEARNER])
    here.lrs.queue.send("notices")
    here.work()
    assert here.services.calls() == []


def test_a_notice_counts_once(here):
    token = here.lms.sign(_notice(here))
    assert _post(here, token).json == {"new": 1}
    assert _post(here, token, token).json == {"new": 0}
    assert _origins(here) == ["course-1"]
    assert _origins(here, "course-3") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"iss": "https://other.example.org"}, "platform-unknown"),
        ({"aud": "client-9"}, "platform-unknown"),
        ({f"{LTI}deployment_id": "9"}, "deployment-unknown"),
        ({"exp": 1}, "signature-wrong"),
        ({"exp": None}, "signature-wrong"),
    ],
)
def test_a_notice_that_is_not_genuine_is_refused(here, changes, code):
    genuine = here.lms.sign(_notice(here))
    answer = _post(here, genuine, here.lms.sign(_notice(here, **changes)))
    assert answer.status_code in {401, 403}
    assert answer.json["title"] == code
    assert _origins(here) == []  # one that is not genuine spoils the lot


def test_a_notice_signed_by_somebody_else_is_refused(here):
    token = here.lms.sign(_notice(here))
    head, body, _ = token.split(".")
    here.lms.rotate()
    forged = here.lms.sign(_notice(here), kid=None)
    assert _post(here, f"{head}.{body}.{forged.split('.')[2]}").status_code in {401, 424}
    assert _post(here, "x.y.z").status_code == 400
    assert _origins(here) == []


@pytest.mark.parametrize(
    "body", [{}, [], {"notices": {}}, {"notices": [{}]}, {"notices": [{"jwt": 1}]}, None]
)
def test_what_is_no_list_of_notices(here, body):
    assert here.client.post("/lti/notices", json=body).status_code == 400


def test_a_kind_that_was_not_asked_for_is_taken_and_forgotten(here):
    other = {"id": "n", "type": "LtiAssetProcessorSubmissionNotice"}
    assert _post(here, here.lms.sign(_notice(here, **{f"{LTI}notice": other}))).json == {"new": 0}


def test_a_link_of_a_course_that_is_told_to_be_a_copy(here):
    old = here.launch(resource_link={"id": "old", "title": "Sales"})
    here.lrs.database.write(
        lambda c: ResourceLinks(c, here.store.id).settle(key_of(old), "clip:7", "", "picked")
    )
    _post(here, here.lms.sign(_notice(here)))
    answer = here.open(
        resource_link={"id": "new", "title": "Sales"},
        context={"id": "course-2"},
        custom={"resource_link_history": "unknown", "hallway_uuid": "junk"},
    )
    assert urlsplit(here.client.get(answer.location).location).path.endswith("/people")
