"""The checkup: asks a platform what a launch and a grade would ask of it, and says what to mend."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

import orjson

from lrs.outgoing import Call, Reply, Send, Unreachable
from lti_tool.launch.dynamic_registration import offer
from lti_tool.launch.keys import Keys
from lti_tool.launch.platforms import Platform
from lti_tool.services.errors import ServiceFailed, TokenDenied
from lti_tool.services.tokens import Tokens

_FORGIVEN = 30  # seconds that launches may be off
_NOTICED = 5


class Verdict(StrEnum):
    """What a finding says."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, what to do, and the code of the refusals it causes."""

    verdict: Verdict
    words: str
    fix: str = ""
    code: str = ""


class Checkup:
    """Looks at one platform. Nothing is written, and each call has the usual limits."""

    def __init__(
        self, keys: Keys, send: Send, base_url: str, seconds: Callable[[], float] = time.time
    ) -> None:
        self._keys = keys
        self._send = send
        self._base_url = base_url
        self._seconds = seconds

    def of(self, platform: Platform) -> list[Finding]:
        """Give the findings in the order in which a launch would meet them."""
        return [
            *_registration(platform, self._base_url),
            *self._key_set(platform),
            *self._permissions(platform),
        ]

    def _key_set(self, platform: Platform) -> list[Finding]:
        began = self._seconds()
        try:
            reply = self._send(Call(platform.jwks_url))
        except Unreachable as error:
            return [_unreachable(f"The key set does not answer: {error}.")]
        took = 1000 * (self._seconds() - began)
        count = _keys_in(reply)
        if reply.status != 200 or not count:
            return [_unreachable(f"{platform.jwks_url} answers {reply.status} without a key set.")]
        words = f"The key set answers in {took:.0f} ms with {count} key{'s' if count > 1 else ''}."
        return [Finding(Verdict.GOOD, words), *_clock(reply, self._seconds())]

    def _permissions(self, platform: Platform) -> list[Finding]:
        """Ask for a token for each scope by itself, so that one that is missing hides no other."""
        tokens = Tokens(self._keys, self._send, self._seconds)
        denied: dict[offer.Scope, str] = {}
        asked = [scope for scope in offer.SCOPES if not scope.optional]
        for scope in asked:
            try:
                tokens.token(platform, [scope.scope])
            except TokenDenied as error:
                denied[scope] = str(error)
            except (Unreachable, ServiceFailed) as error:
                return [_no_token(str(error))]
        if len(denied) == len(asked) and len(set(denied.values())) == 1:
            return [_no_token(denied[asked[0]])]
        return [_denied(s, denied[s]) if s in denied else _granted(s) for s in asked]


def _registration(platform: Platform, base_url: str) -> list[Finding]:
    found = []
    if platform.disabled is not None:
        words = "The platform is disabled, so every launch is refused."
        found.append(Finding(Verdict.BAD, words, "Enable it above.", "platform-disabled"))
    if not platform.deployments and not platform.auto_approve:
        words = "No deployment is let in yet."
        fix = "Open Hallway in a course once; the place then waits on this page for your approval."
        found.append(Finding(Verdict.NOTE, words, fix, "deployment-unknown"))
    if not base_url.startswith("https://"):
        words = "Hallway itself is reached by http."
        fix = "Browsers keep no cookies in frames for it unless it is on localhost. Set HALLWAY_BASE_URL to an https address."
        found.append(Finding(Verdict.NOTE, words, fix, "browser-unknown"))
    return found


def _clock(reply: Reply, now: float) -> list[Finding]:
    """Compare the Date of the answer with the clock of this machine."""
    try:
        theirs = parsedate_to_datetime(reply.headers.get("Date", ""))
    except ValueError:
        return [Finding(Verdict.NOTE, "The LMS does not say what time it is.")]
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    ahead = (theirs - datetime.fromtimestamp(now, UTC)).total_seconds()
    if abs(ahead) < _NOTICED:
        return [Finding(Verdict.GOOD, "Its clock and Hallway's agree.")]
    words = (
        f"Its clock is {abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} Hallway's."
    )
    fix = f"Launches pass until {_FORGIVEN} seconds. Let both servers set their time by NTP."
    verdict = Verdict.BAD if abs(ahead) > _FORGIVEN else Verdict.NOTE
    return [Finding(verdict, words, fix, "clock-wrong" if ahead > 0 else "token-expired")]


def _keys_in(reply: Reply) -> int:
    try:
        found = orjson.loads(reply.body)
    except ValueError:
        return 0
    keys = found.get("keys") if isinstance(found, dict) else None
    return len(keys) if isinstance(keys, list) else 0


def _unreachable(words: str) -> Finding:
    fix = (
        "Check the keyset URL below. Launches go on with the keys that Hallway has, if it has any."
    )
    return Finding(Verdict.BAD, words, fix, "keys-unreachable")


def _granted(scope: offer.Scope) -> Finding:
    return Finding(Verdict.GOOD, f"It may {scope.purpose}.")


def _denied(scope: offer.Scope, words: str) -> Finding:
    fix = f"Allow {scope.scope} for Hallway in the LMS, or do without: launches need no permission."
    return Finding(Verdict.BAD, f"It may not {scope.purpose}. {words}", fix)


def _no_token(words: str) -> Finding:
    fix = "Launches work without it; grades and course lists don't. Check the token URL and the audience below."
    return Finding(Verdict.BAD, f"There is no access token to be had. {words}", fix)
