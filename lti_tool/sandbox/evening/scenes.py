"""The scenes: clips with what is said at a moment of them, and discussions."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from flask import Flask

from lrs import Lrs
from lti_tool.launch.platforms import Platform
from lti_tool.sandbox import people
from lti_tool.sandbox.evening.film import film
from lti_tool.sandbox.evening.visitor import Visitor

Line = tuple[int, str]  # who says what, by their number in the association
_LEARNER, _TEACHER = people.RICH, people.TEACHER


class Clip(NamedTuple):
    """A clip: its maker, title, kind and tags; how it is drawn; and what is said at which second."""

    maker: int
    title: str
    kind: str
    tags: str
    seconds: int
    lines: int
    said: Sequence[tuple[int, str, str]] = ()


class Topic(NamedTuple):
    """A discussion: who begins it, its title, its first words, and the replies."""

    maker: int
    title: str
    text: str
    replies: Sequence[Line] = ()


_CLIPS = (
    Clip(
        7,
        "Bank feeds that count twice: the three-minute fix",
        "how-to",
        "bank feeds, first month",
        24,
        6,
        (
            (_LEARNER, "0:09", "This is the step that I always forget: match before you accept."),
            (9, "0:17", "Does it hold when the feed was off for a week?"),
        ),
    ),
    Clip(
        11,
        "“We already have a spreadsheet for that”",
        "objection",
        "spreadsheets, first talk",
        18,
        4,
        (
            (
                _TEACHER,
                "0:05",
                "Good: you ask what the spreadsheet can't do before you say anything.",
            ),
        ),
    ),
    Clip(13, "How a bakery closed its books in four days", "win", "month end", 15, 5),
)
_TOPICS = (
    Topic(
        9,
        "A fair fixed fee for clean-up work before year end?",
        "A new client comes with eleven months of receipts in a box. By the hour nobody pays it. How do you set a price?",
        (
            (
                _LEARNER,
                "I take one month first, at a price for that month, and count what it took.",
            ),
            (7, "Same here. And I say in writing what is not in it."),
        ),
    ),
    Topic(
        _LEARNER,
        "Moving payroll in the middle of a quarter",
        "Has anyone done it? What had to be told to whom, and when?",
    ),
)


def play(app: Flask, lrs: Lrs, platform: Platform, tell: Callable[[], None]) -> None:
    """Play all scenes; `tell` is called after each. Raises DemoStuck when a room refuses."""
    company = _Company(app, lrs, platform)
    for clip in _CLIPS:
        company.record(clip)
        tell()
    for topic in _TOPICS:
        company.discuss(topic)
        tell()


SCENES = len(_CLIPS) + len(_TOPICS)


class _Company:
    def __init__(self, app: Flask, lrs: Lrs, platform: Platform) -> None:
        self._app = app
        self._lrs = lrs
        self._platform = platform
        self._here: dict[int, Visitor] = {}

    def record(self, clip: Clip) -> None:
        """Upload a clip, let it be prepared, and talk about it."""
        page = self._visitor(clip.maker).post(
            "/app/clips/new",
            title=clip.title,
            kind=clip.kind,
            tags=clip.tags,
            visibility="course",
            file=(film(clip.seconds, clip.lines), "clip.mp4"),
        )
        self._lrs.queue.run_waiting()
        for number, moment, text in clip.said:
            say = f"/app/talk/clip/{page.rpartition('/')[2]}"
            self._visitor(number).post(say, at=moment, text=text)

    def discuss(self, topic: Topic) -> None:
        begun = self._visitor(topic.maker)
        page = begun.post("/app/discussions", title=topic.title, text=topic.text)
        for number, text in topic.replies:
            say = f"/app/talk/discussion/{page.rpartition('/')[2]}"
            self._visitor(number).post(say, text=text)

    def _visitor(self, number: int) -> Visitor:
        if number not in self._here:
            who = people.person(number)
            self._here[number] = Visitor(self._app, self._lrs, self._platform, who)
        return self._here[number]
