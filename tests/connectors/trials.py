"""The trials of all connectors; one that has none fails the suite."""

import base64
import hmac
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from connectors.connector import Delivery
from tests.connectors import (
    canvas_site,
    eventbrite_site,
    feeds_site,
    ics_site,
    mailman_site,
    moodle_site,
    recorded_site,
    teams_meetings_site,
    teams_site,
    zoom_site,
)
from tests.connectors.trial import CONNECTORS, HookTrial, PullTrial, Sign

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


_MATTERMOST = {
    "address": "https://chat.example.org",
    "token": "xr3j5x3p4pfk7kk6ck7b4e6ghh",
    "bot_token": "the bot's",
}


def _other_tokens(*others: tuple[bytes, bytes]) -> Callable[[Delivery], list[Delivery]]:
    """Forge by putting something else where the token stands in the body."""

    def forge(whole: Delivery) -> list[Delivery]:
        bodies = [whole.body.replace(*other) for other in others]
        assert whole.body not in bodies
        return [replace(whole, body=body) for body in (*bodies, b"", b"[]")]

    return forge


def _bearer(body: bytes, headers: dict[str, str], now: float) -> dict[str, str]:
    return {"Authorization": f"Bearer {_SECRET}"}


def _other_keys(whole: Delivery) -> list[Delivery]:
    """Forge by another key, no key, and a key in another scheme."""
    bare = {name: value for name, value in whole.headers.items() if name != "authorization"}
    others = ({}, {"authorization": "Bearer another key"}, {"authorization": f"Basic {_SECRET}"})
    return [replace(whole, headers={**bare, **other}) for other in others]


def _envelope(*data: str) -> str:
    start = '{"sensor": "https://example.edu/sensors/1", "sendTime": "2026-03-02T11:05:01.000Z"'
    version = '"dataVersion": "http://purl.imsglobal.org/ctx/caliper/v1p2"'
    return f'{start}, {version}, "data": [{", ".join(data)}]}}'


def _hex(body: bytes, headers: dict[str, str], now: float) -> dict[str, str]:
    return {"X-Signature": f"sha256={hmac.digest(_SECRET.encode(), body, sha256).hex()}"}


_MAPPING = (CONNECTORS / "webhook" / "samples" / "mapping.yaml").read_text()


def _other_passwords(whole: Delivery) -> list[Delivery]:
    """Forge by another password, none, another scheme, and a form without one."""
    plain = {"content-type": "application/json"}
    form = {"content-type": "application/x-www-form-urlencoded"}
    right = whole.headers["authorization"]
    wrong = "Basic " + base64.b64encode(b"hallway:another").decode()
    return [
        replace(whole, headers={**plain, "authorization": wrong}),
        replace(whole, headers={**plain, "authorization": right.replace("Basic", "Bearer")}),
        replace(whole, headers={**plain, "authorization": "Basic ???"}),
        replace(whole, headers=plain),
        replace(whole, headers=form),
    ]


def _pointing(action: str, path: str) -> str:
    return (
        f'{{"config": {{"action": "{action}"}}, "api_url": "https://www.eventbriteapi.com/{path}"}}'
    )


HOOKS = (
    HookTrial(
        "eventbrite",
        eventbrite_site.SETTINGS,
        _nothing,
        site=eventbrite_site.site,
        forge=eventbrite_site.forge,
        query={"secret": eventbrite_site.SETTINGS["secret"]},
        malformed=(
            _pointing("order.placed", "v3/orders/1/"),  # an order that nobody placed
            _pointing("order.placed", "v3/users/me/"),
            '{"api_url": "https://www.eventbriteapi.com/v3/orders/1/"}',
        ),
    ),
    HookTrial(
        "scorm_cloud",
        {"user": "hallway", "secret": _SECRET},
        _nothing,
        forge=_other_passwords,
    ),
    HookTrial(
        "teams",
        teams_site.SETTINGS,
        _nothing,
        site=teams_site.site,
        forge=_other_tokens((b"a secret of", b"no secret of"), (b"clientState", b"state")),
        malformed=(
            '{"value": [{"clientState": "a secret of the webhook"}]}',
            '{"value": [{"clientState": "a secret of the webhook", "changeType": "created"}]}',
        ),
    ),
    HookTrial(
        "webhook",
        {"home": "https://academy.example", "secret": _SECRET, "mapping": _MAPPING},
        _hex,
    ),
    HookTrial(
        "caliper",
        {"token": _SECRET},
        _bearer,
        forge=_other_keys,
        malformed=(
            _envelope("7"),
            _envelope('{"type": "MessageEvent", "action": "Posted"}'),
            _envelope('{"id": "urn:x:1", "type": "MessageEvent", "action": "Posted", "object": 7}'),
        ),
    ),
    HookTrial(
        "slack",
        {"address": "https://school.slack.com", "secret": _SECRET},
        _v0("X-Slack"),
    ),
    HookTrial(
        "mattermost",
        _MATTERMOST,
        _nothing,
        site=recorded_site.site("mattermost", "https://chat.example.org/api/v4/", "the bot's"),
        forge=_other_tokens((b"xr3j5x3p", b"xr3j5x3q"), (b'"token"', b'"taken"')),
        malformed=(
            '{"token": "xr3j5x3p4pfk7kk6ck7b4e6ghh"}',
            '{"token": "xr3j5x3p4pfk7kk6ck7b4e6ghh", "post_id": "a post that nobody wrote"}',
        ),
    ),
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
        "feeds",
        feeds_site.SETTINGS,
        feeds_site.site,
        feeds_site.locked(),
        brought=feeds_site.suggested,
        about_people=False,
    ),
    PullTrial(
        "mailing_list",
        mailman_site.SETTINGS,
        mailman_site.site,
        mailman_site.locked(),
        "archived.json",
    ),
    PullTrial("ics", ics_site.SETTINGS, ics_site.site, ics_site.locked()),
    PullTrial(
        "eventbrite",
        eventbrite_site.SETTINGS,
        eventbrite_site.site,
        eventbrite_site.locked(),
        "reconciled.json",
    ),
    PullTrial(
        "canvas", canvas_site.SETTINGS, canvas_site.site, canvas_site.locked(), "reconciled.json"
    ),
    PullTrial("zoom", zoom_site.SETTINGS, zoom_site.site, zoom_site.locked(), "reconciled.json"),
    PullTrial(
        "teams_meetings",
        teams_meetings_site.SETTINGS,
        teams_meetings_site.site,
        teams_meetings_site.locked(),
    ),
    PullTrial("moodle", moodle_site.SETTINGS, moodle_site.site, moodle_site.bad_token()),
)
