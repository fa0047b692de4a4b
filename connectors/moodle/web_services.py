"""Moodle's REST: one address, a function name, and errors that come as 200."""

from typing import Any
from urllib.parse import urlencode

import orjson

from connectors.connector import Source
from connectors.errors import Fatal, Retriable, Skippable
from lrs.outgoing import Call, Unreachable

_LARGEST = 32 * 1024 * 1024
_PATH = "/webservice/rest/server.php"
_LOCKED_OUT = {"invalidtoken", "accessexception", "webservicesnotenabled", "forbiddenwsuser"}
_MISSING = {"usernotenroled", "invalidrecord", "nopermissions", "notenroled"}


class WebServices:
    """Calls functions of one Moodle with one token."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._home = str(source.settings["address"]).rstrip("/")

    def call(self, function: str, **parameters: object) -> Any:
        """Give the answer. Raises Fatal for a token that is not let in, Skippable for what isn't there."""
        form = {
            "wstoken": self._source.settings["token"],
            "wsfunction": function,
            "moodlewsrestformat": "json",
            **parameters,
        }
        answer = self._answer(urlencode(form).encode(), function)
        if isinstance(answer, dict) and "errorcode" in answer:
            raise _refusal(function, answer)
        return answer

    def _answer(self, form: bytes, function: str) -> Any:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        call = Call(self._home + _PATH, "POST", headers, form, _LARGEST)
        try:
            reply = self._source.send(call)
        except Unreachable as error:
            raise Retriable(f"Moodle can't be reached: {error}") from error
        if reply.status == 429 or reply.status >= 500:
            after = reply.headers.get("Retry-After", "")
            raise Retriable(
                f"Moodle answers {reply.status} to {function}.",
                float(after) if after.isdecimal() else None,
            )
        if reply.status in (401, 403):
            raise Fatal(f"Moodle doesn't let us in: it answers {reply.status} to {function}.")
        try:
            return orjson.loads(reply.body)
        except orjson.JSONDecodeError as error:
            raise Fatal(
                f"{self._home} doesn't answer as Moodle's web services do (status {reply.status}). "
                "Is it the address of the site, and is the REST protocol switched on?"
            ) from error


def _refusal(function: str, answer: dict[str, Any]) -> Exception:
    code, words = answer["errorcode"], answer.get("message", "")
    if code in _LOCKED_OUT:
        return Fatal(f"Moodle refuses the token for {function}: {words} ({code})")
    if code in _MISSING:
        return Skippable(f"{function}: {words} ({code})")
    return Retriable(f"Moodle can't answer {function}: {words} ({code})")
