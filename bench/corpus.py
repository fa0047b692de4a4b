"""Statements like those of a busy LMS, about 1.45 KB each; the same ones in every run."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

AGENTS, ACTIVITIES, REGISTRATIONS = 2000, 500, 4000
VERBS = [
    *("completed", "experienced", "answered", "passed", "failed", "commented"),
    *("initialized", "terminated", "interacted", "progressed"),
]
_START = datetime(2026, 1, 1, tzinfo=UTC)


def statements(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Give `count` statements; other seeds give other ids about the same people and activities."""
    return islice(_statements(random.Random(seed)), count)


def agent(number: int) -> dict[str, Any]:
    account = {"homePage": "https://lms.example.org", "name": f"{number:08d}"}
    return {"objectType": "Agent", "name": f"Learner Number {number}", "account": account}


def activity(number: int) -> str:
    return f"https://lms.example.org/mod/scorm/view.php?id={number:06d}"


def verb(number: int) -> str:
    return f"http://adlnet.gov/expapi/verbs/{VERBS[number]}"


def registration(number: int) -> str:
    return str(UUID(int=number + 0xBE0C0000_0000_4000_8000_000000000000, version=4))


def _statements(luck: random.Random) -> Iterator[dict[str, Any]]:
    moment = _START
    while True:
        moment += timedelta(seconds=luck.expovariate(1 / 40))
        course = _often_low(luck, ACTIVITIES)
        yield {
            "id": str(UUID(int=luck.getrandbits(128), version=4)),
            "actor": agent(_often_low(luck, AGENTS)),
            "verb": _verb(luck.randrange(len(VERBS))),
            "object": _activity(course),
            "result": _result(luck),
            "context": _context(luck, course),
            "timestamp": moment.isoformat(timespec="milliseconds"),
        }


def _often_low(luck: random.Random, many: int) -> int:
    """A few are met much more often than most, as in life."""
    return int(many * luck.random() ** 3)


def _verb(number: int) -> dict[str, Any]:
    return {"id": verb(number), "display": {"en": VERBS[number], "nb": VERBS[number]}}


def _activity(number: int) -> dict[str, Any]:
    definition = {
        "type": "http://adlnet.gov/expapi/activities/lesson",
        "name": {"en": f"Lesson {number}: reading and answering"},
        "description": {
            "en": "Read the chapter, answer the questions, and talk about it with a peer."
        },
    }
    return {"objectType": "Activity", "id": activity(number), "definition": definition}


def _result(luck: random.Random) -> dict[str, Any]:
    raw = luck.randrange(101)
    return {
        "score": {"scaled": raw / 100, "raw": raw, "min": 0, "max": 100},
        "success": raw >= 50,
        "completion": True,
        "duration": f"PT{luck.randrange(1, 60)}M{luck.randrange(60)}S",
    }


def _context(luck: random.Random, course: int) -> dict[str, Any]:
    course_iri = f"https://lms.example.org/course/view.php?id={course % 40}"
    return {
        "registration": registration(luck.randrange(REGISTRATIONS)),
        "instructor": agent(luck.randrange(20)),
        "platform": "Moodle",
        "language": "en",
        "contextActivities": {
            "parent": [{"id": course_iri, "definition": {"name": {"en": f"Course {course % 40}"}}}],
            "grouping": [{"id": "https://lms.example.org"}, {"id": f"{course_iri}&section=2"}],
            "category": [{"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}],
        },
        "extensions": {
            "https://lms.example.org/x/session": f"{luck.getrandbits(64):016x}",
            "https://lms.example.org/x/agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101",
        },
    }
