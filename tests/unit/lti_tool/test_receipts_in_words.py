"""In which words a receipt is told: never more than somebody knows."""

from typing import Any

import pytest

from lti_tool.sharing.receipts import Receipt
from lti_tool.sharing.rules import told

_NOTHING: dict[str, Any] = {
    **dict.fromkeys(Receipt.__slots__, ""),
    **dict.fromkeys(("received", "opened", "watched", "mail_at", "push_at")),
    "put": 1,
    "seconds": 0,
}


@pytest.mark.parametrize(
    ("known", "word", "by", "lit"),
    [
        ({}, "accepted", "inbox", "queued accepted"),
        ({"mail": "waiting", "mail_mode": "daily"}, "queued", "e-mail", "queued"),
        ({"mail": "accepted"}, "accepted", "e-mail", "queued accepted"),
        ({"mail": "filed"}, "accepted", "inbox", "queued accepted"),
        ({"mail": "failed"}, "failed", "e-mail", "queued"),
        ({"mail": "failed", "push": "accepted"}, "accepted", "push", "queued accepted"),
        ({"mail": "failed", "push": "waiting"}, "queued", "push", "queued"),
        ({"push": "accepted", "received": 2}, "received", "push", "queued accepted received"),
        ({"mail": "failed", "opened": 2, "opened_by": "inbox"}, "opened", "inbox", "queued accepted opened"),
        ({"watched": 3, "seconds": 130}, "watched", "inbox", "queued accepted watched"),
    ],
)  # fmt: skip
def test_a_rung_is_lit_only_by_what_is_known(known, word, by, lit) -> None:
    said = told(Receipt(**{**_NOTHING, **known}))
    assert (said.word, said.by, " ".join(said.lit)) == (word, by, lit)


def test_a_reason_stands_beside_the_name() -> None:
    known = {"mail": "failed", "mail_answer": "550 mailbox unknown", "push": "failed"}
    assert told(Receipt(**{**_NOTHING, **known})).rests_on == "e-mail: 550 mailbox unknown"
