"""/profile speaks JSON-LD to programs and in sentences to people."""

import pytest
from flask import Flask

from tests.http.xapi_client import ONE_DATABASE

pytestmark = ONE_DATABASE


@pytest.mark.parametrize("accept", ["application/ld+json", "application/json"])
def test_programs_get_the_document(app: Flask, accept: str) -> None:
    answer = app.test_client().get("/profile", headers={"Accept": accept})
    assert answer.mimetype == "application/ld+json"
    assert answer.get_json(force=True)["type"] == "Profile"
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("accept", ["text/html", "*/*", ""])
def test_people_get_a_page(app: Flask, accept: str) -> None:
    answer = app.test_client().get("/profile", headers={"Accept": accept})
    assert answer.mimetype == "text/html"
    assert "peer-confirmed" in app.test_client().get("/profile.jsonld").text
    assert "attested" in answer.text
