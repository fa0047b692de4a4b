"""Contributors: from the invitation to the fee, each step told, each refusal in words."""

import re
from typing import Any

from lrs import Evidence, Lrs, Store, TimeBasis
from tests.builders import a_statement
from tests.lti.fake_platform import LEARNER
from tests.rooms.clips_to_watch import clip_of
from tests.rooms.conftest import Launch, Someone

TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
WORDS = {"words": "Clear, and right."}


def invite(staff: Someone, whom: Someone) -> None:
    answer = staff.post("/app/contributors/invite", {"person": str(whom.person_id)})
    assert answer.status_code == 303, answer.text


def audition(who: Someone, **said: Any) -> str:
    form = {"title": "How to match a bank feed", "text": "First look at the date."} | said
    answer = who.post("/app/contribute/auditions", form)
    assert answer.status_code == 303, answer.text
    return str(answer.location.rpartition("/")[2])


def review(who: Someone, audition_id: str, marks: str = "545", status: int = 303) -> str:
    form = {f"c{n}": mark for n, mark in enumerate(marks)} | WORDS
    answer = who.post(f"/app/contributors/auditions/{audition_id}/review", form)
    assert answer.status_code == status, answer.text
    return answer.text


def decide(who: Someone, audition_id: str, act: str, status: int = 303, **said: str) -> str:
    form = {"act": act, **WORDS, **said}
    answer = who.post(f"/app/contributors/auditions/{audition_id}/decide", form)
    assert answer.status_code == status, answer.text
    return answer.text


def accept(who: Someone, by: Someone, other: Someone) -> None:
    """Take somebody through to a contributor."""
    invite(by, who)
    one = audition(who)
    review(by, one)
    review(other, one)
    decide(by, one, "accept")


def first(page: str, address: str) -> str:
    """The id of what a form of the page posts about."""
    found = re.search(rf"{address}/([0-9a-f-]{{36}})", page)
    assert found, page
    return found[1]


def unknown(lrs: Lrs, who: Someone) -> Any:
    return lrs.learner_record(who.store.id, who.person_id).unclassified


def test_an_audition_is_reviewed_by_two_and_accepted_with_words(
    learner: Launch, teacher: Launch, lrs: Lrs, store: Store
) -> None:
    ada, grace, alan = learner("ada"), teacher("grace"), teacher("alan")
    invite(grace, ada)
    assert "You are asked to contribute" in ada.get("/app/inbox").text
    one = audition(ada)
    review(grace, one)
    assert "1 of 2 reviews are in" in decide(grace, one, "accept", status=409)
    hidden = alan.get(f"/app/contributors/auditions/{one}").text
    assert "once you reviewed it yourself" in hidden
    assert "Clear, and right." not in hidden
    review(alan, one, "333")
    decide(grace, one, "accept", words="Welcome; come to the call on Friday.")
    assert "come to the call on Friday" in ada.get(f"/app/contribute/auditions/{one}").text
    assert "You are a <b>contributor</b>" in ada.get("/app/contribute").text
    assert "Ada" in ada.get("/app/contributors/directory").text
    [told] = grace.statements("/reviewed")
    assert told["result"]["score"] == {"scaled": 0.9167}
    rubric = told["result"]["extensions"]["https://hallway.example/profile/extensions/rubric"]
    assert rubric == {"Clear": 5, "Right": 4, "Useful": 5}
    assert told["object"]["definition"]["type"].endswith("/audition")
    assert len(grace.statements("/approve")) == 1
    [submitted] = ada.statements("/submit")
    assert submitted["object"]["id"] == told["object"]["id"]
    entries = lrs.learner_record(store.id, ada.person_id).entries
    assert [(entry.kind, entry.title) for entry in entries] == [
        ("text", "How to match a bank feed")
    ]
    assert unknown(lrs, ada) == unknown(lrs, grace) == ()


def test_a_clip_that_is_accepted_is_authored_as_that_clip(
    learner: Launch, teacher: Launch, lrs: Lrs
) -> None:
    ada, grace, alan = learner("ada"), teacher("grace"), teacher("alan")
    clip, foreign = clip_of(ada), clip_of(alan)
    invite(grace, ada)
    refused = ada.post("/app/contribute/auditions", {"clip": str(foreign.id)})
    assert refused.status_code == 403
    one = audition(ada, clip=str(clip.id), title="", text="")
    review(grace, one)
    review(alan, one)
    decide(alan, one, "accept")
    [authored] = ada.statements("/author")
    assert authored["object"]["id"].endswith(f"/clips/{clip.id}")
    assert authored["context"]["contextActivities"]["parent"][0]["id"].endswith(one)


def test_who_is_declined_may_try_again_and_who_withdraws_leaves_no_statement(
    learner: Launch, teacher: Launch, lrs: Lrs, store: Store
) -> None:
    ada, grace, alan = learner("ada"), teacher("grace"), teacher("alan")
    invite(grace, ada)
    one = audition(ada)
    review(grace, one, "111")
    review(alan, one, "222")
    decide(grace, one, "decline", words="Show the second step too.")
    assert len(grace.statements("/reject")) == 1
    assert "Show the second step too." in ada.get(f"/app/contribute/auditions/{one}").text
    two = audition(ada, title="Once more")
    assert len(ada.statements("/submit")) == 2
    twice = ada.post("/app/contribute/auditions", {"title": "And more", "text": "x"})
    assert twice.status_code == 409
    assert ada.post(f"/app/contribute/auditions/{two}/withdraw").status_code == 303
    assert len(ada.statements("/submit")) == 1
    assert "withdrawn by Ada" in grace.get(f"/app/contributors/auditions/{two}").text
    assert lrs.learner_record(store.id, ada.person_id).entries == ()


def test_nobody_judges_themselves_or_twice_or_without_the_role(
    learner: Launch, teacher: Launch
) -> None:
    ada, grace, alan = learner("ada"), teacher("grace"), teacher("alan")
    assistant = "http://purl.imsglobal.org/vocab/lis/v2/membership#TeachingAssistant"
    tim = teacher("tim", roles=[assistant])
    assert ada.post("/app/contribute/auditions", {"title": "x", "text": "x"}).status_code == 403
    invite(grace, alan)
    one = audition(alan)
    assert "own audition" in review(alan, one, status=403)
    assert "“Right”" in review(grace, one, "5", status=400)
    review(grace, one)
    assert "already" in review(grace, one, status=409)
    review(tim, one)
    decide(tim, one, "accept", status=403)
    decide(alan, one, "accept", status=403)
    assert decide(grace, one, "accept", status=400, words=" ")
    for page in ("/app/contributors", f"/app/contributors/auditions/{one}"):
        assert ada.get(page).status_code == 403
    assert ada.get(f"/app/contribute/auditions/{one}").status_code == 404
    review(ada, one, status=403)


def test_the_starter_path_is_read_from_the_record_and_unlocks(
    learner: Launch, teacher: Launch, lrs: Lrs, store: Store
) -> None:
    from lti_tool.contributors.storage import Programme
    from lti_tool.contributors.terms import read

    course = "https://lms.example/course/7"
    terms = read("Clear: one understands it", f"Recording | {course}\nHouse style", "2")
    database = lrs.database
    database.write(lambda c: Programme(c, database.dialect, store.id).keep_terms(terms))
    ada = learner("ada")
    invite(teacher("grace"), ada)
    answer = ada.post("/app/contribute/auditions", {"title": "x", "text": "x"})
    assert answer.status_code == 409
    assert "Recording, House style" in answer.text
    type_ = "http://adlnet.gov/expapi/activities/course"
    for iri, name in ((course, "Recording 101"), ("https://lms.example/course/8", "House style")):
        thing = {"id": iri, "definition": {"type": type_, "name": {"en": name}}}
        done = a_statement(
            actor=ada.agent, verb={"id": "http://adlnet.gov/expapi/verbs/completed"}, object=thing
        )
        lrs.record_statements(lrs.own_access(store.id), [done])
    assert "locked" not in ada.get("/app/contribute").text
    audition(ada)


def test_a_link_brings_in_as_many_as_it_says_and_no_more(learner: Launch, teacher: Launch) -> None:
    grace = teacher("grace")
    page = grace.post("/app/contributors/links", {"words": "Spring meeting", "most": "1"}).text
    found = re.search(r"/app/contribute/join/([\w-]+)", page)
    assert found
    ada, bob = learner("ada"), learner("bob")
    assert "You are invited" in ada.get(f"/app/contribute/join/{found[1]}").text
    for _ in range(2):  # once more changes nothing
        assert ada.post("/app/contribute/join", {"code": found[1]}).status_code == 303
    assert bob.post("/app/contribute/join", {"code": found[1]}).status_code == 404
    assert bob.post("/app/contribute/join", {"code": "guessed"}).status_code == 404
    assert found[1] not in grace.get("/app/contributors").text
    audition(ada)


def test_hours_are_a_claim_until_staff_approves_them(
    learner: Launch, teacher: Launch, lrs: Lrs, store: Store
) -> None:
    ada, grace = learner("ada"), teacher("grace")

    def stands() -> list[tuple[Any, ...]]:
        found = lrs.learner_record(store.id, ada.person_id).entries
        return [(e.kind, e.title, e.minutes, e.evidence, e.time_basis) for e in found]

    for day, minutes in (("2026-02-31", "90"), ("2026-11-01", "0"), ("1999-01-01", "90")):
        form = {"day": day, "minutes": minutes, "what": "Door"}
        assert ada.post("/app/contribute/hours", form).status_code == 400
    said = {"day": "2026-11-01", "minutes": "90", "what": "Welcomed people at the door"}
    assert ada.post("/app/contribute/hours", said).status_code == 303
    line = ("volunteering", said["what"])
    assert stands() == [(*line, 90, Evidence.SELF_REPORTED, TimeBasis.CLAIMED)]
    hours = first(grace.get("/app/contributors").text, "/app/[^/]*/?contributors/hours")
    page = f"/app/contributors/hours/{hours}"
    assert ada.post(page, {"act": "approve"}).status_code == 403
    assert grace.post(page, {"act": "approve", "minutes": "60"}).status_code == 303
    assert stands() == [(*line, 60, Evidence.STAFF_VERIFIED, TimeBasis.CLAIMED)]
    assert grace.post(page, {"act": "refuse", "words": "No"}).status_code == 409
    table = lrs.learner_record(store.id, ada.person_id)
    assert table.unclassified == ()
    assert ada.post(f"/app/contribute/hours/{hours}/withdraw").status_code == 303
    assert stands() == []
    assert "withdrawn" in ada.get("/app/contribute").text


def test_refused_hours_leave_the_record_and_staff_do_not_approve_their_own(
    learner: Launch, teacher: Launch, lrs: Lrs, store: Store
) -> None:
    ada, grace, alan = learner("ada"), teacher("grace"), teacher("alan")
    said = {"day": "2026-11-01", "minutes": "90", "what": "Door"}
    grace.post("/app/contribute/hours", said)
    mine = first(grace.get("/app/contributors").text, "contributors/hours")
    assert grace.post(f"/app/contributors/hours/{mine}", {"act": "approve"}).status_code == 403
    assert alan.post(f"/app/contributors/hours/{mine}", {"act": "refuse"}).status_code == 400
    no = {"act": "refuse", "words": "The door was locked that day."}
    assert alan.post(f"/app/contributors/hours/{mine}", no).status_code == 303
    assert lrs.learner_record(store.id, grace.person_id).entries == ()
    assert "The door was locked that day." in grace.get("/app/contribute").text
    assert ada.post(f"/app/contribute/hours/{mine}/withdraw").status_code == 404


def test_a_preview_may_look_and_keeps_nothing(learner: Launch) -> None:
    nobody = learner("ada", roles=[LEARNER, TEST_USER])
    for page in ("/app/contribute", "/app/contributors/directory"):
        assert nobody.get(page).status_code == 200
    said = {"day": "2026-11-01", "minutes": "90", "what": "Door"}
    assert nobody.post("/app/contribute/hours", said).status_code == 403


def test_what_belongs_to_another_store_is_not_there(
    learner: Launch, teacher: Launch, lrs: Lrs
) -> None:
    import uuid

    grace = teacher("grace")
    other = lrs.create_store("other")
    stranger = lrs.meet(other.id, {"account": {"homePage": "https://x.example", "name": "1"}})
    answer = grace.post("/app/contributors/invite", {"person": str(stranger)})
    assert answer.status_code == 404
    assert grace.get(f"/app/contributors/auditions/{uuid.uuid4()}").status_code == 404
