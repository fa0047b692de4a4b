"""Deep linking: a teacher picks, and the LMS gets a signed answer. Names as in the certification list."""

import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest

from lrs import Lrs, Store
from lti_tool.launch.claims import DEEP_LINKING
from lti_tool.launch.keys import Keys
from lti_tool.services import assembly
from lti_tool.services.deep_linking.offers import OwnRecord
from tests.lti.fake_platform import INSTRUCTOR, LEARNER, LTI, TOOL, FakePlatform
from tests.lti.fake_services import FakeServices, running_services
from tests.lti.graded import Course, course
from tests.lti.picking import CLIP, Clips
from tests.lti.tool import code_of

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
PAGE = "/app/deep-linking"


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def services() -> Iterator[FakeServices]:
    with running_services() as running:
        yield running


@pytest.fixture
def here(monkeypatch, lrs: Lrs, store: Store, lms: FakePlatform, services) -> Course:
    monkeypatch.setattr(assembly, "OFFERS", (OwnRecord(), Clips()))
    return course(lrs, store, lms, services)


def _asked(here: Course, **changes: Any):
    """Launch as an LMS that lets a teacher pick; `changes` are those of its settings."""
    settings = {
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
        "accept_multiple": True,
        "deep_link_return_url": f"{here.lms.url}/return?course=2",
        **changes,
    }
    kept = {name: value for name, value in settings.items() if value is not None}
    return here.open(
        message_type="LtiDeepLinkingRequest",
        roles=[INSTRUCTOR],
        resource_link=None,
        **{DEEP_LINKING: kept},
    )


def _picked(here: Course, *choices: str, **form: str):
    """Pick on the page, and give the page that carries the answer."""
    page = here.get(PAGE)
    assert page.status_code == 200, page.text
    token = re.search(r'name="form_token" value="([^"]+)"', page.text)[1]
    return here.post(PAGE, data={"form_token": token, "choice": list(choices), **form})


def _said(here: Course, answer) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    token = unescape(re.search(r'name="JWT" value="([^"]+)"', answer.text)[1])
    kid = jwt.get_unverified_header(token)["kid"]
    published = Keys(here.lrs.database, here.lrs.settings.secret).published()["keys"]
    [key] = [k for k in published if k["kid"] == kid]
    return jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], audience=here.lms.issuer)


def _items(here: Course, *choices: str, **form: str) -> list[dict[str, Any]]:
    return _said(here, _picked(here, *choices, **form))[f"{DL}content_items"]


class TestCertification:
    def test_deep_linking_request_received(self, here):
        answer = _asked(here)
        assert answer.location.endswith("/deep-linking")
        assert "My learning record" in here.client.get(answer.location).text

    def test_deep_linking_response_jwt_signed(self, here):
        _asked(here)
        assert _said(here, _picked(here, "record"))

    def test_deep_linking_response_timestamps(self, here):
        _asked(here)
        said = _said(here, _picked(here, "record"))
        assert time.time() - 60 < said["iat"] <= time.time() < said["exp"] < time.time() + 3600

    def test_deep_linking_response_required_claims(self, here):
        _asked(here)
        said = _said(here, _picked(here, "record"))
        assert (said["iss"], said["aud"]) == ("client-1", here.lms.issuer)
        assert said[f"{LTI}deployment_id"] == "1"
        assert said[f"{LTI}message_type"] == "LtiDeepLinkingResponse"
        assert said[f"{LTI}version"] == "1.3.0"
        assert len(said["nonce"]) > 20

    def test_deep_linking_items_match(self, here):
        _asked(here)
        [item] = _items(here, "record")
        asked = {"hallway_uuid", "resource_link_history", "context_history"}
        assert item.pop("custom").keys() == asked
        assert item == {
            "type": "ltiResourceLink",
            "url": f"{TOOL}/lti/launch",
            "title": "My learning record",
            "text": "Each learner sees their own: courses, clips, discussions, meetings.",
            "iframe": {"width": 1000, "height": 900},
        }

    def test_launch_of_the_returned_link(self, here):
        _asked(here)
        [item] = _items(here, "clip:8")
        answer = here.open(custom=item["custom"], roles=[LEARNER])
        opened = here.client.get(answer.location)
        assert urlsplit(opened.location).path.endswith("/people")


def test_nonces_differ(here):
    _asked(here)
    assert (
        _said(here, _picked(here, "record"))["nonce"]
        != _said(here, _picked(here, "record"))["nonce"]
    )


@pytest.mark.parametrize("data", ["opaque", "", None])
def test_data_is_echoed_only_if_it_was_sent(here, data):
    _asked(here, data=data)
    said = _said(here, _picked(here, "record"))
    assert said.get(f"{DL}data") == data
    assert (f"{DL}data" in said) == (data is not None)


def test_several_become_one_link_each(here):
    _asked(here)
    items = _items(here, "record", "clip:7", "clip:8")
    assert [i["title"] for i in items] == ["My learning record", "Closing a sale <b>", "Opening"]
    assert len({i["custom"]["hallway_uuid"] for i in items}) == 3


def test_one_at_a_time_where_the_lms_takes_one(here):
    _asked(here, accept_multiple=False)
    assert 'type="radio"' in here.get(PAGE).text
    assert _picked(here, "clip:7", "clip:8").status_code == 400
    assert len(_items(here, "clip:8")) == 1


def test_nothing_is_an_answer_too(here):
    _asked(here)
    assert _items(here) == []
    assert _items(here, "record", nothing="1") == []


@pytest.mark.parametrize(
    ("points", "line_item"),
    [("30", {"label": "Sales", "scoreMaximum": 30.0}), ("", None)],
    ids=["graded", "ungraded"],
)
def test_line_item(here, points, line_item):
    _asked(here)
    [item] = _items(here, "clip:7", **{"title:clip:7": "Sales", "points:clip:7": points})
    assert item["title"] == "Sales"
    if line_item:
        assert item["lineItem"].items() >= line_item.items()
        assert item["lineItem"]["resourceId"] == item["custom"]["hallway_uuid"]
    else:
        assert "lineItem" not in item


@pytest.mark.parametrize("points", ["-1", "0", "nan", "inf", "x", "1e9"])
def test_points_that_are_none(here, points):
    _asked(here)
    assert _picked(here, "clip:7", **{"points:clip:7": points}).status_code == 400


def test_no_column_where_the_lms_takes_none(here):
    _asked(here, accept_lineitem=False)
    assert "Points" not in here.get(PAGE).text
    [item] = _items(here, "clip:7")
    assert "lineItem" not in item


@pytest.mark.parametrize(
    ("targets", "shown"),
    [(["iframe", "window"], "iframe"), (["window"], "window"), (["frame"], None), ([], None)],
)
def test_where_it_is_shown(here, targets, shown):
    _asked(here, accept_presentation_document_targets=targets)
    [item] = _items(here, "record")
    assert item.keys() & {"iframe", "window"} == ({shown} if shown else set())


def test_the_editor_button_of_canvas(here):
    _asked(
        here,
        accept_types=["link", "file", "html", "image"],
        accept_presentation_document_targets=["embed", "iframe", "window"],
    )
    own, clip = _items(here, "record", "clip:7")
    assert own == {
        "type": "link",
        "url": f"{TOOL}/app/record",
        "title": "My learning record",
        "text": "Each learner sees their own: courses, clips, discussions, meetings.",
    }
    assert clip["iframe"]["src"] == "https://hallway.example/embed/7"


def test_html_is_escaped(here):
    _asked(here, accept_types=["html"])
    [item] = _items(here, "clip:7")
    assert item["html"] == (
        '<a href="https://hallway.example/embed/7" target="_blank" rel="noopener">'
        "Closing a sale &lt;b&gt;</a>"
    )


def test_an_lms_that_takes_nothing_of_ours(here):
    _asked(here, accept_types=["file"])
    assert "takes none of these" in here.get(PAGE).text
    assert _picked(here, "record").status_code == 400
    assert _items(here) == []


def test_the_form_leads_home_escaped_and_nowhere_else(here):
    _asked(here, deep_link_return_url=f'{here.lms.url}/return?a=1&b="><script>alert(1)</script>')
    answer = _picked(here, "record")
    assert "<script>alert" not in answer.text
    action = unescape(re.search(r'<form[^>]* action="([^"]+)"', answer.text)[1])
    assert action.startswith(f"{here.lms.url}/return?a=1&b=")
    policy = answer.headers["Content-Security-Policy"]
    assert f"form-action 'self' {here.lms.url}" in policy
    assert "unsafe-inline" not in policy
    assert '<button class="btn primary" type="submit">' in answer.text  # for those without scripts
    assert "send.js" in answer.text


@pytest.mark.parametrize(
    "changed",
    [
        {"deep_link_return_url": "javascript:alert(1)"},
        {"deep_link_return_url": None},
        {"accept_types": None},
        {"accept_types": "link"},
        {"accept_presentation_document_targets": [1]},
    ],
)
def test_settings_that_can_not_be_used_are_refused(here, changed):
    assert code_of(_asked(here, **changed)) == "claim-malformed"


def test_learners_pick_nothing(here):
    settings = {
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe"],
        "deep_link_return_url": f"{here.lms.url}/return",
    }
    here.open(message_type="LtiDeepLinkingRequest", roles=[LEARNER], **{DEEP_LINKING: settings})
    assert here.get(PAGE).status_code == 403


def test_without_being_asked_there_is_nothing_to_answer(here):
    here.open(roles=[INSTRUCTOR])
    assert here.get(PAGE).status_code == 403


def test_what_is_not_there_can_not_be_picked(here):
    _asked(here)
    assert _picked(here, "clip:99").status_code == 404


def test_a_form_of_another_page_picks_nothing(here):
    _asked(here)
    assert here.post(PAGE, data={"form_token": "x", "choice": "record"}).status_code == 403


def test_the_rule_of_a_graded_link_comes_with_it(here):
    """Picked with 30 points, launched, watched: 30 points reach the gradebook."""
    published = Keys(here.lrs.database, here.lrs.settings.secret).published
    here.services.tool_keys = published
    here.services.add_item()
    _asked(here)
    [item] = _items(here, "clip:7", **{"points:clip:7": "30"})
    launch = here.launch(custom=item["custom"], roles=[LEARNER])
    here.get("/app/open")
    watched = {"verb": {"id": "http://adlnet.gov/expapi/verbs/completed"}, "object": {"id": CLIP}}
    assert here.tool.grades.consider(here.store.id, launch.person_id, [watched]) == 1
    here.work()
    assert here.services.scores["1", "4"]["scoreGiven"] == 30
