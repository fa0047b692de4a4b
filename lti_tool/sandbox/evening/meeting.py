"""Scenes: talks and introductions, a mentoring, events where people scan each other, and looks back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from lti_tool.sandbox.demo import TIME_ZONE
from lti_tool.sandbox.evening.company import LEARNER, SECOND_TEACHER, TEACHER, Company, Scene

_THERE = (LEARNER, 7, 9, 11, 13, 15, 17, 21)
_MET = ((LEARNER, 7), (11, LEARNER), (7, 9), (13, 15), (7, 17))
_ONE_SIDED = ((9, LEARNER), (21, 13))
_NETWORK = "/app/network"


def _talk(company: Company) -> None:
    """Play one talk that was confirmed, one that waits for an answer, one with somebody who isn't here."""
    learner, name = company.visitor(LEARNER), company.name
    for number in (7, 9, 11, 13, 15, 19):
        company.visitor(number)
    learner.post(_NETWORK, **_said(name(7), "bank feeds", "phone", "20"), ask="1")
    _answer(company, 7, "talks", "confirm")
    company.visitor(11).post(_NETWORK, **_said(name(LEARNER), "payroll", "video", "30"), ask="1")
    learner.post(_NETWORK, **_said("Marit de Vries", "fixed fees", "hallway", "10"))
    company.visitor(19).post(f"{_NETWORK}/settings", weekly="1")


def _introduce(company: Company) -> None:
    """Play one introduction that both agreed to, and one that the learner is asked about."""
    name, page = company.name, f"{_NETWORK}/introductions"
    company.visitor(LEARNER).post(page, one=name(7), two=name(15), about="bank feeds")
    for number in (7, 15):
        _answer(company, number, "introductions", "confirm")
    company.visitor(9).post(page, one=name(LEARNER), two=name(13), about="closing in four days")
    _answer(company, 13, "introductions", "confirm")


def _mentor(company: Company) -> None:
    learner, mentor = company.visitor(LEARNER), company.visitor(13)
    page = learner.post(
        f"{_NETWORK}/mentoring",
        **{"with": mentor.name, "as": "mentee", "goal": "Run a month end on my own by spring"},
    )
    mentor.post(f"{page}/stage", act="accept")
    mentor.post(f"{page}/sessions", about="the first close", how="video", long="45")


def _meet(company: Company) -> None:
    """Play a session that goes on now: people come in by the code of the door, and scan each other."""
    host = company.visitor(TEACHER)
    page = host.post(f"{_NETWORK}/events", **_plan("Practice session: month end", -1, 4, "Room 3"))
    code = host.find(f"{page}/door", r'class="mono t6">([0-9A-Z ]+)<')
    for number in _THERE:
        guest = company.visitor(number)
        guest.post(f"{page}/register")
        guest.post(f"{page}/scan", code=code)
    for one, two in _MET:
        _scan(company, page, one, two)
        _scan(company, page, two, one)
    for one, two in _ONE_SIDED:
        _scan(company, page, one, two)


def _look_back(company: Company) -> None:
    """Play a breakfast that is over, with those who were there, and what they will do otherwise."""
    host = company.visitor(TEACHER)
    page = host.post(f"{_NETWORK}/events", **_plan("Chapter breakfast", -26, -24, "Café Lindholz"))
    for number in _THERE[:6]:
        host.post(f"{page}/list", **{"with": company.name(number)})
    event = page.rpartition("/")[2]
    company.visitor(LEARNER).post(
        f"{_NETWORK}/reviews",
        event=event,
        title="Chapter breakfast",
        expected="To hear how others price clean-up work.",
        happened="Three told me, and all of them price one month first.",
        why="I asked the whole table instead of one neighbour.",
        next="Bring one question to every breakfast.",
        stop="Reading name tags aloud at the beginning.",
        shared="1",
    )
    host.post(
        f"{_NETWORK}/stops",
        words="Printed handouts for every session",
        why="Nine of ten stayed on the chairs.",
    )


def _plan_ahead(company: Company) -> None:
    host = company.visitor(SECOND_TEACHER)
    page = host.post(
        f"{_NETWORK}/events", **_plan("Spring conference", 24 * 20, 24 * 20 + 8, "Hall 4")
    )
    for number in (LEARNER, 9, 17):
        company.visitor(number).post(f"{page}/register")


def _said(name: str, about: str, how: str, minutes: str) -> dict[str, str]:
    return {"with": name, "about": about, "how": how, "long": minutes, "asks": "1"}


def _plan(title: str, starts: int, ends: int, place: str) -> dict[str, str]:
    """Fill the form of an event; times are hours from now."""
    now = datetime.now(UTC).astimezone(ZoneInfo(TIME_ZONE))
    first, last = (now + timedelta(hours=hours) for hours in (starts, ends))
    times = {"starts": f"{first:%Y-%m-%dT%H:00}", "ends": f"{last:%Y-%m-%dT%H:00}"}
    return {"title": title, "place": place, "zone": TIME_ZONE, **times}


def _scan(company: Company, page: str, one: int, two: int) -> None:
    badge = company.visitor(two).find(page, r'<b class="mono">([0-9A-Z ]+)</b>')
    company.visitor(one).post(f"{page}/scan", code=badge)


def _answer(company: Company, number: int, noun: str, word: str) -> None:
    page = _NETWORK if noun == "talks" else f"{_NETWORK}/{noun}"
    who = company.visitor(number)
    found = who.find(page, rf"network/{noun}/([0-9a-f-]{{36}})/{word}\"")
    who.post(f"{_NETWORK}/{noun}/{found}/{word}")


scenes: tuple[Scene, ...] = (_talk, _introduce, _mentor, _meet, _look_back, _plan_ahead)
