"""Statements by their ids, and all of them page by page."""

import gc
import time
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection

import orjson

from bench.goal import PEER, Goal
from bench.part import Lines, StorePart
from bench.report import Line, Peers
from bench.subject import FILL, Subject

_ENOUGH = 10_000


def measure(subject: Subject) -> Lines:
    subject.fill()
    line = subject.load("by id, 8 clients", subject.requests.by_id(2000, FILL), 8)
    yield replace(line, peers=Peers(184, 213), goals=(Goal(10, of=PEER),))
    yield _paging(subject)


def _paging(subject: Subject) -> Line:
    """Follow `more`, 500 at a time; httpx would take four times as long over a page as Hallway."""
    gc.freeze()  # Python needn't look through the bench's own requests for each page
    with closing(HTTPConnection(*subject.target.address, timeout=60)) as connection:
        seen, start = 0, time.monotonic()
        more = f"{subject.target.path}statements?limit=500&ascending=true"
        while more and seen < _ENOUGH and time.monotonic() < start + subject.seconds:
            connection.request("GET", more, headers=subject.target.headers)
            page = orjson.loads(connection.getresponse().read())
            seen += len(page["statements"])
            more = page.get("more")
        rate = seen / (time.monotonic() - start)
    return Line(
        "statements paged, 1 client", rate, peers=Peers(6500, 1500), goals=(Goal(5, of=PEER),)
    )


PART = StorePart("reading", 120, measure)
