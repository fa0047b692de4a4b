"""Pure: WebVTT, read from what people write or bring, and written."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from lrs import InvalidRequest, Violation

_TIME = re.compile(
    r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?|(\d{1,5})(?:[.,](\d{1,3}))?"
)
_TAG = re.compile(r"<[^>]*>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_MOST, _LONGEST = 2000, 1000


class Cue(NamedTuple):
    """What is said from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str


class Row(NamedTuple):
    """A line of the editor as somebody wrote it."""

    start: str
    end: str
    text: str


def cues(vtt: str) -> list[Cue]:
    """Read a WebVTT text; raises InvalidRequest for what is none."""
    try:
        found = webvtt.from_string(vtt.lstrip("\ufeff"))
    except (MalformedFileError, MalformedCaptionError) as error:
        raise InvalidRequest(
            _wrong("file", f"This is no WebVTT: {error}. It begins with WEBVTT.")
        ) from error
    return [
        Cue(
            c.start_in_seconds + _thousandths(c.start),
            c.end_in_seconds + _thousandths(c.end),
            c.raw_text,
        )
        for c in found.captions
    ]


def _thousandths(stamp: str) -> float:
    return int(stamp.rpartition(".")[2] or 0) / 1000


def read(rows: Sequence[Row], length: float | None) -> list[Cue]:
    """Read the rows of the editor; raises InvalidRequest with what is wrong in each line."""
    wrong: list[Violation] = []
    found: list[Cue] = []
    for number, row in enumerate(rows, 1):
        if not any(part.strip() for part in row):
            continue
        cue, why = _cue(row, length)
        if cue is None:
            wrong.append(_wrong(f"line {number}", why))
        else:
            found.append(cue)
    if not found and not wrong:
        wrong.append(_wrong("captions", "Nothing is written yet."))
    if len(found) > _MOST:
        wrong.append(_wrong("captions", f"Captions have at most {_MOST} lines."))
    if wrong:
        raise InvalidRequest(*wrong)
    return sorted(found)


def check(found: Sequence[Cue], length: float | None) -> list[Cue]:
    """Look at captions that came as a file as at those that were written here."""
    return read([Row(stamp(c.start), stamp(c.end), c.text) for c in found], length)


def _cue(row: Row, length: float | None) -> tuple[Cue | None, str]:
    start, end, text = seconds(row.start), seconds(row.end), row.text.strip()
    if start is None or end is None:
        return None, "Write times as 0:12 or 1:02.500."
    if end <= start:
        return None, "The end comes after the start."
    if length is not None and start > length + 1:
        return None, f"The clip ends at {stamp(length)}."
    if not text or len(text) > _LONGEST:
        return None, f"Write what is said, in at most {_LONGEST} letters."
    if "-->" in text:
        return None, "“-->” can't stand in captions."
    return Cue(start, end, text), ""


def seconds(text: str) -> float | None:
    """Read 1:02:03.5, 0:12, 12.25 or 12; None for what is no time."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, whole, part, plain, plain_part = match.groups()
    if plain is not None:
        return float(f"{plain}.{plain_part or 0}")
    if int(whole) > 59:
        return None
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(f"{whole}.{part or 0}")


def written(found: Iterable[Cue]) -> str:
    """Write a WebVTT text."""
    blocks = [f"{stamp(c.start)} --> {stamp(c.end)}\n{_plain(c.text)}\n" for c in found]
    return "\n".join(["WEBVTT\n", *blocks])


def words(found: Iterable[Cue]) -> str:
    """Give what is said, without times and tags."""
    return " ".join(_TAG.sub("", cue.text).replace("\n", " ") for cue in found)


def stamp(time: float) -> str:
    """Write a time as WebVTT does: 00:01:02.500."""
    thousandths = round(time * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def language(text: str) -> str:
    """Read the name of a language (BCP 47); raises InvalidRequest."""
    found = text.strip() or "en"
    if not _LANGUAGE.fullmatch(found) or len(found) > 35:
        raise InvalidRequest(_wrong("language", "Give a language as en, de or pt-BR."))
    return found


def _plain(text: str) -> str:
    """Leave no empty line in a text: it would end the cue."""
    return "\n".join(line for line in text.splitlines() if line.strip())


def _wrong(pointer: str, words: str) -> Violation:
    return Violation(pointer, words, "WebVTT")
