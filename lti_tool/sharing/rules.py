"""Pure: in which words a receipt is told, and which rungs it lights; never more than somebody knows."""

from typing import NamedTuple

from lti_tool.notifications.outcome import State
from lti_tool.sharing.receipts import Receipt

RUNGS = ("queued", "accepted", "received", "opened", "watched")
_BY = {"mail": "e-mail", "push": "push", "inbox": "inbox"}
_FOLLOWED = {
    "mail": "link in the e-mail followed",
    "push": "notification tapped",
    "inbox": "opened from the inbox",
}


class Told(NamedTuple):
    """A receipt in words: the state, when it came about, by which channel, and what that rests on."""

    word: str
    since: int | None
    by: str
    rests_on: str
    lit: tuple[str, ...]


def told(receipt: Receipt) -> Told:
    """Tell how far it got. “Accepted” by a mail server is never “read”."""
    taken = State.ACCEPTED.value in (receipt.mail, receipt.push)
    waits = State.WAITING.value in (receipt.mail, receipt.push)
    lost = State.FAILED.value in (receipt.mail, receipt.push)
    reached = {
        "watched": receipt.watched is not None,
        "opened": receipt.opened is not None,
        "received": receipt.received is not None,
        "failed": lost and not taken and not waits,
        "queued": waits and not taken,
    }
    word = next((name for name, there in reached.items() if there), "accepted")
    lit = tuple(
        name
        for name in RUNGS
        if name == "queued"
        or (name == "accepted" and word not in {"queued", "failed"})
        or reached.get(name, False)
    )
    return Told(word, _since(receipt, word), _by(receipt), _rests_on(receipt, word), lit)


def _since(receipt: Receipt, word: str) -> int | None:
    known = {"watched": receipt.watched, "opened": receipt.opened, "received": receipt.received}
    outside = receipt.push_at if receipt.push == State.ACCEPTED.value else receipt.mail_at
    return known.get(word) or outside or receipt.put or None


def _by(receipt: Receipt) -> str:
    if receipt.opened_by:
        return _BY[receipt.opened_by]
    if receipt.received is not None:
        return _BY["push"]  # nothing else can tell
    aside = {State.FILED.value, State.DROPPED.value, ""}
    ways = [(n, s) for n, s in (("push", receipt.push), ("mail", receipt.mail)) if s not in aside]
    best = [_BY[name] for name, state in ways if state == State.ACCEPTED.value]
    return next(iter(best or [_BY[name] for name, _ in ways]), "inbox")


def _rests_on(receipt: Receipt, word: str) -> str:
    if word == "watched":
        opened = f"{_FOLLOWED[receipt.opened_by]}, " if receipt.opened_by else ""
        return f"{opened}{receipt.seconds // 60}:{receipt.seconds % 60:02d} played"
    if word == "opened":
        return f"{_FOLLOWED.get(receipt.opened_by, 'link followed')}, nothing played"
    if word == "received":
        return "device answered"
    said = [f"{_BY[name]}: {answer}" for name, answer in _answers(receipt) if answer]
    if word == "queued" and receipt.mail_mode not in {"", "now"}:
        said.append("waits for the next digest")
    return "; ".join(said) or "lies in the inbox here"


def _answers(receipt: Receipt) -> list[tuple[str, str]]:
    return [("push", receipt.push_answer), ("mail", receipt.mail_answer)]
