"""Signing in to the console: who gets in, who doesn't, and what a browser may keep."""

import pytest

from lrs import InvalidRequest
from tests.http.browser import PASSWORD, signed_in, stranger
from tests.http.xapi_client import Application


def test_an_administrator_signs_in_and_sees_their_store(application: Application) -> None:
    browser = stranger(application)
    assert browser.sign_in().headers["Location"] == "/console/"
    page = browser.get("/console/")
    assert browser.store.title in page.text
    assert browser.email in page.text


def test_the_address_may_be_written_in_capitals(application: Application) -> None:
    browser = stranger(application)
    assert browser.sign_in(email=browser.email.upper()).status_code == 303


@pytest.mark.parametrize(
    "wrong", [{"password": "not the password"}, {"email": "nobody@example.org"}], ids=str
)
def test_a_wrong_password_and_an_unknown_address_look_alike(
    application: Application, wrong: dict[str, str]
) -> None:
    answer = stranger(application).sign_in(**wrong)
    assert answer.status_code == 401
    assert "The e-mail address or the password is wrong." in answer.text


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    application: Application,
) -> None:
    cookies = stranger(application).sign_in().headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("hallway-console="))
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session


def test_nobody_gets_in_by_a_form_that_this_browser_was_not_given(
    application: Application,
) -> None:
    browser = stranger(application)
    other = stranger(application)
    browser.get("/console/sign-in")
    form = {"email": browser.email, "password": PASSWORD}
    for token in ("", "made-up", other.token("/console/sign-in")):
        answer = browser.client.post("/console/sign-in", data={**form, "form_token": token})
        assert answer.status_code == 403
    assert browser.get("/console/").status_code == 303


def test_guessing_is_stopped_even_when_the_guess_is_right_at_last(application: Application) -> None:
    browser = stranger(application)
    for _ in range(10):
        assert browser.sign_in("a wrong guess").status_code == 401
    answer = browser.sign_in()
    assert answer.status_code == 429
    assert "too many wrong passwords" in answer.text
    assert stranger(application).sign_in().status_code == 303  # others aren't locked out


def test_the_page_that_was_wanted_comes_after_signing_in(application: Application) -> None:
    browser = stranger(application)
    asked = browser.get("/console/people", search="Ada")
    assert asked.headers["Location"] == "/console/sign-in?next=%2Fconsole%2Fpeople%3Fsearch%3DAda"
    answer = browser.sign_in(next="/console/people?search=Ada")
    assert answer.headers["Location"] == "/console/people?search=Ada"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/app/record"])
def test_signing_in_never_leads_out_of_the_console(
    application: Application, elsewhere: str
) -> None:
    assert stranger(application).sign_in(next=elsewhere).headers["Location"] == "/console/"


def test_signing_out_ends_the_session_on_the_server(application: Application) -> None:
    browser = signed_in(application)
    kept = browser.client.get_cookie("hallway-console").value
    assert browser.post("/console/sign-out").headers["Location"] == "/console/sign-in"
    browser.client.set_cookie("hallway-console", kept)
    assert browser.get("/console/").status_code == 303


def test_a_new_password_signs_out_everywhere(application: Application) -> None:
    browser = signed_in(application)
    made = application.lrs.change_password(browser.store, browser.email)
    assert browser.get("/console/").status_code == 303
    assert browser.sign_in().status_code == 401
    assert browser.sign_in(made.password).status_code == 303


def test_who_has_one_password_for_two_stores_chooses(application: Application) -> None:
    browser = stranger(application)
    second = application.new_store()
    application.lrs.create_administrator(second, browser.email, PASSWORD)
    asked = browser.sign_in()
    assert asked.status_code == 200
    assert second.title in asked.text
    assert browser.sign_in(store=str(second.id)).status_code == 303
    assert second.title in browser.get("/console/").text


def test_a_short_password_is_refused(application: Application) -> None:
    with pytest.raises(InvalidRequest, match="12 characters"):
        application.lrs.create_administrator(application.new_store(), "a@example.org", "short")


@pytest.mark.parametrize("path", ["/console/", "/console/people", "/console/transcripts"])
def test_without_a_session_there_is_only_the_form(application: Application, path: str) -> None:
    answer = application.app.test_client().get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/console/sign-in")
