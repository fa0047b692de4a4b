"""Scenes: clips with what is said at a moment of them, discussions, and a report that waits for a moderator."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from lti_tool.sandbox.evening.company import LEARNER, TEACHER, Company, Scene

Line = tuple[int, str]  # who says what

FEEDS = "Bank feeds that count twice: the three-minute fix"
SPREADSHEET = "“We already have a spreadsheet for that”"


class Clip(NamedTuple):
    """A clip: its maker, title, kind and tags; how it is drawn; what others say at which second, and its captions.

    A caption is (start, end, words).
    """

    maker: int
    title: str
    kind: str
    tags: str
    seconds: int
    lines: int
    said: Sequence[tuple[int, str, str]] = ()
    captions: Sequence[tuple[str, str, str]] = ()


class Topic(NamedTuple):
    """A discussion: who begins it, its title, its first words, and the replies."""

    maker: int
    title: str
    text: str
    replies: Sequence[Line] = ()


_CLIPS = (
    Clip(
        7,
        FEEDS,
        "how-to",
        "bank feeds, first month",
        24,
        6,
        (
            (LEARNER, "0:09", "This is the step that I always forget: match before you accept."),
            (9, "0:17", "Does it hold when the feed was off for a week?"),
        ),
        (
            ("0:00", "0:06", "A bank feed brings each payment, and your invoice brings it again."),
            ("0:06", "0:13", "Match the two before you accept either of them."),
            ("0:13", "0:19", "Whatever stays unmatched is new, or it was there last week."),
            ("0:19", "0:24", "Three minutes on a Friday, and the month closes itself."),
        ),
    ),
    Clip(
        11,
        SPREADSHEET,
        "objection",
        "spreadsheets, first talk",
        18,
        4,
        (
            (
                TEACHER,
                "0:05",
                "Good: you ask what the spreadsheet can't do before you say anything.",
            ),
        ),
    ),
    Clip(13, "How a bakery closed its books in four days", "win", "month end", 15, 5),
    Clip(TEACHER, "What we listen for in an audition", "how-to", "contributors", 8, 3),
)
_TOPICS = (
    Topic(
        9,
        "A fair fixed fee for clean-up work before year end?",
        "A new client comes with eleven months of receipts in a box. By the hour nobody pays it. How do you set a price?",
        (
            (
                LEARNER,
                "I take one month first, at a price for that month, and count what it took.",
            ),
            (7, "Same here. And I say in writing what is not in it."),
            (19, "I sell a template for that, twenty dollars. Write to me."),
        ),
    ),
    Topic(
        LEARNER,
        "Moving payroll in the middle of a quarter",
        "Has anyone done it? What had to be told to whom, and when?",
    ),
)


def _record(clip: Clip, company: Company) -> None:
    """Upload a clip, let it be prepared, and talk about it."""
    from lti_tool.sandbox.evening.film import film

    page = company.visitor(clip.maker).post(
        "/app/clips/new",
        title=clip.title,
        kind=clip.kind,
        tags=clip.tags,
        visibility="course",
        file=(film(clip.seconds, clip.lines), "clip.mp4"),
    )
    company.prepare_clips()
    clip_id = page.rpartition("/")[2]
    company.clips[clip.title] = clip_id
    for number, moment, text in clip.said:
        company.visitor(number).post(f"/app/talk/clip/{clip_id}", at=moment, text=text)
    if clip.captions:
        start, end, spoken = (list(column) for column in zip(*clip.captions, strict=True))
        written = {"language": "en", "start": start, "end": end, "text": spoken}
        company.visitor(clip.maker).post(f"/app/clips/{clip_id}/captions", **written)


def _discuss(topic: Topic, company: Company) -> None:
    begun = company.visitor(topic.maker)
    page = begun.post("/app/discussions", title=topic.title, text=topic.text)
    for number, text in topic.replies:
        say = f"/app/talk/discussion/{page.rpartition('/')[2]}"
        company.visitor(number).post(say, text=text)
        if number == 19:
            _report(page, company)


def _report(page: str, company: Company) -> None:
    """Let somebody report the last post of a page."""
    reader = company.visitor(11)
    post_id = reader.find(page, r"(?s).*/talk/posts/([0-9a-f-]{36})/report")
    reader.post(f"/app/talk/posts/{post_id}/report", reason="It advertises something.")


scenes: tuple[Scene, ...] = (
    *(partial(_record, clip) for clip in _CLIPS),
    *(partial(_discuss, topic) for topic in _TOPICS),
)
