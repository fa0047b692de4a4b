"""A browser without eyes: follows the forms and links of the console as a person would."""

import re
from dataclasses import dataclass
from html import unescape
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lrs import Lrs, Store
from tests.http.xapi_client import Application

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Browser:
    """One browser with its cookies, and the administrator who sits before it."""

    client: FlaskClient
    lrs: Lrs
    store: Store
    email: str

    def get(self, path: str, **query: str) -> TestResponse:
        return self.client.get(path, query_string=query or None, buffered=True)

    def post(self, path: str, page: str = "/console/transcripts", **form: str) -> TestResponse:
        """Send a form that stands on `page`, with the token found there."""
        return self.client.post(path, data={"form_token": self.token(page), **form})

    def token(self, page: str) -> str:
        return form_token(self.get(page))

    def sign_in(self, password: str = PASSWORD, **form: str) -> TestResponse:
        given = {"email": self.email, "password": password, **form}
        return self.post("/console/sign-in", "/console/sign-in", **given)


def form_token(answer: TestResponse) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


def stranger(application: Application, store: Store | None = None) -> Browser:
    """A browser before it signs in; its administrator is new, the store too unless given."""
    store = store or application.new_store()
    email = f"{uuid4().hex}@example.org"
    application.lrs.create_administrator(store, email, PASSWORD)
    return Browser(application.app.test_client(), application.lrs, store, email)


def signed_in(application: Application, store: Store | None = None) -> Browser:
    browser = stranger(application, store)
    assert browser.sign_in().status_code == 303
    return browser


def words(answer: TestResponse) -> str:
    """What a reader sees of a page, with single spaces."""
    text = re.sub(r"<(title|script|style).*?</\1>", " ", answer.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
