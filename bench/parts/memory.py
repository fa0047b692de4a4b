"""What the workers take of memory: at all that came before, and while 50 MB arrive."""

import hashlib

from bench import corpus
from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.report import Line
from bench.subject import Subject

_MEGABYTE = 1024 * 1024
_UPLOAD = 49 * _MEGABYTE  # as much as fits into a request, whose limit is 50


def measure(subject: Subject) -> Lines:
    subject.fill()
    peak = subject.target.memory()
    yield Line("largest worker so far, MB", peak, goals=(Goal(150, most=True),))
    share = max(subject.target.shares().values(), default=0)
    yield Line("its share, pages of several processes divided among them, MB", share)
    upload = subject.requests.with_attachment(_statement(), bytes(_UPLOAD))
    subject.target.forget_peak()
    before = subject.target.peaks()
    line = subject.load("upload of 50 MB, 1 client", [upload] * 4, 1)
    yield line
    grown = max(peak - before[pid] for pid, peak in subject.target.peaks().items())
    yield Line("memory that an upload of 50 MB adds, MB", grown, goals=(Goal(50, most=True),))


def _statement() -> dict[str, object]:
    attachment = {
        "usageType": "https://example.org/film",
        "display": {"en": "A film"},
        "contentType": "video/mp4",
        "length": _UPLOAD,
        "sha2": hashlib.sha256(bytes(_UPLOAD)).hexdigest(),
    }
    (statement,) = corpus.statements(1, seed=5)
    return {**statement, "attachments": [attachment]}


PART = StorePart("memory", 200, measure, hallway_only=True)
