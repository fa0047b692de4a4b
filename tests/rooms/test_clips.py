"""Clips, from the form to the record: published, prepared by the worker, played, deleted, brought back."""

import io
import re
from uuid import UUID

import pytest

from lrs import Lrs
from lti_tool import clips
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone
from tests.rooms.videos import a_video

SAID = {"title": "Bank feeds that count twice", "kind": "how-to", "tags": "Bank feeds, #year end"}


@pytest.fixture(scope="session")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return a_video(tmp_path_factory.mktemp("video") / "phone.mp4").read_bytes()


def publish(who: Someone, content: bytes = b"", name: str = "phone.mp4", **said: object) -> str:
    """Post the form as a browser without JavaScript does; give the address of the clip."""
    form = {"form_token": who.form_token, **SAID, **said}
    if content:
        form["file"] = (io.BytesIO(content), name)
    answer = who.post("/app/clips/new", data=form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return "/app/clips/" + answer.location.rpartition("/")[2]


def prepare(lrs: Lrs) -> None:
    """Do what the worker does."""
    clips.learn(lrs)
    lrs.queue.run_waiting()


def media(who: Someone, page: str, name: str) -> str:
    """The address of a file of the clip, as its page gives it."""
    found = re.search(rf'"([^"]*/clips/media/[^"]*/{re.escape(name)})"', who.get(page).text)
    assert found, f"{name} is not on the page"
    return found[1]


def test_a_video_becomes_a_clip_that_plays_and_stands_in_the_record(
    learner: Launch, lrs: Lrs, store, video: bytes
) -> None:
    ada = learner("ada")
    page = publish(ada, video, documents=(io.BytesIO(b"%PDF"), "Checklist.pdf"))
    assert "Being prepared" in ada.get(page).text
    assert ada.statements() == []
    prepare(lrs)
    shown = ada.get(page).text
    assert "Checklist.pdf" in shown
    created, attached = ada.statements("create")[0], ada.statements("attach")[0]
    assert created["object"]["definition"]["name"] == {"en": SAID["title"]}
    extensions = created["context"]["extensions"]
    assert extensions["https://w3id.org/xapi/video/extensions/length"] == pytest.approx(1, abs=0.15)
    assert extensions["http://id.tincanapi.com/extension/tags"] == [
        "how-to",
        "bank feeds",
        "year end",
    ]
    assert (
        attached["context"]["contextActivities"]["other"][0]["definition"]["name"]["en"]
        == "Checklist.pdf"
    )
    entries = lrs.learner_record(store.id, ada.person_id).entries
    assert [(entry.kind, entry.title) for entry in entries] == [("clip", SAID["title"])]


def test_media_are_served_in_ranges_to_who_has_a_code_and_for_a_while(
    learner: Launch, lrs: Lrs, video: bytes, clock: Clock
) -> None:
    ada = learner("ada")
    page = publish(ada, video)
    prepare(lrs)
    address = media(ada, "/app/clips", "poster.webp").replace("poster.webp", "clip.mp4")
    stranger = ada.client.application.test_client()  # no cookie at all
    whole = stranger.get(address)
    assert whole.status_code == 200
    assert whole.data[4:8] == b"ftyp"
    assert whole.data.index(b"moov") < whole.data.index(b"mdat")
    assert b"home" not in whole.data
    assert b"+59.91" not in whole.data
    part = stranger.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.data)}"
    beyond = stranger.get(address, headers={"Range": f"bytes={len(whole.data)}-"})
    assert beyond.status_code == 416
    same = stranger.get(address, headers={"If-None-Match": whole.headers["ETag"]})
    assert same.status_code == 304
    assert stranger.get(address[:-12] + "x/clip.mp4").status_code == 404
    clock.ahead = 3600
    assert stranger.get(address).status_code == 404
    assert page


def test_what_is_no_video_is_refused_with_a_reason(learner: Launch, lrs: Lrs) -> None:
    ada = learner("ada")
    page = publish(ada, b"This is a letter and not a video. " * 99, name="letter.mp4")
    prepare(lrs)
    assert "not a video that can be read" in ada.get(page).text
    assert ada.statements() == []
    assert learner("bo").get(page).status_code == 404


@pytest.mark.parametrize(
    ("visibility", "same_course", "other_course"),
    [("course", 200, 404), ("store", 200, 200), ("private", 404, 404)],
)
def test_who_may_see_a_clip(
    learner: Launch, visibility: str, same_course: int, other_course: int
) -> None:
    page = publish(learner("ada"), visibility=visibility, address="https://youtu.be/abcdefghijk")
    context = "https://purl.imsglobal.org/spec/lti/claim/context"
    elsewhere = learner("cy", **{context: {"id": "course-2", "title": "Another"}})
    for who, status in ((learner("bo"), same_course), (elsewhere, other_course)):
        assert who.get(page).status_code == status
        assert (SAID["title"] in who.get("/app/clips").text) is (status == 200)


def test_a_deleted_clip_is_voided_and_can_be_brought_back_for_an_hour(
    learner: Launch, lrs: Lrs, store, clock: Clock
) -> None:
    ada = learner("ada")
    page = publish(ada, address="https://vimeo.com/76979871")
    answer = ada.post(f"{page}/delete")
    assert "Undo" in ada.client.get(answer.location).text
    assert ada.get(page).status_code == 404
    assert list(lrs.learner_record(store.id, ada.person_id).entries) == []
    assert learner("bo").post(f"{page}/bring-back").status_code == 404
    assert ada.post(f"{page}/bring-back").status_code == 303
    assert ada.get(page).status_code == 200
    assert len(lrs.learner_record(store.id, ada.person_id).entries) == 1
    ada.post(f"{page}/delete")
    clock.ahead = 3700
    assert ada.post(f"{page}/bring-back").status_code == 409


def test_only_its_author_changes_a_clip_and_only_those_who_teach_hide_it(
    learner: Launch, teacher: Launch
) -> None:
    ada, bo, grace = learner("ada"), learner("bo"), teacher("grace")
    page = publish(ada, address="https://vimeo.com/76979871")
    changed = {**SAID, "title": "A better title", "visibility": "course"}
    assert bo.post(f"{page}/edit", data=changed).status_code == 403
    assert bo.post(f"{page}/decide", data={"act": "hide", "reason": "no"}).status_code == 403
    assert bo.post(f"{page}/delete").status_code == 403
    assert ada.post(f"{page}/edit", data=changed).status_code == 303
    assert "A better title" in bo.get(page).text
    assert grace.post(f"{page}/decide", data={"act": "hide", "reason": ""}).status_code == 400
    assert (
        grace.post(
            f"{page}/decide", data={"act": "hide", "reason": "A client is named"}
        ).status_code
        == 303
    )
    assert bo.get(page).status_code == 404
    assert "A client is named" in ada.get(page).text
    assert grace.post(f"{page}/decide", data={"act": "show"}).status_code == 303
    assert bo.get(page).status_code == 200
    assert "A client is named" in ada.get(f"{page}/edit").text


def test_the_library_filters_and_searches(learner: Launch) -> None:
    ada, bo = learner("ada"), learner("bo")
    publish(ada, address="https://vimeo.com/76979871")
    win = publish(
        bo,
        title="A bakery in four days",
        kind="win",
        tags="bakery",
        address="https://vimeo.com/76979872",
    )
    row = {"language": "en", "start": "0:00", "end": "0:04", "text": "The croissants were the key"}
    assert bo.post(f"{win}/captions", data=row).status_code == 303
    for query, found in (
        ("kind=win", {"A bakery in four days"}),
        ("kind=win&kind=how-to", {"A bakery in four days", SAID["title"]}),
        ("whose=mine", {SAID["title"]}),
        ("tag=bakery", {"A bakery in four days"}),
        ("q=CROISSANTS+key", {"A bakery in four days"}),
        ("q=100%25", set()),
    ):
        text = ada.get(f"/app/clips?{query}").text
        assert {t for t in ("A bakery in four days", SAID["title"]) if t in text} == found, query
    assert ada.get("/app/clips?page=x").status_code == 400


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": " "}, "Give a title"),
        ({"kind": "boast"}, "Choose what it is"),
        ({"address": "http://example.org/a.mp4"}, "browsers play only https"),
        ({"address": "https://example.org/page"}, "ends with .mp4"),
        ({"address": ""}, "Record a clip, choose a file"),
        ({"tags": ",".join(map(str, range(20)))}, "at most 12 tags"),
    ],
)
def test_a_form_that_is_refused_comes_back_with_what_was_written(
    learner: Launch, said: dict[str, str], words: str
) -> None:
    ada = learner("ada")
    form = {**SAID, "address": "https://youtu.be/abcdefghijk", **said}
    answer = ada.post("/app/clips/new", data=form)
    assert answer.status_code == 400
    assert words in answer.text
    assert "Bank feeds, #year end" in answer.text or "tags" in said


def test_previews_and_forged_forms_write_nothing(learner: Launch) -> None:
    ada = learner("ada")
    forged = ada.client.post(f"{ada.before}/clips/new", data={**SAID, "form_token": "x"})
    assert forged.status_code == 403
    role = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
    member = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
    preview = learner("tess", roles=[member, role])
    assert "Nothing is kept here" in preview.get("/app/clips/new").text
    form = {**SAID, "address": "https://youtu.be/abcdefghijk"}
    assert preview.post("/app/clips/new", data=form).status_code == 403


def test_captions_are_written_mended_brought_and_taken_home(learner: Launch) -> None:
    ada = learner("ada")
    page = publish(ada, address="https://youtu.be/abcdefghijk")
    rows = {
        "language": "en",
        "start": ["0:00", "soon", "0:09"],
        "end": ["0:04", "0:05", "0:08"],
        "text": ["One", "Two", "Three"],
    }
    refused = ada.post(f"{page}/captions", data=rows)
    assert refused.status_code == 400
    assert "line 2: Write times as" in refused.text
    assert "line 3: The end comes after" in refused.text
    assert "Two</textarea>" in refused.text
    rows |= {"start": ["0:00", "0:04", "0:08"], "end": ["0:04", "0:05", "1:02.5"]}
    assert ada.post(f"{page}/captions", data=rows).status_code == 303
    assert "Three" in ada.get(page).text
    file = ada.get(f"{page}/captions/en.vtt").text
    assert file.startswith("WEBVTT")
    assert "00:00:08.000 --> 00:01:02.500\nThree" in file
    brought = {
        "language": "nb",
        "file": (io.BytesIO(file.replace("Three", "Tre").encode()), "n.vtt"),
    }
    kept = ada.post(f"{page}/captions", data=brought, content_type="multipart/form-data")
    assert kept.status_code == 303
    assert "Tre" in ada.get(f"{page}/captions?language=nb").text
    broken = {"language": "nb", "file": (io.BytesIO(b"1\n00:01 --> 00:02\nHi"), "n.srt")}
    refused = ada.post(f"{page}/captions", data=broken, content_type="multipart/form-data")
    assert "This is no WebVTT" in refused.text
    assert learner("bo").get(f"{page}/captions").status_code == 403


def test_a_teacher_gives_the_task_to_record_and_sees_what_comes(
    learner: Launch, teacher: Launch, lms
) -> None:
    task = UUID("6b1f3a52-8b7e-4d57-9a51-2f0d7c9e1b44")
    ada, bo, grace = learner("ada"), learner("bo"), teacher("grace")
    assert f"assignment={task}" in ada.get(f"/app/clips/assignments/{task}").text
    publish(ada, address="https://youtu.be/abcdefghijk", assignment=str(task))
    assert SAID["title"] in grace.get(f"/app/clips/assignments/{task}").text
    assert SAID["title"] not in bo.get(f"/app/clips/assignments/{task}").text
    parent = ada.statements("create")[0]["context"]["contextActivities"]["parent"]
    assert parent[0]["id"].endswith(f"/clips/assignments/{task}")


def test_a_list_is_put_together_and_offered_for_the_course(
    learner: Launch, teacher: Launch
) -> None:
    ada, grace = learner("ada"), teacher("grace")
    page = publish(ada, address="https://youtu.be/abcdefghijk")
    assert ada.post("/app/clips/lists", data={"title": "Mine"}).status_code == 403
    made = grace.post("/app/clips/lists", data={"title": "First week"})
    there = "/app/clips/lists/" + made.location.rpartition("/")[2]
    assert grace.post(f"{page}/lists", data={"list": there.rpartition("/")[2]}).status_code == 303
    assert SAID["title"] in ada.get(there).text
    assert (
        grace.post(f"{there}/take-out", data={"clip": page.rpartition("/")[2]}).status_code == 303
    )
    assert SAID["title"] not in ada.get(there).text


def test_teachers_may_put_clips_collections_and_the_task_into_a_course(
    learner: Launch, teacher: Launch
) -> None:
    publish(learner("ada"), address="https://youtu.be/abcdefghijk", visibility="store")
    deep_linking = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
    picking = {
        "message_type": "LtiDeepLinkingRequest",
        "resource_link": None,
        deep_linking: {
            "deep_link_return_url": "https://lms.example.org/back",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe"],
        },
    }
    grace = teacher("grace", **picking)
    page = grace.get("/app/deep-linking").text
    for words in (SAID["title"], "Clips: bank feeds", "Record a clip"):
        assert words in page
    choices = re.findall(r'name="choice" value="([^"]+)"', page)
    kinds = {"clip": "clip:", "tag": "clips-tagged:", "task": "record-clip:"}
    picked = [next(c for c in choices if c.startswith(kind)) for kind in kinds.values()]
    form = {"choice": picked, "form_token": grace.form_token}
    answer = grace.post("/app/deep-linking", data=form)
    assert answer.status_code == 200, answer.text
