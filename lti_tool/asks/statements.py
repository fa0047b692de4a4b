"""Pure: the statements that asks, answers and reviews tell."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from lrs import vocabulary as v
from lrs.telling import activity, context, reference, statement, statement_id, timestamp
from lti_tool.asks.ask import Answer, Ask

Json = dict[str, Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Voice(NamedTuple):
    """Who speaks, when, and how the store wants it told; `base_url` is the source of the statements."""

    base_url: str
    actor: Json
    now: int
    tell_text: bool

    @property
    def when(self) -> datetime:
        return moment(self.now)


def moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


def doubt(base_url: str, ask: Ask) -> Json:
    return activity(f"{base_url}/asks/{ask.id}", v.DOUBT, ask.title)


def solution(base_url: str, ask: Ask, answer: Answer) -> Json:
    iri = f"{base_url}/asks/{ask.id}/answers/{answer.id}"
    return activity(iri, v.SOLUTION, f"Answer: {ask.title}")


def clip_activity(base_url: str, clip_id: UUID, title: str) -> Json:
    return activity(f"{base_url}/clips/{clip_id}", v.CLIP, title)


def asked(voice: Voice, ask: Ask, clip: Json | None) -> Json:
    """Tell an ask, with the moment from which on help comes too late."""
    return _of_ask(voice, ask, clip, v.ASKED, f"asks/{ask.id}")


def edited(voice: Voice, ask: Ask, clip: Json | None) -> Json:
    return _of_ask(voice, ask, clip, v.EDITED, f"asks/{ask.id}/edit/{ask.edits}")


def _of_ask(voice: Voice, ask: Ask, clip: Json | None, verb: v.Verb, event: str) -> Json:
    thing = doubt(voice.base_url, ask)
    extensions: Json = {v.NEEDED_BY: timestamp(moment(ask.needed_by)), v.TAGS: ask.tag_list}
    result, more = _words(voice, ask.details)
    around: Json = {"contextActivities": {"other": [clip]}} if clip else {}
    told = context(thing, extensions={**extensions, **more}, **around)
    return statement(
        voice.base_url, event, voice.when, voice.actor, verb, thing, context=told, **result
    )


def answered(voice: Voice, ask: Ask, answer: Answer, clip: Json | None) -> Json:
    result, more = _words(voice, answer.text)
    said = {"extensions": more} if more else {}
    what = (v.ANSWERED, f"answers/{answer.id}")
    other = {"other": [clip]} if clip else {}
    return {**_on_answer(voice, ask, answer, what, other, **said), **result}


def reviewed(voice: Voice, ask: Ask, answer: Answer, stars: int, words: str, event: str) -> Json:
    """Tell a review: 1 to 5 stars, and the words."""
    score = {"raw": stars, "min": 1, "max": 5, "scaled": stars / 5}
    result, more = _words(voice, words)
    said = {"extensions": more} if more else {}
    told = _on_answer(voice, ask, answer, (v.REVIEWED, event), {}, **said)
    return {**told, "result": {"score": score, **result.get("result", {})}}


def reported(voice: Voice, ask: Ask, answer: Answer | None, event: str) -> Json:
    """Tell that somebody found something wrong; not what."""
    about = f"asks/{ask.id}/reports/{event}"
    if answer is not None:
        return _on_answer(voice, ask, answer, (v.REPORTED, about), {})
    thing = doubt(voice.base_url, ask)
    told = context(thing)
    return statement(
        voice.base_url, about, voice.when, voice.actor, v.REPORTED, thing, context=told
    )


def accepted(voice: Voice, ask: Ask, answer: Answer) -> Json:
    event = f"answers/{answer.id}/accept/{ask.turns}"
    return _on_answer(voice, ask, answer, (v.ACCEPTED, event), {})


def _on_answer(
    voice: Voice, ask: Ask, answer: Answer, what: tuple[v.Verb, str], other: Json, **more: Any
) -> Json:
    verb, event = what
    thing = solution(voice.base_url, ask, answer)
    around: Json = {"grouping": [doubt(voice.base_url, ask)], **other}
    told = context(thing, contextActivities=around, **more)
    return statement(voice.base_url, event, voice.when, voice.actor, verb, thing, context=told)


def voided(voice: Voice, target: UUID | str) -> Json:
    thing = reference(str(target))
    return statement(voice.base_url, f"void/{target}", voice.when, voice.actor, v.VOIDED, thing)


def told_of_ask(base_url: str, ask: Ask) -> list[str]:
    """Name the statements in which somebody asked, and changed what they asked."""
    edits = range(1, ask.edits + 1)
    return [
        statement_id(base_url, f"asks/{ask.id}", v.ASKED),
        *(statement_id(base_url, f"asks/{ask.id}/edit/{n}", v.EDITED) for n in edits),
    ]


def told_of_answer(base_url: str, answer: Answer) -> str:
    return statement_id(base_url, f"answers/{answer.id}", v.ANSWERED)


def _words(voice: Voice, text: str) -> tuple[Json, Json]:
    """Give the result with the words, or in their place extensions with their length and hash."""
    if not text:
        return {}, {}
    if voice.tell_text:
        return {"result": {"response": text}}, {}
    hashed = sha256(text.encode()).hexdigest()
    return {}, {v.TEXT_LENGTH: len(text), v.TEXT_HASH: hashed}
