"""A running server with the sandbox LMS, and what systems sent about its people."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tincan import RemoteLRS, Statement

from tests.live_server import LiveServer, start

SAMPLES = Path(__file__).parents[1] / "samples" / "moodle"
CLIP = "https://clips.example.org/month-end"
VIDEO = "https://w3id.org/xapi/video"


class Loop:
    """A running server with the sandbox LMS, and what its first run made."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        self.tool = server.url.replace("127.0.0.1", "localhost")
        server.hallway("setup")
        made = Path(server.environment["HALLWAY_VAR"]) / "first-run.json"
        self.first_run = json.loads(made.read_text())
        self.issuer = f"{server.url}/sandbox"

    def send(self, *statements: dict) -> None:
        """Send by tincan, as a tool of somebody else's would."""
        lrs = RemoteLRS(
            endpoint=self.server.endpoint,
            version="1.0.3",
            username=self.first_run["key"],
            password=self.first_run["secret"],
        )
        for statement in statements:
            answer = lrs.save_statement(Statement(statement))
            assert answer.success, answer.data

    def learner(self, number: int) -> dict:
        return {"account": {"homePage": self.issuer, "name": str(number)}}


@contextmanager
def loop_in(folder: Path) -> Iterator[Loop]:
    """Start the server in `folder`; person 1 has finished a course and watched a clip."""
    server = start(folder, f"sqlite:///{folder}/hallway.db", HALLWAY_SANDBOX="1")
    loop = Loop(server)
    loop.send(course_completed(loop.learner(1)), *clip_watched(loop.learner(1)))
    yield loop
    server.stop()


def course_completed(learner: dict) -> dict:
    """What a real Moodle sent, about the person who launches."""
    sent = json.loads((SAMPLES / "xapi_core-course_completed__completed__course.json").read_text())
    return {**sent, "actor": {"name": "Priya Raman", **learner}}


def clip_watched(learner: dict) -> list[dict]:
    """Ninety of a hundred and twenty seconds, by the Video Profile."""
    context = {
        "registration": "8f1a4d2e-6c3b-4b57-9a51-2f0d7c9e1b44",
        "contextActivities": {"category": [{"id": VIDEO}]},
        "extensions": {f"{VIDEO}/extensions/length": 120},
    }
    clip = {
        "id": CLIP,
        "definition": {"type": f"{VIDEO}/activity-type/video", "name": {"en": "Month-end close"}},
    }
    progress = {
        f"{VIDEO}/extensions/time": 90.0,
        f"{VIDEO}/extensions/progress": 0.75,
        f"{VIDEO}/extensions/played-segments": "0.000[.]90.000",
    }
    common = {"actor": learner, "object": clip, "context": context}
    return [
        {
            **common,
            "verb": {"id": "http://adlnet.gov/expapi/verbs/initialized"},
            "timestamp": "2026-11-20T10:00:00Z",
        },
        {
            **common,
            "verb": {"id": f"{VIDEO}/verbs/paused"},
            "result": {"extensions": progress},
            "timestamp": "2026-11-20T10:01:30Z",
        },
    ]
