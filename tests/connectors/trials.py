"""The trials of all connectors; one that has none fails the suite."""

import hmac
from hashlib import sha256

from tests.connectors import moodle_site
from tests.connectors.trial import HookTrial, PullTrial

_SECRET = "a secret of the webhook"


def _discourse(body: bytes, headers: dict[str, str], now: float) -> dict[str, str]:
    signature = hmac.digest(_SECRET.encode(), body, sha256).hex()
    return {"X-Discourse-Event-Signature": f"sha256={signature}"}


HOOKS = (
    HookTrial(
        "discourse",
        {"address": "https://community.example.org", "secret": _SECRET},
        _discourse,
    ),
)

PULLS = (PullTrial("moodle", moodle_site.SETTINGS, moodle_site.site, moodle_site.bad_token()),)
