"""What the console says of connections: what stopped, once on its first page, and what would be told."""

import json

import pytest

from connectors.connector import Delivery
from connectors.desk import Desk, Plan
from connectors.hooks import Hooks
from connectors.run import Runner
from connectors.storage import State
from lrs.clock import now
from lrs.outgoing import Outgoing
from tests.connectors.trials import HOOKS
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application

DISCOURSE = next(trial for trial in HOOKS if trial.kind == "discourse")


@pytest.fixture
def browser(application: Application) -> Browser:
    return signed_in(application)


@pytest.fixture
def desk(browser: Browser) -> Desk:
    return Desk(browser.lrs, Outgoing(allow_private=False).send, now)


def test_what_stopped_is_said_on_the_first_page_until_it_works_again(
    browser: Browser, desk: Desk
) -> None:
    plan = Plan("discourse", "The forum", DISCOURSE.settings, {})
    forum = desk.add(browser.store.id, plan, "test")
    assert "stopped" not in words(browser.get("/console/"))
    desk.set_state(forum, State.BROKEN, "The forum answers 401.")
    said = words(browser.get("/console/"))
    assert "The forum stopped The forum answers 401. Mend it" in said
    desk.set_state(forum, State.ACTIVE)
    assert "stopped" not in words(browser.get("/console/"))


def test_what_a_webhook_brought_can_be_looked_at_as_statements(
    browser: Browser, desk: Desk
) -> None:
    plan = Plan("discourse", "The forum", DISCOURSE.settings, {})
    forum = desk.add(browser.store.id, plan, "test")
    page = f"/console/connections/{forum.id}/dry-run"
    assert "nothing that it brought is kept" in words(browser.get(page))
    first = DISCOURSE.recorded()[0]
    headers = {name.lower(): value for name, value in first["headers"].items()}
    body = json.dumps(first["body"]).encode()
    Hooks(desk, Runner(desk)).keep(forum, Delivery(headers, body, now() / 1_000_000))
    said = words(browser.get(page))
    assert "post_created" in said
    assert "https://w3id.org/xapi/acrossx/verbs/posted" in said
    assert browser.lrs.newest(browser.store.id) == 0
