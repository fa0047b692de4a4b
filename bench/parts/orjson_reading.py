"""How fast orjson reads statements: what one core does with them at best, to set other machines beside this one."""

import time
from pathlib import Path

import orjson

from bench import corpus
from bench.part import Lines, MachinePart
from bench.report import Line

_STATEMENTS, _TURNS = 2_000, 15


def measure(_folder: Path) -> Lines:
    texts = [orjson.dumps(each) for each in corpus.statements(_STATEMENTS, seed=1)]
    best = min(_seconds(texts) for _ in range(_TURNS))
    yield Line("orjson reads statements, the best of several turns", _STATEMENTS / best)


def _seconds(texts: list[bytes]) -> float:
    begun = time.perf_counter()
    for each in texts:
        orjson.loads(each)
    return time.perf_counter() - begun


PART = MachinePart("orjson_reading", 15, measure)
