"""Transcripts that bear a code: handed out, checked by strangers, revoked, sealed with rotated keys."""

import base64
import csv
import gzip
import io
import json
import re
import zipfile
from typing import Any
from uuid import UUID

import pypdf
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask.testing import FlaskClient
from openpyxl import load_workbook

import wsgi
from lrs import Scope
from tests.builders import a_statement, a_voiding, an_agent
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application
from tests.unit.transcripts.credential_check import proof_holds, raw_key

STATEMENT = "0a1b2c3d-0000-4000-8000-000000000001"


@pytest.fixture
def browser(application: Application) -> Browser:
    """The console of a store with one learner, who passed a course."""
    browser = signed_in(application)
    xapi = application.client(browser.store, Scope.ALL)
    moment = "2026-03-01T09:00:00Z"
    xapi.post(a_statement(id=STATEMENT, verb="passed", object="ethics", timestamp=moment))
    return browser


def _person(browser: Browser) -> UUID:
    return browser.lrs.people(browser.store.id)[0].id


def _made(browser: Browser, kind: str) -> bytes:
    answer = browser.get(f"/console/people/{_person(browser)}/transcript.{kind}")
    assert answer.status_code == 200, answer.text
    return answer.data


def _code(pdf: bytes) -> str:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text)[0]


def _stranger(browser: Browser) -> FlaskClient:
    """A browser that nobody signed in with, at the network address of this test's store alone."""
    client = browser.client.application.test_client()
    client.environ_base["REMOTE_ADDR"] = f"store {browser.store.id}"
    return client


def _given(browser: Browser, content: bytes, name: str = "file") -> str:
    """What a stranger reads who gives a file to the check page."""
    answer = _stranger(browser).post("/verify", data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 200, answer.text
    return words(answer)


def _typed(browser: Browser, code: str) -> str:
    answer = _stranger(browser).get("/verify", query_string={"code": code})
    return words(answer)


def test_a_stranger_checks_a_pdf_by_its_file_and_by_its_code(browser: Browser) -> None:
    pdf = _made(browser, "pdf")
    said = _given(browser, pdf)
    assert "genuine and unchanged" in said
    assert "All of its 1 line stand" in said
    by_code = _typed(browser, f" {_code(pdf).lower().replace('-', ' ')} ")
    assert "A transcript with this code was issued" in by_code
    assert "Give the file itself to know" in by_code


def test_a_changed_pdf_is_told_from_the_one_that_was_issued(browser: Browser) -> None:
    said = _given(browser, _made(browser, "pdf") + b"\n")
    assert "not what was issued" in said
    assert "Ask for the file as it was issued" in said


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_are_checked_like_paper(browser: Browser, kind: str) -> None:
    answer = browser.get(f"/console/people/{_person(browser)}/transcript.{kind}")
    name = re.search(r'filename="([^"]+)"', answer.headers["Content-Disposition"])
    assert name
    assert "genuine and unchanged" in _given(browser, answer.data)
    assert "All of its 1 line stand" in _typed(browser, name[1].partition("-")[2][:14])
    changed = answer.data.replace(b"ethics", b"morals") + b"\n"
    if kind == "xlsx":
        book = load_workbook(io.BytesIO(answer.data))
        assert book["About"]["B2"].value in name[1]
        book["Transcript"]["I2"] = "morals"
        book.save(saved := io.BytesIO())
        changed = saved.getvalue()
    assert "not what was issued" in _given(browser, changed, name[1])


def test_rows_of_everybody_are_checked_too(browser: Browser) -> None:
    browser.post("/console/transcripts", format="csv")
    browser.lrs.queue.run_waiting()
    job = browser.lrs.exports.of_store(browser.store.id)[0]
    said = _given(browser, browser.get(f"/console/transcripts/{job.id}/file").data)
    assert "genuine and unchanged" in said
    assert "several people" in said


def test_a_full_list_of_revocations_is_followed_by_another(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lrs.issuing.PLACES", 2)
    made = [json.loads(_made(browser, "badge")) for _ in range(3)]
    lists = [each["credentialStatus"]["statusListCredential"] for each in made]
    assert lists[0] == lists[1] != lists[2]
    code = browser.lrs.issuing.issued(browser.store.id)[0].code
    browser.lrs.issuing.revoke(browser.store.id, code, "A mix-up")
    assert [_bit(browser, each) for each in made] == [False, False, True]
    path = lists[2].removeprefix("http://localhost:8000")
    assert _stranger(browser).get(f"{path}0").status_code == 404


@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7 of mine", b"{}", b"[[", b"PK\x03\x04"])
def test_other_files_are_unknown(browser: Browser, content: bytes) -> None:
    assert "Nothing is known about this" in _given(browser, content)


def test_who_guesses_codes_is_slowed_down(browser: Browser) -> None:
    for number in range(20):
        assert "Nothing is known" in _typed(browser, f"00000000{number:04}")
    assert "too many checks from here" in _typed(browser, "000000009999")


def test_a_code_with_a_slip_is_refused_in_words(browser: Browser) -> None:
    answer = _stranger(browser).get("/verify?code=7QK4")
    assert answer.status_code == 400
    assert "A code has twelve letters and digits" in words(answer)


def test_a_voided_line_shows_on_the_check_page(browser: Browser, application: Application) -> None:
    pdf = _made(browser, "pdf")
    application.client(browser.store, Scope.ALL).post(
        a_voiding(STATEMENT, actor=an_agent("registrar"))
    )
    said = _typed(browser, _code(pdf))
    assert "0 were corrected and 1 were withdrawn since" in said


def test_a_revoked_transcript_says_so_and_its_bit_is_set(browser: Browser) -> None:
    document = json.loads(_made(browser, "json"))
    code = browser.lrs.issuing.issued(browser.store.id)[0].code
    assert not _bit(browser, document)
    browser.lrs.issuing.revoke(browser.store.id, code, "Made for the wrong person.")
    assert "was revoked" in _typed(browser, code)
    assert "Made for the wrong person." in _typed(browser, code)
    assert _bit(browser, document)


def _bit(browser: Browser, credential: dict[str, Any]) -> bool:
    """Read the credential's bit in the public list, as a wallet does."""
    status = credential["credentialStatus"]
    path = status["statusListCredential"].removeprefix("http://localhost:8000")
    listed = _stranger(browser).get(path).get_json(force=True)
    assert proof_holds(listed, _public_keys(browser))
    encoded = listed["credentialSubject"]["encodedList"].removeprefix("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    place = int(status["statusListIndex"])
    return bool(bits[place // 8] >> (7 - place % 8) & 1)


def _public_keys(browser: Browser) -> dict[str, bytes]:
    """Resolve did:web: address of a key -> the raw key."""
    answer = _stranger(browser).get(f"/stores/{browser.store.name}/did.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    document = answer.get_json(force=True)
    methods = document["verificationMethod"]
    assert document["assertionMethod"] == [method["id"] for method in methods]
    return {method["id"]: raw_key(method["publicKeyMultibase"]) for method in methods}


def test_credentials_are_verified_by_another_implementation(browser: Browser) -> None:
    clr = json.loads(_made(browser, "json"))
    keys = _public_keys(browser)
    assert proof_holds(clr, keys)
    members = clr["credentialSubject"]["verifiableCredential"]
    assert [member["name"] for member in members] == ["ethics"]
    assert all(proof_holds(member, keys) for member in members)
    assert proof_holds(json.loads(_made(browser, "badge")), keys)
    members[0]["name"] = "law"
    assert not proof_holds(members[0], keys)


def test_of_a_badge_the_check_page_says_what_the_badge_says(
    browser: Browser, application: Application
) -> None:
    xapi = application.client(browser.store, Scope.ALL)
    xapi.post(a_statement(verb="passed", object="law", timestamp="2026-04-01T09:00:00Z"))
    badge = _made(browser, "badge")
    assert json.loads(badge)["name"] == "law"
    assert "Entries 1, held by 1 statement What" in _given(browser, badge)
    assert "All of its 1 line stand" in _given(browser, badge)


def test_the_check_page_knows_credentials_however_they_are_laid_out(browser: Browser) -> None:
    clr = json.loads(_made(browser, "json"))
    assert "genuine and unchanged" in _given(browser, json.dumps(clr, indent=4).encode())
    member = clr["credentialSubject"]["verifiableCredential"][0]
    alone = _given(browser, json.dumps(member).encode())
    assert "genuine and unchanged" in alone
    assert "this file holds single credentials out of it" in alone
    assert "nothing was added, changed or taken out" not in alone
    clr["name"] = "Doctor of Philosophy"
    said = _given(browser, json.dumps(clr).encode())
    assert "not what was issued" in said
    assert "The proof doesn" in said


def test_an_archive_is_checked_whole_and_with_our_key_alone(browser: Browser) -> None:
    content = _made(browser, "zip")
    assert "genuine and unchanged" in _given(browser, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        manifest = archive.read("manifest.json")
        signature = base64.b64decode(archive.read("manifest.json.sig"))
        statements = archive.read("statements.jsonl").splitlines()
        assert "genuine and unchanged" in _given(browser, archive.read("transcript.pdf"))
    assert names >= {"transcript.csv", "transcript.xlsx", "transcript.pdf", "clr.json", "did.json"}
    assert [json.loads(line)["id"] for line in statements] == [STATEMENT]
    key = _public_keys(browser)[json.loads(manifest)["verificationMethod"]]
    Ed25519PublicKey.from_public_bytes(key).verify(signature, manifest)


def test_rows_of_an_archive_name_the_credentials_beside_them(browser: Browser) -> None:
    with zipfile.ZipFile(io.BytesIO(_made(browser, "zip"))) as archive:
        lines = archive.read("transcript.csv").decode("utf-8-sig").splitlines()
        book = load_workbook(io.BytesIO(archive.read("transcript.xlsx")))
        members = json.loads(archive.read("clr.json"))["credentialSubject"]["verifiableCredential"]
    [row] = csv.DictReader(lines)
    heading, cells = book["Transcript"].iter_rows(values_only=True, max_row=2)
    assert row["vc_id"] == members[0]["id"] == dict(zip(heading, cells, strict=True))["vc_id"]
    alone = _made(browser, "csv").decode("utf-8-sig").splitlines()
    assert [each["vc_id"] for each in csv.DictReader(alone)] == [""]


TAMPERED = [
    ({"transcript.csv": b"more"}, "transcript.csv is not the file that was signed"),
    ({"transcript.csv": None}, "transcript.csv is not the file that was signed"),
    ({"diploma.pdf": b"%PDF-1.7"}, "diploma.pdf is not the file that was signed"),
    ({"statements.jsonl": b"{}\n"}, "statements.jsonl is not the file that was signed"),
    ({"manifest.json": b" "}, "The signature of the manifest doesn't hold"),
    ({"manifest.json.sig": b"AAAA"}, "The signature of the manifest doesn't hold"),
]


@pytest.mark.parametrize(("changes", "note"), TAMPERED)
def test_an_archive_with_another_file_in_it_is_not_what_was_issued(
    browser: Browser, changes: dict[str, bytes | None], note: str
) -> None:
    """Each change is put behind a file of this name; None takes it out."""
    forged = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_made(browser, "zip"))) as archive,
        zipfile.ZipFile(forged, "w") as copy,
    ):
        for name in archive.namelist():
            more = changes.get(name, b"")
            if more is not None:
                copy.writestr(name, archive.read(name) + more)
        for name in changes.keys() - set(archive.namelist()):
            copy.writestr(name, changes[name] or b"")
    said = _given(browser, forged.getvalue())
    assert "not what was issued" in said
    assert note in said.replace("’", "'")


def test_a_large_record_comes_in_parts_and_a_missing_one_is_told(
    browser: Browser, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lrs.transcripts.credentials.assertions._MOST_BYTES", 4_000)
    xapi = application.client(browser.store, Scope.ALL)
    xapi.post(*(a_statement(verb="passed", object=f"course-{number}") for number in range(3)))
    made = json.loads(_made(browser, "json"))
    parts = made["verifiableCredential"]
    assert [part["partial"] for part in parts] == [True] * 4
    assert all(proof_holds(part, _public_keys(browser)) for part in parts)
    said = _given(browser, json.dumps(made).encode())
    assert "genuine and unchanged" in said
    assert "lacks" not in said
    fewer = {**made, "verifiableCredential": [parts[0], *parts[2:]]}
    said = _given(browser, json.dumps(fewer).encode())
    assert "The transcript has 4 parts; this file lacks 2." in said
    assert "taken out" not in said


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf", "json", "badge", "zip"])
def test_a_file_of_each_kind_is_genuine_until_it_is_revoked(browser: Browser, kind: str) -> None:
    content = _made(browser, kind)
    issued = browser.lrs.issuing.issued(browser.store.id)
    [code] = [each.code for each in issued if each.file_format == kind]
    assert "genuine and unchanged" in _given(browser, content)
    browser.lrs.issuing.revoke(browser.store.id, code, "A mix-up")
    said = _given(browser, content)
    assert "was revoked" in said
    assert "Reason: A mix-up" in said


def test_what_a_retired_key_signed_stays_good_and_a_stolen_one_s_does_not(browser: Browser) -> None:
    clr, keys = _made(browser, "json"), browser.lrs.issuing.keys
    keys.rotate(browser.store)
    assert "genuine and unchanged" in _given(browser, clr)
    newer = json.loads(_made(browser, "json"))["proof"]["verificationMethod"]
    assert newer != json.loads(clr)["proof"]["verificationMethod"]
    keys.rotate(browser.store, stolen=True)
    assert "was revoked" in _given(browser, clr)
    assert len(_public_keys(browser)) == 1


def test_nobody_learns_which_stores_there_are(browser: Browser) -> None:
    assert _stranger(browser).get("/stores/nobody/did.json").status_code == 404
    assert _stranger(browser).get(f"/stores/{browser.store.name}/did.json").status_code == 404


def test_an_administrator_revokes_on_the_page_and_must_say_why(browser: Browser) -> None:
    code = _code(_made(browser, "pdf"))
    page = "/console/transcripts/issued"
    assert code in words(browser.get(page))
    address = f"{page}/{code.replace('-', '')}/revoke"
    assert browser.post(address, page, reason=" ").status_code == 400
    assert browser.post(address, page, reason="A mix-up").status_code == 303
    assert "A mix-up" in words(browser.get(page))
    assert "was revoked" in _typed(browser, code)


LOGOS = [
    (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7'/></svg>", 303),
    (b"<svg nonsense", 400),
    (b"GIF89a", 400),
]


@pytest.mark.parametrize(("logo", "status"), LOGOS)
def test_the_letterhead_stands_on_the_pdf(browser: Browser, logo: bytes, status: int) -> None:
    page = "/console/transcripts/letterhead"
    form = {"form_token": browser.token(page), "signatory": "Joan Ackerley", "contact": "Room 3"}
    answer = browser.client.post(page, data={**form, "logo": (io.BytesIO(logo), "logo")})
    assert answer.status_code == status
    text = pypdf.PdfReader(io.BytesIO(_made(browser, "pdf"))).pages[0].extract_text()
    assert ("Joan Ackerley" in text) == (status == 303)


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_some_people_are_chosen_and_each_pdf_is_genuine(
    browser: Browser, application: Application, kind: str
) -> None:
    xapi = application.client(browser.store, Scope.ALL)
    for name in ("bea", "cora"):
        xapi.post(a_statement(actor=an_agent(name)))
    found = {person.name: person.id for person in browser.lrs.people(browser.store.id)}
    assert "Bea" in words(browser.get("/console/transcripts/people?search=be"))
    form = {"form_token": browser.token("/console/transcripts"), "chosen": "1", "format": kind}
    assert browser.client.post("/console/transcripts", data=form).status_code == 400
    chosen = [str(found["Ada"]), str(found["Cora"])]
    browser.client.post("/console/transcripts", data={**form, "people": chosen})
    browser.lrs.queue.run_waiting()
    job = browser.lrs.exports.of_store(browser.store.id)[0]
    assert "2 people, 2 entries, 2 statements" in job.message
    content = browser.get(f"/console/transcripts/{job.id}/file").data
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        pdfs = sorted(name for name in pack.namelist() if name.endswith(".pdf"))
        assert [name.rpartition("/")[2].split("-")[0] for name in pdfs] == ["Ada", "Cora"]
        assert all("genuine and unchanged" in _given(browser, pack.read(name)) for name in pdfs)
    if kind == "zip":
        assert "genuine and unchanged" in _given(browser, content)


def test_pdfs_of_everybody_come_without_choosing(browser: Browser) -> None:
    browser.post("/console/transcripts", format="pdf")
    browser.lrs.queue.run_waiting()
    assert "1 person" in browser.lrs.exports.of_store(browser.store.id)[0].message


def test_commands_rotate_keys_and_revoke(browser: Browser) -> None:
    pdf = _made(browser, "pdf")
    group = wsgi.commands(wsgi.Hallway(browser.lrs.settings, browser.lrs.database, browser.lrs))
    store = ["--store", browser.store.name]
    run = CliRunner().invoke
    assert "signs from now on" in run(group, ["transcript", "rotate-keys", *store]).output
    assert "genuine and unchanged" in _given(browser, pdf)
    revoked = run(group, ["transcript", "revoke", *store, "--reason", "typo", _code(pdf)])
    assert revoked.exit_code == 0
    assert "Reason: typo" in _given(browser, pdf)
