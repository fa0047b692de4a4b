"""Moodle's web services as recorded: a fake server that answers like the site it was recorded from."""

import json
from urllib.parse import parse_qs

import httpx

from lrs.outgoing import Call, Reply
from tests.connectors.trial import CONNECTORS

SAMPLES = CONNECTORS / "moodle" / "samples"
HOME = "http://127.0.0.1:8081"
SETTINGS = {"address": HOME, "token": "a token of the web services"}


def site(call: Call) -> Reply:
    """Answer every call with what was recorded."""
    form = {key: values[0] for key, values in parse_qs(call.content.decode()).items()}
    if form["wstoken"] != SETTINGS["token"]:
        return bad_token()
    user = form.get("userid")
    return recorded(form["wsfunction"] + (f"__u{user}" if user else ""))


def bad_token() -> Reply:
    """Refuse as Moodle does: with 200."""
    return recorded("error_bad_token")


def recorded(name: str) -> Reply:
    content = json.loads((SAMPLES / f"{name}.json").read_text())["response"]
    return Reply(200, "", httpx.Headers(), json.dumps(content).encode())
