"""Pure: what a calendar's people answered so far, by which a second yes is told and what vanished is taken back.

People are remembered by a fingerprint alone, and events for sixty days after their end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from connectors.event import UNREADABLE, Event

CANCELLED, VANISHED = "cancelled", "vanished"
_LETTERS = {"ACCEPTED": "A", "DECLINED": "D", "TENTATIVE": "T"}
_ANSWERS = {letter: answer for answer, letter in _LETTERS.items()}
_OFF = "-"
_KEPT = 60 * 86_400  # seconds after its end for which an event is remembered

# Of each event by name: when it ends, in seconds, and of each fingerprint the answers so far, such as "ADA-": off.
Answers = tuple[float, Mapping[str, str]]
Known = Mapping[str, Answers]


def fingerprint(email: str) -> str:
    return sha256(email.encode()).hexdigest()[:32]


def remembered(known: Known, events: Sequence[Event], now: float) -> tuple[list[Event], Known]:
    """Say of each answer how often it was given, add what vanished, and give what is known then."""
    told = [event for event in events if event.kind == UNREADABLE]
    following: dict[str, Answers] = {}
    for event in events:
        if event.kind != UNREADABLE:
            counted, following[event.body["name"]] = _counted(event, known)
            told.append(counted)
    gone = {name: known[name] for name in sorted(set(known) - set(following))}
    if not any(event.kind == UNREADABLE for event in events):
        early = {name: (ends, said) for name, (ends, said) in gone.items() if ends > now}
        told += [_vanished(name, said, now) for name, (_, said) in early.items()]
        gone |= {name: (ends, _all_off(said)) for name, (ends, said) in early.items()}
    following |= gone
    return told, {name: each for name, each in following.items() if each[0] > now - _KEPT}


def _counted(event: Event, known: Known) -> tuple[Event, Answers]:
    body = event.body
    ends = datetime.fromisoformat(body["end"]).timestamp()
    answers = dict(known[body["name"]][1]) if body["name"] in known else {}
    attendees = []
    for attendee in body["attendees"]:
        who, letter = fingerprint(attendee["email"]), _LETTERS.get(attendee["answer"], "")
        said = answers.get(who, "")
        if event.kind != CANCELLED and letter and not said.endswith(letter):
            said += letter
        attendees.append({**attendee, "time": max(1, said.count(letter) if letter else 1)})
        answers[who] = _off(said) if event.kind == CANCELLED else said
    return replace(event, body={**body, "attendees": attendees}), (ends, answers)


def _vanished(name: str, answers: Mapping[str, str], now: float) -> Event:
    """Give what was last said by each, as if it had been cancelled now."""
    attendees = [
        {"who": who, "answer": _ANSWERS[said[-1]], "time": said.count(said[-1])}
        for who, said in sorted(answers.items())
        if said and said[-1] != _OFF
    ]
    stamp = datetime.fromtimestamp(now, UTC).isoformat()
    return Event(
        f"{name}/{VANISHED}", VANISHED, {"name": name, "stamp": stamp, "attendees": attendees}
    )


def _all_off(answers: Mapping[str, str]) -> dict[str, str]:
    return {who: _off(said) for who, said in answers.items()}


def _off(said: str) -> str:
    return said if not said or said.endswith(_OFF) else said + _OFF
