"""A year of learning, written twice: as statements, and as the lines that a record must make of them.

What a line must say is worked out here with plain arithmetic, from the same dice as the statements
and without a look at how Hallway reads them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tests.builders import a_statement, a_voiding, an_agent

Json = dict[str, Any]

# 2025 in Oslo, which is an hour ahead of UTC on both of its ends.
BEGINS, ENDS = datetime(2024, 12, 31, 23, tzinfo=UTC), datetime(2025, 12, 31, 23, tzinfo=UTC)
PEOPLE = ("ada", "bo", "cleo", "dan", "eva", "finn", "gro", "hal")
TINCAN, STREAMS = "http://id.tincanapi.com", "http://activitystrea.ms"
ACTIVITIES = "http://adlnet.gov/expapi/activities"
ACROSSX = "https://w3id.org/xapi/acrossx/verbs"
VIDEO = "https://w3id.org/xapi/video"
OWN = "https://hallway.example/profile"


@dataclass(frozen=True)
class Line:
    """What one line of one person's record must say; `seconds` is None where nobody speaks of time."""

    whom: str
    title: str
    kind: str
    formality: str
    evidence: str
    basis: str
    seconds: float | None
    start: datetime
    end: datetime
    statements: int
    named: tuple[str, ...] = ()
    sources: int = 1

    @property
    def minutes(self) -> float:
        return (self.seconds or 0) / 60


@dataclass
class Year:
    """Everything that happened; `home_page` is the LMS in which the people have their accounts."""

    home_page: str
    dice: Random = field(default_factory=lambda: Random(2025))
    lines: list[Line] = field(default_factory=list)
    told: list[Json] = field(default_factory=list)
    voided: list[str] = field(default_factory=list)
    awarded: dict[str, float] = field(default_factory=dict)
    number: int = 0
    now: datetime = BEGINS + timedelta(minutes=20)

    def account(self, name: str) -> Json:
        account = {"homePage": self.home_page, "name": name}
        return {"objectType": "Agent", "name": name.capitalize(), "account": account}

    def tell(self, who: Json, verb: str, thing: Json, when: datetime, **more: Any) -> str:
        """Put a statement into the store's mail and give its id."""
        said = a_statement(actor=who, verb=verb, object=thing, timestamp=when.isoformat(), **more)
        said["id"] = str(UUID(int=self.dice.getrandbits(128), version=4))
        self.told.append(said)
        return str(said["id"])

    def next(self, name: str) -> tuple[str, datetime]:
        """Give a title that is used once, and the moment of the next thing that happens."""
        self.number += 1
        self.now += timedelta(minutes=self.dice.randint(60, 2200))
        return f"{name} {self.number}", self.now

    def spent(self, least: int = 60, most: int = 7200) -> int:
        return self.dice.randint(least, most)

    def of(self, name: str, lines: Iterable[Line] | None = None) -> list[Line]:
        """Give what one person's record must show of 2025."""
        listed = self.lines if lines is None else lines
        return [line for line in listed if line.whom == name and BEGINS <= line.end < ENDS]


def a_known_year(home_page: str, acts: int = 200) -> Year:
    """Let eight people learn for a year and a little more on both sides."""
    year = Year(home_page)
    year.now = BEGINS - timedelta(days=3)
    _webinar(year, "ada")
    year.now = BEGINS - timedelta(minutes=90)
    _course(year, "bo")
    year.now = BEGINS
    for turn in range(acts):
        _DEEDS[turn % len(_DEEDS)](year, PEOPLE[year.dice.randrange(len(PEOPLE))])
    for name in PEOPLE:
        for deed in _DEEDS:
            deed(year, name)
    for _ in range(3):  # more of them than a cap of credit lets count
        _webinar(year, "ada")
    assert BEGINS < year.now < ENDS
    year.now = ENDS - timedelta(minutes=20)
    _course(year, "cleo")
    year.now = ENDS + timedelta(days=2)
    _watched(year, "dan")
    return year


def _an(kind: str, title: str, place: str = "lms") -> Json:
    iri = f"https://{place}.example.org/{title.replace(' ', '-').lower()}"
    return {"id": iri, "definition": {"type": kind, "name": {"en": title}}}


def _lasting(seconds: float) -> Json:
    whole = int(seconds)
    return {"duration": f"PT{whole // 3600}H{whole // 60 % 60}M{whole % 60}S"}


def _course(year: Year, who: str) -> None:
    """Passed and completed repeat one duration: it counts once."""
    (title, when), spent = year.next("Course"), year.spent()
    thing, told = _an(f"{ACTIVITIES}/course", title), _lasting(spent)
    year.tell(year.account(who), "passed", thing, when, result=told | {"score": {"scaled": 0.8}})
    year.tell(year.account(who), "completed", thing, when + timedelta(minutes=3), result=told)
    line = Line(who, title, "course", "formal", "system-observed", "measured", spent, when, when, 2)
    year.lines.append(line)


def _lesson(year: Year, who: str) -> None:
    """Two sessions and an outcome that adds them up: the sessions count."""
    title, when = year.next("Lesson")
    thing = _an(f"{ACTIVITIES}/lesson", title)
    first, second = year.spent(), year.spent()
    later = when + timedelta(seconds=first)
    year.tell(year.account(who), "initialized", thing, when)
    year.tell(year.account(who), "terminated", thing, later, result=_lasting(first))
    end = later + timedelta(seconds=second)
    year.tell(year.account(who), "terminated", thing, end, result=_lasting(second))
    year.tell(year.account(who), "completed", thing, end, result=_lasting(first + second + 9))
    facets = ("activity", "formal", "system-observed", "measured")
    year.lines.append(Line(who, title, *facets, first + second, when, end, 4))


def _told_twice(year: Year, who: str) -> None:
    """The LMS says that it is done, and two hours later the player says so and for how long."""
    (title, when), spent = year.next("Course"), year.spent()
    end = when + timedelta(hours=2)
    course = f"{ACTIVITIES}/course"
    moodle, scorm = {"platform": "Moodle"}, {"platform": "SCORM Cloud"}
    year.tell(year.account(who), "completed", _an(course, title), when, context=moodle)
    other = _an(course, title, "scorm")
    year.tell(an_agent(who), "completed", other, end, context=scorm, result=_lasting(spent))
    facets = ("course", "formal", "system-observed", "measured")
    year.lines.append(Line(who, title, *facets, spent, when, end, 2, sources=2))


def _sent_twice(year: Year, who: str) -> None:
    """A sender that lost an answer sends the same once more, under another id."""
    (title, when), spent = year.next("Hours given"), year.spent()
    thing = _an(f"{OWN}/activity-types/volunteer-work", title)
    for _ in range(2):
        year.tell(an_agent(who), "completed", thing, when, result=_lasting(spent))
    facets = ("volunteering", "informal", "self-reported", "claimed")
    year.lines.append(Line(who, title, *facets, spent, when, when, 2))


def _watched(year: Year, who: str) -> None:
    """Stretches that overlap: each second counts once."""
    title, when = year.next("Clip")
    length = year.spent(60, 240)
    seen = [(0, length // 3), (length // 4, length // 2), (length // 2 + 5, length - 7)]
    end = when + timedelta(minutes=9)
    for moment, part in ((when, seen[:2]), (end, seen[1:])):
        text = "[,]".join(f"{begin}.000[.]{until}.000" for begin, until in part)
        year.tell(
            year.account(who),
            f"{VIDEO}/verbs/paused",
            _an(f"{VIDEO}/activity-type/video", title),
            moment,
            context={"extensions": {f"{VIDEO}/extensions/length": length}},
            result={"extensions": {f"{VIDEO}/extensions/played-segments": text}},
        )
    spent = length // 2 + (length - 7) - (length // 2 + 5)
    facets = ("clip-view", "informal", "system-observed", "measured")
    year.lines.append(Line(who, title, *facets, spent, when, end, 2))


def _skimmed(year: Year, who: str) -> None:
    """A player that tells no more than how far somebody got: the time is estimated."""
    title, when = year.next("Clip")
    length = year.spent(60, 240)
    year.tell(
        year.account(who),
        "terminated",
        _an(f"{VIDEO}/activity-type/video", title),
        when,
        context={"extensions": {f"{VIDEO}/extensions/length": length}},
        result={"extensions": {f"{VIDEO}/extensions/progress": 0.5}},
    )
    facets = ("clip-view", "informal", "system-observed", "estimated")
    year.lines.append(Line(who, title, *facets, length / 2, when, when, 1))


def _webinar(year: Year, who: str) -> None:
    (title, when), spent = year.next("Webinar"), year.spent(600, 7200)
    year.tell(
        an_agent(who),
        "attended",
        _an(f"{TINCAN}/activitytype/webinar", title, "events"),
        when,
        result=_lasting(spent),
        context={"instructor": an_agent("grace")},
    )
    facets = ("event", "non-formal", "system-observed", "measured")
    year.lines.append(Line(who, title, *facets, spent, when, when, 1, named=("grace",)))


def _met(year: Year, who: str) -> None:
    """Comings and goings: what lies between is the time."""
    (title, when), spent = year.next("Meeting"), year.spent()
    thing, end = _an(f"{ACTIVITIES}/meeting", title), when + timedelta(seconds=spent)
    year.tell(year.account(who), f"{STREAMS}/join", thing, when)
    year.tell(year.account(who), f"{STREAMS}/leave", thing, end)
    facets = ("event", "informal", "system-observed", "measured")
    year.lines.append(Line(who, title, *facets, spent, when, end, 2))


def _other(year: Year, who: str) -> str:
    return year.dice.choice([name for name in PEOPLE if name != who])


def _talked(year: Year, who: str) -> None:
    """Every second talk is told by both sides: it is one talk, as long as the longer account."""
    (_, when), spent, other = year.next("Talk"), year.spent(), _other(year, who)
    verb, both = f"{TINCAN}/verb/talked-with", year.number % 2 == 0
    mine, theirs = year.account(who), year.account(other)
    year.tell(mine, verb, theirs, when, result=_lasting(spent))
    if both:
        year.tell(theirs, verb, mine, when, result=_lasting(spent + 240))
    evidence = "peer-confirmed" if both else "self-reported"
    facets = ("talk", "informal", evidence, "claimed")
    for one, another in ((who, other), (other, who)):
        line = Line(
            one, f"Talked with {another.capitalize()}", *facets, spent + 240 * both, when, when, 1
        )
        year.lines.append(replace(line, statements=1 + both, named=(another,)))


def _mentored(year: Year, who: str) -> None:
    (_, when), spent, other = year.next("Mentoring"), year.spent(), _other(year, who)
    mentored = f"{TINCAN}/verb/mentored"
    year.tell(year.account(who), mentored, year.account(other), when, result=_lasting(spent))
    facets = ("mentoring", "non-formal", "self-reported", "claimed")
    for one, another in ((who, other), (other, who)):
        title = f"Mentoring with {another.capitalize()}"
        year.lines.append(Line(one, title, *facets, spent, when, when, 1, named=(another,)))


def _replied(year: Year, who: str) -> None:
    """Two messages in a thread are one line."""
    (title, when), first, second = year.next("Thread"), year.spent(20, 400), year.spent(20, 400)
    end, thread = when + timedelta(hours=1), _an(f"{TINCAN}/activitytype/forum-topic", title)
    for moment, spent in ((when, first), (end, second)):
        year.tell(an_agent(who), f"{TINCAN}/verb/replied", thread, moment, result=_lasting(spent))
    facets = ("reply", "informal", "system-observed", "estimated")
    year.lines.append(Line(who, title, *facets, first + second, when, end, 2))


def _asked(year: Year, who: str) -> None:
    """Nobody says how long it took to ask."""
    title, when = year.next("Question")
    year.tell(year.account(who), "asked", _an(f"{STREAMS}/question", title), when)
    facets = ("question", "informal", "system-observed", "")
    year.lines.append(Line(who, title, *facets, None, when, when, 1))


def _said_so(year: Year, who: str) -> None:
    """A course of which nobody but the learner knows."""
    (title, when), spent = year.next("Course elsewhere"), year.spent()
    said = {f"{OWN}/extensions/evidence-level": "self-reported"}
    said |= {f"{OWN}/extensions/time-basis": "claimed"}
    course = _an(f"{ACTIVITIES}/course", title)
    context = {"extensions": said}
    year.tell(year.account(who), "completed", course, when, context=context, result=_lasting(spent))
    facets = ("course", "formal", "self-reported", "claimed")
    year.lines.append(Line(who, title, *facets, spent, when, when, 1))


def _made_a_clip(year: Year, who: str) -> None:
    """Recorded, and shared a day later: one line, and nobody says how long it took."""
    title, when = year.next("Recording")
    clip, end = _an(f"{VIDEO}/activity-type/video", title), when + timedelta(hours=23)
    year.tell(year.account(who), f"{STREAMS}/create", clip, when)
    year.tell(year.account(who), "shared", clip, end)
    facets = ("clip", "informal", "system-observed", "")
    year.lines.append(Line(who, title, *facets, None, when, end, 2))


def _opened(year: Year, who: str) -> None:
    """A document of Hallway's own library: that it was opened is all that is known."""
    title, when = year.next("Document")
    thing = _an(f"{TINCAN}/activitytype/document", title)
    hallway = {"platform": "Hallway"}
    year.tell(year.account(who), f"{TINCAN}/verb/viewed", thing, when, context=hallway)
    facets = ("document", "informal", "system-observed", "")
    year.lines.append(Line(who, title, *facets, None, when, when, 1))


def _once(name: str, verb: str, type_: str, *facets: str) -> Callable[[Year, str], None]:
    """Make a deed that one statement with a duration tells; `facets` are those of its line."""
    kind, formality, evidence, basis = facets

    def deed(year: Year, who: str) -> None:
        (title, when), spent = year.next(name), year.spent(60, 3000)
        year.tell(year.account(who), verb, _an(type_, title), when, result=_lasting(spent))
        line = Line(who, title, kind, formality, evidence, basis, spent, when, when, 1)
        year.lines.append(line)

    return deed


_SEEN = ("informal", "system-observed", "estimated")
_SINGLES = (
    _once("Text", f"{STREAMS}/author", f"{TINCAN}/activitytype/document", "text", *_SEEN),
    _once("Post", f"{ACROSSX}/posted", f"{TINCAN}/activitytype/forum-topic", "post", *_SEEN),
    _once("Remarks", "commented", f"{TINCAN}/activitytype/forum-topic", "comment", *_SEEN),
    _once("Answered", "answered", f"{STREAMS}/question", "answer", *_SEEN),
    _once(
        "Look back",
        f"{STREAMS}/create",
        f"{OWN}/activity-types/after-action-review",
        *("review", "informal", "self-reported", "claimed"),
    ),
    _once(
        "Badge",
        f"{TINCAN}/verb/earned",
        f"{STREAMS}/badge",
        *("credential", "non-formal", "system-observed", "measured"),
    ),
)


def _nothing(year: Year, who: str) -> None:
    """What makes no line: it was taken back, was voided, is no learning, or nobody knows what it is."""
    title, when = year.next("Nothing")
    course, me = _an(f"{ACTIVITIES}/course", title), year.account(who)
    undone = "https://xapi.edlm/profiles/edlm-lms/concepts/verbs/uncompleted"
    year.tell(me, "completed", course, when, result=_lasting(3000))
    year.tell(me, undone, course, when + timedelta(minutes=1))
    year.tell(me, f"{TINCAN}/verb/viewed", _an(f"{ACTIVITIES}/media", f"{title} page"), when)
    year.tell(me, "https://elsewhere.example/verbs/juggled", _an(f"{STREAMS}/note", title), when)
    talked, other = f"{TINCAN}/verb/talked-with", year.account(_other(year, who))
    year.voided.append(year.tell(me, talked, other, when, result=_lasting(4000)))


_DEEDS: Sequence[Callable[[Year, str], None]] = (
    *(_course, _lesson, _told_twice, _sent_twice, _watched, _skimmed, _webinar, _met),
    *(_talked, _mentored, _replied, _asked, _said_so, _made_a_clip, _opened, *_SINGLES, _nothing),
)


def award(year: Year, name: str) -> None:
    """Let every webinar of somebody be worth its 50-minute hours: whole, half or fifth ones, rounded down."""
    for place, line in enumerate(year.lines):
        if line.whom == name and line.title.startswith("Webinar"):
            minutes = int(line.minutes)
            year.awarded[line.title] = max(minutes // 50, minutes // 25 / 2, minutes // 10 / 5)
            verified = replace(line, evidence="staff-verified", statements=line.statements + 1)
            year.lines[place] = verified


def voidings(year: Year) -> list[Json]:
    """Take back what was told by mistake."""
    registrar = an_agent("registrar")
    return [a_voiding(each, actor=registrar) for each in year.voided]
