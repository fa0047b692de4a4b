"""The trials of all connectors; one that has none fails the suite."""

import hmac
from hashlib import sha256

from tests.connectors import canvas_site, moodle_site
from tests.connectors.trial import HookTrial, PullTrial, Sign

_SECRET = "a secret of the webhook"


def _discourse(body: bytes, headers: dict[str, str], now: float) -> dict[str, str]:
    signature = hmac.digest(_SECRET.encode(), body, sha256).hex()
    return {"X-Discourse-Event-Signature": f"sha256={signature}"}


def _v0(prefix: str) -> Sign:
    """Sign as Slack and Zoom do: a version, the time and the body."""
    stamp = "X-Slack-Request-Timestamp" if prefix == "X-Slack" else f"{prefix}-request-timestamp"

    def sign(body: bytes, headers: dict[str, str], now: float) -> dict[str, str]:
        signed = b"v0:" + str(int(now)).encode() + b":" + body
        signature = hmac.digest(_SECRET.encode(), signed, sha256).hex()
        return {stamp: str(int(now)), f"{prefix}-signature": f"v0={signature}"}

    return sign


def _nothing(body: bytes, headers: dict[str, str], now: float) -> dict[str, str]:
    """Add nothing: the body itself is signed."""
    return {}


HOOKS = (
    HookTrial(
        "canvas",
        canvas_site.SETTINGS,
        _nothing,
        site=canvas_site.site,
        forge=canvas_site.forge,
        seal=canvas_site.seal,
    ),
    HookTrial("zoom", {"secret": _SECRET, "guests": True}, _v0("x-zm")),
    HookTrial(
        "discourse",
        {"address": "https://community.example.org", "secret": _SECRET},
        _discourse,
    ),
)

PULLS = (
    PullTrial(
        "canvas", canvas_site.SETTINGS, canvas_site.site, canvas_site.locked(), "reconciled.json"
    ),
    PullTrial("moodle", moodle_site.SETTINGS, moodle_site.site, moodle_site.bad_token()),
)
