"""Clips that were watched: one entry for each, with the share seen and the minutes of it."""

from collections.abc import Iterable

from lrs.record.canonical_iri import canonical
from lrs.record.draft import Draft, clock
from lrs.record.entry import TimeBasis
from lrs.record.group import Group
from lrs.record.reading import Reading
from lrs.record.statement_parts import (
    context_extension,
    number,
    object_name,
    result_extension,
)
from lrs.record.vocabulary import ADL, VIDEO_EXTENSION

Span = tuple[float, float]

_LENGTH = VIDEO_EXTENSION + "length"
_PROGRESS = VIDEO_EXTENSION + "progress"
_SEGMENTS = VIDEO_EXTENSION + "played-segments"


def key(reading: Reading) -> str:
    """Return the clip, whatever moment of it an address points to (Media Fragments: #t=…)."""
    return clip_address(reading.target)


def clip_address(iri: str) -> str:
    return iri.partition("#t=")[0]


def draft(group: Group) -> Draft | None:
    if not group.made:
        return None
    decisive = group.made[-1]
    length = _length(group.acts)
    watched, basis = _watched(group.acts, length)
    share = None if watched is None or not length else min(1.0, watched / length)
    completed = any(_completes(act) for act in group.made)
    return Draft(
        decisive,
        object_name(decisive.statement),
        _detail(share, length),
        group.acts[0].moment,
        group.acts[-1].moment,
        watched,
        (decisive,),
        "completed" if completed else "started",
        basis=basis,
        url=group.key,
    )


def _watched(
    acts: Iterable[Reading], length: float | None
) -> tuple[float | None, TimeBasis | None]:
    """Seconds of the clip that were seen, each second once: from played segments, else from progress."""
    said = {text for act in acts if (text := _segments(act))}
    segments = {segment for text in said for segment in text.split("[,]")}
    if segments:
        return union(segments, length), None
    progress = [p for act in acts if (p := _progress(act)) is not None]
    if progress and length:
        return min(1.0, max(progress)) * length, TimeBasis.ESTIMATED
    return None, None


def _segments(act: Reading) -> str:
    """Return the played segments; some implementations put them into the context."""
    said = result_extension(act.statement, _SEGMENTS) or context_extension(act.statement, _SEGMENTS)
    return said if isinstance(said, str) else ""


def union(segments: Iterable[str], length: float | None) -> float:
    """Seconds covered by segments such as `0.000[.]12.000`; what is not of that form counts nothing."""
    spans = sorted(span for segment in segments if (span := _span(segment, length)))
    covered, reached = 0.0, 0.0
    for start, end in spans:
        covered += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def _span(segment: str, length: float | None) -> Span | None:
    start, _, end = segment.partition("[.]")
    try:
        first, last = max(0.0, float(start)), float(end)
    except ValueError:
        return None
    return (first, min(last, length) if length else last) if last > first else None


def _length(acts: Iterable[Reading]) -> float | None:
    """Return the clip's length in seconds: the first that a statement gives."""
    said = (number(context_extension(act.statement, _LENGTH)) for act in acts)
    return next((length for length in said if length and length > 0), None)


def _progress(act: Reading) -> float | None:
    return number(result_extension(act.statement, _PROGRESS))


def _completes(act: Reading) -> bool:
    return canonical(act.statement["verb"]["id"]) == ADL + "completed"


def _detail(share: float | None, length: float | None) -> str:
    if share is None or length is None:
        return "watched a clip"
    return f"watched {int(100 * share)} % of a clip of {clock(length)}"
