"""Course copy: a link of a copied course shows what it showed before, and nobody's results come along."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from lrs import Lrs, Store
from lti_tool.launch.keys import Keys
from lti_tool.services import assembly
from lti_tool.services.course_copy.history import earlier_ids
from lti_tool.services.deep_linking.offers import OwnRecord
from lti_tool.services.grades.reporting import Achievement
from lti_tool.services.grades.rules import Rule, Task, written
from lti_tool.services.links import ResourceLinks, key_of
from lti_tool.services.tables import scores
from tests.lti.fake_platform import INSTRUCTOR, LEARNER, FakePlatform
from tests.lti.fake_services import FakeServices, running_services
from tests.lti.graded import Course, course
from tests.lti.picking import CLIP, Clips

_SETTINGS = written(Rule(Task.WATCH, CLIP, 0.9, 20))


@pytest.fixture
def services(lrs: Lrs) -> Iterator[FakeServices]:
    with running_services(tool_keys=Keys(lrs.database, lrs.settings.secret).published) as running:
        running.add_item()
        yield running


@pytest.fixture
def here(monkeypatch, lrs: Lrs, store: Store, lms: FakePlatform, services) -> Course:
    monkeypatch.setattr(assembly, "OFFERS", (OwnRecord(), Clips()))
    return course(lrs, store, lms, services)


@pytest.fixture
def settled(here: Course):
    """A link that shows a graded clip, and a learner's score there."""
    launch = here.launch(resource_link={"id": "old/1", "title": "Sales"})
    here.lrs.database.write(
        lambda c: ResourceLinks(c, here.store.id).settle(
            key_of(launch), "clip:7", _SETTINGS, "picked"
        )
    )
    here.tool.grades.report(launch, Achievement(20, 20))
    return launch


def _opened(here: Course, **changes):
    """Launch a link of the copied course and follow."""
    given = {"resource_link": {"id": "new-1", "title": "Sales"}, "context": {"id": "course-2"}}
    answer = here.open(**{**given, "roles": [LEARNER], **changes})
    return here.client.get(answer.location)


def _link(here: Course, resource_link_id: str = "new-1"):
    with here.lrs.database.reading() as connection:
        [found] = ResourceLinks(connection, here.store.id).in_platform(
            here.platform.id, [resource_link_id]
        )
    return found


@pytest.mark.parametrize(
    "history",
    [
        "old%2F1",
        "newer, old%2F1 ,older",
        "nobody,old%2F1,truncated",
        "old%2F1,timed out",
        "x,,old/1",
    ],
)
def test_the_ids_that_a_link_had_before_decide_first(here, settled, history):
    answer = _opened(here, custom={"resource_link_history": history, "hallway_uuid": "junk"})
    assert urlsplit(answer.location).path.endswith("/people")
    found = _link(here)
    assert (found.about, found.settings, found.settled) == ("clip:7", _SETTINGS, "history")


@pytest.mark.parametrize("told", ["course-1", "course-9,course-1,truncated"])
def test_a_link_of_the_same_title_in_the_course_before_decides(here, settled, told):
    """Moodle knows no history of a link, and names the courses that a course was copied from."""
    answer = _opened(
        here, custom={"resource_link_history": "$ResourceLink.id.history", "context_history": told}
    )
    assert urlsplit(answer.location).path.endswith("/people")
    assert (_link(here).about, _link(here).settled) == ("clip:7", "course")


@pytest.mark.parametrize("told", ["$Context.id.history", "course-9", "course-2", ""])
def test_a_course_that_is_no_copy_shows_the_record(here, settled, told):
    answer = here.open(
        resource_link={"id": "new-1", "title": "Sales"},
        context={"id": "course-2"},
        custom={"context_history": told},
    )
    page = here.client.get(answer.location)
    record = page.location if page.status_code == 303 else answer.location
    assert urlsplit(record).path.endswith("/record")


def test_learner_data_never_comes_along(here, settled):
    _opened(here, custom={"resource_link_history": "old%2F1"})
    with here.lrs.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(scores)) == 1


def test_what_is_settled_stays_so(here, settled):
    _opened(here, custom={"resource_link_history": "old%2F1"})
    answer = _opened(here, custom={"resource_link_history": "$ResourceLink.id.history"})
    assert answer.status_code in {200, 303}
    assert _link(here).settled == "history"


@pytest.mark.parametrize(
    "custom",
    [{"hallway_uuid": "junk"}, {"hallway_uuid": "junk", "resource_link_history": "unknown"}],
)
def test_a_learner_waits_and_the_teacher_is_asked_once(here, settled, custom):
    waiting = _opened(here, custom=custom)
    assert "Not ready yet" in waiting.text
    assert "/record" in waiting.text
    asked = _opened(here, custom=custom, roles=[INSTRUCTOR])
    assert "What does this link open?" in asked.text
    token = re.search(r'name="form_token" value="([^"]+)"', asked.text)[1]
    form = {"form_token": token, "choice": "clip:7"}
    assert here.post("/app/open", data=form | {"choice": "clip:99"}).status_code == 404
    assert urlsplit(here.post("/app/open", data=form).location).path.endswith("/people")
    assert urlsplit(_opened(here, custom=custom).location).path.endswith("/people")
    assert _link(here).settled == "decided"


def test_learners_decide_nothing(here):
    page = _opened(here, custom={"hallway_uuid": "junk"})
    token = re.search(r'name="form_token" value="([^"]+)"', page.text)
    form = {"form_token": token[1] if token else "", "choice": "clip:7"}
    assert here.post("/app/open", data=form).status_code == 403


def test_a_plain_link_shows_the_record_at_once(here):
    answer = here.open(roles=[LEARNER])
    assert urlsplit(answer.location).path.endswith("/record")


@pytest.mark.parametrize("history", ["unknown", "plain,truncated"])
def test_a_plain_link_of_a_copied_course_shows_the_record(here, history):
    here.open(resource_link={"id": "plain"})
    answer = _opened(here, custom={"resource_link_history": history})
    assert urlsplit(answer.location).path.endswith("/record")
    assert _link(here).about == ""


def test_what_another_platform_had_means_nothing_here(here, settled, lrs, store):
    other = FakePlatform(here.lms.url, client_id="client-2", issuer=here.lms.issuer)
    row = other.register(lrs, store)
    with here.lrs.database.reading() as connection:
        found = ResourceLinks(connection, store.id).in_platform(row.id, ["old/1"])
    assert found == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", []),
        ("a", ["a"]),
        ("a,b,a", ["a", "b"]),
        ("a%2Cb,c%20d", ["a,b", "c d"]),
        (",,", []),
        ("x" * 300, []),
        ("a,truncated", ["a", "truncated"]),
    ],
)
def test_history_as_lmss_write_it(text, ids):
    assert earlier_ids(text) == ids
