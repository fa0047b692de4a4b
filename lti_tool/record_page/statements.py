"""What a learner says of themselves, as a statement: self-reported, its time claimed, with its proof."""

from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from lrs import InvalidRequest, Violation, telling
from lrs.vocabulary import ATTENDED, COMPLETED, DELIVERY_METHOD, LOCATION, PROFILE, Verb

_ACTIVITIES = "http://adlnet.gov/expapi/activities/"
_CERTIFICATE = "http://id.tincanapi.com/attachment/certificate-of-completion"
_LONGEST = 10_000
TAKEN = ("application/pdf", "image/png", "image/jpeg", "image/webp")
LARGEST = 10 * 1024 * 1024


class Sort(NamedTuple):
    """A sort of activity that a learner may add: its words, verb, type and formality."""

    name: str
    verb: Verb
    type: str
    formality: str


SORTS: dict[str, Sort] = {
    "course": Sort("a course", COMPLETED, f"{_ACTIVITIES}course", "formal"),
    "event": Sort("an event", ATTENDED, "http://activitystrea.ms/event", "non-formal"),
    "reading": Sort("something read or tried", COMPLETED, f"{_ACTIVITIES}media", "informal"),
}


class Told(NamedTuple):
    """What the form says. `minutes` is None when the learner says nothing of time."""

    sort: Sort
    title: str
    provider: str
    when: datetime
    minutes: int | None
    place: str = ""
    method: str = ""


class Proof(NamedTuple):
    """A file that shows it."""

    name: str
    content_type: str
    content: bytes

    @property
    def sha2(self) -> str:
        return sha256(self.content).hexdigest()


def self_report(
    event: str, iri: str, agent: dict[str, Any], told: Told, proof: Proof | None
) -> dict[str, Any]:
    """Build the statement; `iri` is the activity's."""
    thing = telling.activity(iri, told.sort.type, told.title)
    extensions = {
        f"{PROFILE}/extensions/formality": told.sort.formality,
        f"{PROFILE}/extensions/evidence-level": "self-reported",
        f"{PROFILE}/extensions/time-basis": "claimed",
    }
    if told.provider:
        extensions["http://id.tincanapi.com/extension/training-provider"] = told.provider
    extensions |= {LOCATION: told.place} if told.place else {}
    extensions |= {DELIVERY_METHOD: told.method} if told.method else {}
    more: dict[str, Any] = {"context": telling.context(thing, extensions=extensions)}
    if told.minutes is not None:
        more["result"] = {"duration": f"PT{told.minutes}M"}
    if proof:
        more["attachments"] = [_attachment(proof)]
    said = telling.statement("hallway", event, told.when, agent, told.sort.verb, thing, **more)
    return telling.by_our_profile(said)


def minutes(text: str) -> int | None:
    """Read minutes; raises InvalidRequest for what is no number between 1 and 10,000."""
    if not text.strip():
        return None
    if not text.strip().isascii() or not text.strip().isdigit() or not 0 < int(text) <= _LONGEST:
        message = "Say whole minutes, from 1 to 10000, or nothing."
        raise InvalidRequest(Violation("minutes", message, "hallway"))
    return int(text)


def proof_of(name: str, content_type: str, content: bytes) -> Proof | None:
    """Take a file that came with the form; raises InvalidRequest for one that can't be a proof."""
    if not name or not content:
        return None
    if content_type not in TAKEN or len(content) > LARGEST:
        message = "A proof is a PDF or a picture (PNG, JPEG, WebP) of 10 MB at most."
        raise InvalidRequest(Violation("proof", message, "hallway"))
    return Proof(name[:200], content_type, content)


def _attachment(proof: Proof) -> dict[str, Any]:
    return {
        "usageType": _CERTIFICATE,
        "display": {"en": proof.name},
        "contentType": proof.content_type,
        "length": len(proof.content),
        "sha2": proof.sha2,
    }
