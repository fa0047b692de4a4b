"""The rooms without scripts: forms are sent as they stand in their pages, with every field that these hold."""

from html.parser import HTMLParser
from typing import Any

import pytest
from werkzeug.test import TestResponse

from lrs import Lrs, Store
from tests.rooms.conftest import Launch, Someone
from tests.rooms.talking import clip_of
from tests.rooms.test_asks import by


class Forms(HTMLParser):
    """The forms of a page: where each goes, and its fields as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
        elif tag in {"input", "textarea"} and self.found and self._is_sent(given):
            self.found[-1][1][given["name"]] = given.get("value", "")
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select and "disabled" not in given:
            fields = self.found[-1][1]
            if "selected" in given or self._select not in fields:
                fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def _is_sent(self, given: dict[str, str]) -> bool:
        choice = given.get("type") in {"checkbox", "radio"}
        return "name" in given and (not choice or "checked" in given)


def send(who: Someone, page: str, action: str, **fields: Any) -> TestResponse:
    """Fill the form of a page whose address ends like this, and send it without any header of ours."""
    forms = Forms()
    forms.feed(who.get(page).text)
    found = [form for form in forms.found if form[0].endswith(action) and "form_token" in form[1]]
    assert found, [where for where, _ in forms.found]
    where, standing = found[0]
    answer = who.client.post(where, data={**standing, **fields})
    assert answer.status_code == 303, answer.text
    return answer


def at(who: Someone, answer: TestResponse) -> str:
    """Where an answer leads, as a page of the tool."""
    return "/app" + answer.location.removeprefix(who.before).partition("#")[0]


@pytest.fixture
def people(learner: Launch, teacher: Launch) -> tuple[Someone, Someone]:
    return learner("ada"), teacher("grace")


def test_asking_answering_and_saying_what_helped(people: tuple[Someone, Someone]) -> None:
    ada, grace = people
    form = {"title": "Which price?", "needed_by": by(24), "zone": "UTC"}
    page = at(ada, send(ada, "/app/asks/new", "/asks", **form))
    send(grace, page, "/answers", text="Say what it saves.")
    send(ada, page, "/accept")
    assert "Say what it saves." in ada.get(page).text


def test_a_discussion_and_a_reply(people: tuple[Someone, Someone]) -> None:
    ada, grace = people
    words = {"title": "Paper or phone?", "text": "What do you take along?"}
    page = at(ada, send(ada, "/app/discussions/new", "/discussions", **words))
    send(grace, page, f"/discussion/{page.rpartition('/')[2]}", text="Both.")
    assert "Both." in ada.get(page).text


def test_a_talk_a_confirmation_and_a_look_back(people: tuple[Someone, Someone]) -> None:
    ada, grace = people
    send(ada, "/app/network", "/network", **{"with": "Grace", "about": "door seals"})
    send(grace, "/app/network", "/confirm")
    [confirmed] = [s for s in grace.statements() if s["verb"]["id"].endswith("attested")]
    assert confirmed
    answers = {"title": "Spring campaign", "stop": "Flyers", "shared": "1"}
    send(ada, "/app/network/reviews/new", "/reviews", **answers)
    send(grace, "/app/network/stops", "/stops")
    assert "Grace decided on" in ada.get("/app/network/stops").text


def test_a_clip_is_shared_once_however_often_the_form_is_sent(
    people: tuple[Someone, Someone], lrs: Lrs, store: Store
) -> None:
    ada, grace = people
    page = f"{clip_of(lrs, store, ada)}/share"
    forms = Forms()
    forms.feed(grace.get(page).text)
    [(where, fields)] = [form for form in forms.found if form[0].endswith("/share")]
    boards = {grace.client.post(where, data=fields).location for _ in range(2)}
    assert len(boards) == 1
    assert grace.get("/app" + boards.pop().removeprefix(grace.before)).status_code == 200
