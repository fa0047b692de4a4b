"""Statements by their ids, and all of them page by page."""

import re
import time
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection

import orjson

from bench.goal import PEER, Goal
from bench.part import Lines, StorePart
from bench.report import Line, Peers
from bench.subject import FILL, Subject

_ENOUGH = 40  # pages
_MORE = re.compile(rb'"more"\s*:\s*("[^"]*")')


def measure(subject: Subject) -> Lines:
    subject.fill()
    subject.target.catch_up()
    known = subject.requests.by_id(min(2000, subject.size), FILL)
    line = subject.load("by id, 8 clients", known, 8)
    yield replace(line, peers=Peers(184, 213), goals=(Goal(10, of=PEER),))
    yield _paging(subject)


def _paging(subject: Subject) -> Line:
    """Follow `more`, 500 at a time; to read the JSON takes a client longer than Hallway takes for a page."""
    pages: list[bytes] = []
    with closing(HTTPConnection(*subject.target.address, timeout=60)) as connection:
        start = time.monotonic()
        more = f"{subject.target.path}statements?limit=500&ascending=true"
        while more and len(pages) < _ENOUGH and time.monotonic() < start + subject.seconds:
            connection.request("GET", more, headers=subject.target.headers)
            pages.append(connection.getresponse().read())
            more = _more(pages[-1])
        seconds = time.monotonic() - start
    rate = sum(len(orjson.loads(each)["statements"]) for each in pages) / seconds
    return Line(
        "statements paged, 1 client", rate, peers=Peers(6500, 1500), goals=(Goal(5, of=PEER),)
    )


def _more(page: bytes) -> str:
    """Find where the next page is, before or behind the statements, which say `more` nowhere."""
    found = _MORE.match(page, max(page.rfind(b'"more"'), 0))
    return orjson.loads(found[1]) if found else ""


PART = StorePart("reading", 120, measure)
