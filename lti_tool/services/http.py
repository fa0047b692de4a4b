"""The one door to the services of an LMS: a token, a call, patience, pages."""

import time
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple
from uuid import UUID

from lrs.outgoing import Call, Reply, Send, Unreachable
from lti_tool.launch.keys import Keys
from lti_tool.launch.platforms import Platform
from lti_tool.services.errors import AnswerUnreadable, CallRefused, PlatformUnreachable, TryLater
from lti_tool.services.reading import link, patience_of, reason_of
from lti_tool.services.tokens import Seconds, Tokens

_LARGEST = 8 * 1024 * 1024
_MOST_PAGES = 2000


class Question(NamedTuple):
    """What to ask of a service; `accept` and `content_type` exactly as the specification writes them."""

    url: str
    scopes: Collection[str]
    accept: str = ""
    method: str = "GET"
    content: bytes = b""
    content_type: str = ""

    def at(self, url: str) -> "Question":
        return self._replace(url=url)


class Page(NamedTuple):
    """One page of a list; `differences` is where the LMS will tell what changed since."""

    reply: Reply
    differences: str


class ServiceDoor:
    """Calls services of platforms. Nothing it holds or sends is ever logged."""

    def __init__(
        self,
        keys: Keys,
        send: Send,
        seconds: Seconds = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._send = send
        self._tokens = Tokens(keys, send, seconds)
        self._seconds = seconds
        self._sleep = sleep
        self._not_before: dict[UUID, float] = {}

    def call(self, platform: Platform, question: Question) -> Reply:
        """Give an answer of success. Raises ServiceFailed."""
        self._stand_in_line(platform)
        try:
            reply = self._tried(platform, question)
        except Unreachable as error:
            raise PlatformUnreachable(str(error)) from error
        except TryLater as error:
            self._not_before[platform.id] = self._seconds() + error.seconds
            raise
        if not 200 <= reply.status < 300:
            raise CallRefused(reply.status, reason_of(reply))
        return reply

    def pages(self, platform: Platform, question: Question, patience: float = 0) -> Iterator[Page]:
        """Give every page of a list; who is not in a hurry waits up to `patience` seconds before each.

        Raises ServiceFailed, also when pages go round in circles: half a list is never taken for the whole.
        """
        url, seen = question.url, set[str]()
        while url:
            if url in seen or len(seen) >= _MOST_PAGES:
                raise AnswerUnreadable("The pages of the LMS's answer do not come to an end.")
            seen.add(url)
            reply = self._patiently(platform, question.at(url), patience)
            yield Page(reply, link(reply, url, "differences"))
            url = link(reply, url, "next")

    def _patiently(self, platform: Platform, question: Question, patience: float) -> Reply:
        try:
            return self.call(platform, question)
        except TryLater as later:
            if later.seconds > patience:
                raise
            self._sleep(later.seconds)
            return self.call(platform, question)

    def _tried(self, platform: Platform, question: Question) -> Reply:
        """Once more with a new token when the LMS refuses the one we have."""
        token = self._tokens.token(platform, question.scopes)
        reply = self._send(_call(question, token))
        if reply.status == 401:
            self._tokens.forget(platform, question.scopes, token)
            reply = self._send(_call(question, self._tokens.token(platform, question.scopes)))
        if _asks_for_patience(reply):
            wait = patience_of(reply, self._seconds())
            raise TryLater(wait, f"The LMS asks for {wait:.0f} s of patience.")
        return reply

    def _stand_in_line(self, platform: Platform) -> None:
        wait = self._not_before.get(platform.id, 0) - self._seconds()
        if wait > 0:
            raise TryLater(wait, f"The LMS asked for patience, {wait:.0f} s are left.")


def _asks_for_patience(reply: Reply) -> bool:
    """Canvas says 403 Forbidden (Rate Limit Exceeded)."""
    limited = reply.status == 403 and b"Rate Limit Exceeded" in reply.body
    return limited or reply.status in {429, 503}


def _call(question: Question, token: str) -> Call:
    headers = {"Authorization": f"Bearer {token}"}
    if question.accept:
        headers["Accept"] = question.accept
    if question.content_type:
        headers["Content-Type"] = question.content_type
    return Call(question.url, question.method, headers, question.content, _LARGEST)
