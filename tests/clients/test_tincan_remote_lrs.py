"""tincan's RemoteLRS, the Python client, against a live server."""

from datetime import timedelta
from uuid import uuid4

import pytest
import tincan

from tests.live_server import LiveServer

AGENT = tincan.Agent(name="Ada", mbox="mailto:ada@example.org")
VERB = tincan.Verb(id="http://adlnet.gov/expapi/verbs/completed", display={"en": "completed"})
ACTIVITY = tincan.Activity(
    id="https://lms.example.org/course-1", definition={"name": {"en": "Course"}}
)


@pytest.fixture
def remote(live_server: LiveServer) -> tincan.RemoteLRS:
    assert live_server.key
    return tincan.RemoteLRS(
        endpoint=live_server.endpoint,
        username=live_server.key.key,
        password=live_server.key.secret,
    )


def a_statement(**parts: object) -> tincan.Statement:
    return tincan.Statement(**{"actor": AGENT, "verb": VERB, "object": ACTIVITY} | parts)


def content_of(answer: tincan.LRSResponse) -> object:
    assert answer.success, answer.data
    return answer.content


def test_a_statement_comes_back_as_it_was_sent(remote: tincan.RemoteLRS) -> None:
    sent = a_statement(
        id=uuid4(),
        result=tincan.Result(
            success=True, duration=timedelta(minutes=3), score=tincan.Score(scaled=0.5)
        ),
    )
    content_of(remote.save_statement(sent))
    back = content_of(remote.retrieve_statement(sent.id))
    assert (back.actor, back.verb, back.object) == (sent.actor, sent.verb, sent.object)
    assert back.result == sent.result
    assert back.stored
    assert back.authority.name == "Live test"


def test_the_same_statement_twice_is_one(remote: tincan.RemoteLRS) -> None:
    sent = a_statement(id=uuid4())
    assert remote.save_statement(sent).success
    assert remote.save_statement(sent).success
    assert len(content_of(remote.query_statements({})).statements) == 1


def test_another_statement_with_the_same_id_is_refused(remote: tincan.RemoteLRS) -> None:
    sent = a_statement(id=uuid4())
    remote.save_statement(sent)
    sent.verb = tincan.Verb(id="http://adlnet.gov/expapi/verbs/failed")
    assert remote.save_statement(sent).response.status == 409


def test_more_leads_through_all_pages(remote: tincan.RemoteLRS) -> None:
    batch = [a_statement(id=uuid4()) for _ in range(7)]
    content_of(remote.save_statements(batch))
    page = content_of(remote.query_statements({"agent": AGENT, "verb": VERB, "limit": 3}))
    seen = [each.id for each in page.statements]
    while page.more:
        page = content_of(remote.more_statements(page))
        seen += [each.id for each in page.statements]
    assert sorted(seen) == sorted(each.id for each in batch)


def test_state_is_kept_replaced_and_removed(remote: tincan.RemoteLRS) -> None:
    document = tincan.StateDocument(
        activity=ACTIVITY, agent=AGENT, id="bookmark", content=bytearray(b"page 1")
    )
    assert remote.save_state(document).success
    document.content = bytearray(b"page 2")
    assert remote.save_state(document).success
    assert content_of(remote.retrieve_state(ACTIVITY, AGENT, "bookmark")).content == b"page 2"
    assert content_of(remote.retrieve_state_ids(ACTIVITY, AGENT)) == ["bookmark"]
    assert remote.delete_state(document).success
    assert remote.retrieve_state(ACTIVITY, AGENT, "bookmark").response.status == 404


def test_profiles_are_kept_and_replaced_by_who_read_them(remote: tincan.RemoteLRS) -> None:
    document = tincan.ActivityProfileDocument(
        activity=ACTIVITY, id="settings", content=bytearray(b"red")
    )
    assert remote.save_activity_profile(document).success
    answer = remote.retrieve_activity_profile(ACTIVITY, "settings")
    read = content_of(answer)
    assert read.content == b"red"
    read.content = bytearray(b"blue")
    read.etag = answer.response.getheader("ETag")  # tincan looks for it under another name
    assert remote.save_activity_profile(read).success
    assert remote.save_activity_profile(read).response.status == 412
    assert content_of(remote.retrieve_activity_profile_ids(ACTIVITY)) == ["settings"]


def test_agent_profiles_are_kept(remote: tincan.RemoteLRS) -> None:
    document = tincan.AgentProfileDocument(agent=AGENT, id="likes", content=bytearray(b"tea"))
    assert remote.save_agent_profile(document).success
    assert content_of(remote.retrieve_agent_profile(AGENT, "likes")).content == b"tea"
    assert content_of(remote.retrieve_agent_profile_ids(AGENT)) == ["likes"]


def test_a_wrong_secret_opens_nothing(live_server: LiveServer) -> None:
    assert live_server.key
    stranger = tincan.RemoteLRS(
        endpoint=live_server.endpoint, username=live_server.key.key, password="wrong"
    )
    assert stranger.save_statement(a_statement()).response.status == 401
