"""The rules of the xAPI Video Profile v1.0.2 as data: its templates, its pattern and what its text demands."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

Json = dict[str, Any]

ADL = "http://adlnet.gov/expapi/verbs/"
VIDEO = "https://w3id.org/xapi/video/"
EXTENSION = f"{VIDEO}extensions/"

# Verb: what must be there, in the result and in the context. Whoever interacts may have touched one of several
# things; what each of their templates asks for is asked of all.
TEMPLATES = {
    f"{ADL}initialized": ((), ("length",)),
    f"{VIDEO}verbs/played": (("time",), ()),
    f"{VIDEO}verbs/paused": (("time",), ("length",)),
    f"{VIDEO}verbs/seeked": (("time-from", "time-to"), ()),
    f"{ADL}completed": (("time", "progress"), ("length",)),
    f"{ADL}terminated": (("time", "progress"), ("length",)),
    f"{ADL}interacted": (
        ("time", "cc-enabled"),
        ("cc-subtitle-lang", "volume", "full-screen", "screen-size", "video-playback-size"),
    ),
}
_SEGMENTS = re.compile(r"\d+\.\d{3}\[\.\]\d+\.\d{3}(\[,\]\d+\.\d{3}\[\.\]\d+\.\d{3})*")


def violations(statements: Sequence[Json]) -> list[str]:
    """Say what is wrong with the statements of one session, in the order in which they were told."""
    each = [f"{_verb(s)}: {said}" for s in statements for said in alone(s)]
    return [*each, *_together([_verb(s) for s in statements]), *_of_one_session(statements)]


def alone(statement: Json) -> Iterator[str]:
    """Say what is wrong with one statement, whatever else was told."""
    result = (statement.get("result") or {}).get("extensions", {})
    context = statement["context"].get("extensions", {})
    needed_result, needed_context = TEMPLATES[statement["verb"]["id"]]
    yield from (f"no result {n}" for n in needed_result if EXTENSION + n not in result)
    yield from (f"no context {n}" for n in needed_context if EXTENSION + n not in context)
    yield from (f"no {n}" for n in ("id", "timestamp") if n not in statement)
    if statement["object"]["definition"]["type"] != f"{VIDEO}activity-type/video":
        yield "the object is no video"
    categories = {a["id"] for a in statement["context"]["contextActivities"]["category"]}
    if "https://w3id.org/xapi/video/v1.0.2" not in categories:
        yield "it is not of the profile"
    yield from _values(result)
    if _verb(statement) == "completed" and not (
        statement["result"].get("completion") is True and "duration" in statement["result"]
    ):
        yield "no completion and duration"


def _values(result: Json) -> Iterator[str]:
    for name in ("time", "time-from", "time-to", "progress"):
        value = result.get(EXTENSION + name)
        if value is not None and round(value, 3) != value:
            yield f"{name} has more than three decimals"
    if not 0 <= result.get(EXTENSION + "progress", 0) <= 1:
        yield "progress is not from 0 to 1"
    segments = result.get(EXTENSION + "played-segments")
    if segments is not None and not _SEGMENTS.fullmatch(segments):
        yield "played-segments are not of their form"


def _together(verbs: list[str]) -> Iterator[str]:
    if verbs[:1] != ["initialized"] or verbs.count("initialized") != 1:
        yield "a session begins with one initialized"
    if "terminated" in verbs[:-1]:
        yield "nothing follows terminated"
    moving = [verb for verb in verbs if verb in {"played", "paused", "terminated"}]
    if any(a == "played" and b == "terminated" for a, b in pairwise(moving)):
        yield "no paused before terminated"


def _of_one_session(statements: Sequence[Json]) -> Iterator[str]:
    if len({s["context"]["registration"] for s in statements}) != 1:
        yield "one registration for one person and video"
    sessions = {s["context"]["extensions"][f"{EXTENSION}session-id"] for s in statements}
    if len(sessions) != 1:
        yield "one session id"


def _verb(statement: Json) -> str:
    return str(statement["verb"]["id"]).rpartition("/")[2]
