"""A mapping that can't work is refused in words; one that works says which path an item lacks."""

import hmac
from hashlib import sha256

import pytest

from connectors.connector import Origin
from connectors.errors import Skippable
from connectors.event import Event
from connectors.webhook import translate
from lrs import InvalidRequest
from tests.connectors.conftest import START, Works
from tests.connectors.trials import HOOKS

WEBHOOK = next(trial for trial in HOOKS if trial.kind == "webhook")
on_sqlite = pytest.mark.parametrize("kind", ["sqlite"])
GOOD = WEBHOOK.settings["mapping"]


@on_sqlite
@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("rules: [", "no YAML"),
        ("hello", "list of rules"),
        (GOOD.replace("verb: completed", "verb: finished"), "finished is no IRI and none of asked"),
        (GOOD.replace("verb: completed", "verbs: completed"), "Rule 1 lacks verb"),
        (GOOD.replace("type: conference", "type: chat"), "Rule 2: chat is no IRI"),
        (GOOD.replace("seconds:", "minutes:"), "minutes, which means nothing"),
    ],
)
def test_a_wrong_mapping_is_refused(works: Works, mapping: str, said: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        works.connect("webhook", {**WEBHOOK.settings, "mapping": mapping})
    assert said in refused.value.violations[0].message


def test_an_item_that_lacks_something_is_buried_with_its_path() -> None:
    origin = Origin("https://hallway.example/connections/1", WEBHOOK.settings)
    item = {"event": "talk.given", "data": {"id": 1, "speakers": []}}
    with pytest.raises(Skippable, match=r"data\.title|data\.speakers\.0\.id"):
        translate.translate(Event("1", "item", {"item": item}), origin)


@on_sqlite
def test_a_signed_time_must_be_of_now(works: Works) -> None:
    settings = {**WEBHOOK.settings, "time_header": "X-Sent"}
    connection = works.connect("webhook", settings)

    def status(sent: float) -> int:
        whole = WEBHOOK.delivery({"event": "login"}, {}, START)
        at = str(int(sent))
        proof = hmac.digest(settings["secret"].encode(), f"{at}.".encode() + whole.body, sha256)
        headers = {"x-signature": proof.hex(), "x-sent": at}
        return works.call(connection.id, type(whole)(headers, whole.body, START)).status_code

    assert status(START) == 202
    assert status(START - 301) == 401
