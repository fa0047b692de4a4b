"""Member lists: tried first, each fault by its row, taken in with roles and units, and taken back."""

import io

import pytest
from openpyxl import Workbook
from werkzeug.test import TestResponse

from lrs.storage.members import Member
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application

LIST = (
    "member_id;email;name;groups;roles;unit\n"
    "4711;ada@example.org;Ada Lovelace;Tax, Audit;Director;Oslo\n"
    "4712;not an address;Bo;;;\n"
    ";eve@example.org;Eve;;;\n"
    "4711;twice@example.org;Twice;;;\n"
    "4713;;Grace Hopper;;Partner;Bergen\n"
)


@pytest.fixture
def browser(application: Application) -> Browser:
    return signed_in(application)


def _send(browser: Browser, content: bytes, name: str = "list.csv", **form: str) -> TestResponse:
    token = browser.token("/console/members")
    data = {"form_token": token, "file": (io.BytesIO(content), name), **form}
    return browser.client.post("/console/members", data=data, content_type="multipart/form-data")


def _members(browser: Browser) -> dict[str, Member]:
    return {m.member_id: m for m in browser.lrs.members.all(browser.store.id)}


def test_a_list_is_tried_taken_in_and_taken_back(browser: Browser) -> None:
    tried = words(_send(browser, LIST.encode(), do="try"))
    assert "2 new, 0 changed, 0 as they are, 3 rows with a fault" in tried
    assert "3 “not an address” is not an e-mail address" in tried
    assert "4 there is no member id" in tried
    assert _members(browser) == {}
    taken = words(_send(browser, LIST.encode(), do="take"))
    assert "3 rows with a fault: left out" in taken
    assert "4 there is no member id" in taken
    first = _members(browser)
    assert (first["4711"].groups, first["4711"].roles) == (("Tax", "Audit"), ("director",))
    again = LIST.replace("Oslo", "Bergen") + "4714;;New;;;\n"
    assert "1 new, 1 changed, 1 as they are" in words(_send(browser, again.encode(), do="try"))
    _send(browser, again.encode(), do="take")
    assert (len(_members(browser)), _members(browser)["4711"].unit) == (3, "Bergen")
    newest = browser.lrs.members.imports(browser.store.id)[0]
    answer = browser.post(f"/console/members/{newest.id}/undo", "/console/members")
    assert answer.status_code == 303
    assert _members(browser) == first


def test_a_workbook_with_other_headings_is_read_by_a_map(browser: Browser) -> None:
    book, file = Workbook(), io.BytesIO()
    book.worksheets[0].append(["Medlem", "E-post"])
    book.worksheets[0].append([4711.0, "ada@example.org"])
    book.save(file)
    headings = {"member_id": "medlem", "email": "E-post"}
    assert _send(browser, file.getvalue(), "liste.xlsx", do="take").status_code == 400
    assert _send(browser, file.getvalue(), "liste.xlsx", do="take", **headings).status_code == 303
    assert _members(browser)["4711"].email == "ada@example.org"


def test_headings_are_known_as_people_write_them_and_missing_ones_are_named(
    browser: Browser,
) -> None:
    rows = "Member ID,First name,Last name,E-mail,Unit\n4711,Ada,Lovelace,ada@example.org,Oslo\n"
    refused = _send(browser, rows.encode(), do="take", groups="Sections")
    assert refused.status_code == 400
    assert "No column is headed “Sections”" in words(refused)
    assert _send(browser, rows.encode(), do="take").status_code == 303
    ada = _members(browser)["4711"]
    assert (ada.name, ada.email, ada.unit) == ("Ada Lovelace", "ada@example.org", "Oslo")


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"\xff\xfe\x00", "a.csv"), (b"no zip", "a.xlsx"), (b"", "a.csv"), (b"member_id\n", "a.csv")],
)
def test_what_is_no_list_is_refused(browser: Browser, content: bytes, name: str) -> None:
    assert _send(browser, content, name, do="take").status_code == 400


def test_a_list_joins_nobody_by_an_address_but_a_trusted_platform_by_member_ids(
    browser: Browser,
) -> None:
    lrs, store_id = browser.lrs, browser.store.id
    account = {"homePage": "https://lms.example", "name": "4711"}
    learner = lrs.meet(store_id, {"name": "Ada Lovelace", "account": account})
    _send(browser, LIST.encode(), do="take")
    assert lrs.joins.latest(store_id) == []
    [suggestion] = lrs.joins.suggestions(store_id)
    assert suggestion.reason == "both go by 4711, a member id of your list"
    lrs.join_rules.add(store_id, "pia", "https://lms.example", "member")
    lrs.join_rules.apply(store_id)
    [known] = lrs.members.of(store_id, lrs.person(store_id, learner).joined)
    assert known.unit == "Oslo"
