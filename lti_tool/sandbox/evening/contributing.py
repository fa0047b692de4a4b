"""Scenes: customers who contribute, from the invitation to a fee that is due, and hours given."""

from datetime import UTC, datetime

from lti_tool.sandbox.evening.company import LEARNER, SECOND_TEACHER, TEACHER, Company, Scene
from lti_tool.sandbox.evening.speaking import FEEDS, SPREADSHEET

_OURS, _STAFF = "/app/contribute", "/app/contributors"
_RUBRIC = {"c0": "5", "c1": "4", "c2": "5"}
_PRAISE = "Clear, and right to the last cent."


def _audition(company: Company) -> None:
    """Play two who were accepted, one who waits for a second review, and one who was asked today."""
    for number, title, place in (
        (7, FEEDS, "Morikawa Bookkeeping"),
        (11, SPREADSHEET, "Brekke & Daughters"),
    ):
        one = _submit(company, number, place, clip=company.clips[title])
        for reviewer in (TEACHER, SECOND_TEACHER):
            _review(company, reviewer, one)
        staff = company.visitor(TEACHER)
        staff.post(f"{_STAFF}/auditions/{one}/decide", act="accept", words="Welcome.")
        company.visitor(number).post(f"{_OURS}/shown", organisation=place, listed="1")
    text = "Count the till first, then the receipts; the other way round you look for an hour."
    one = _submit(company, 13, "Haddad Bakeries", title="Closing a day in five minutes", text=text)
    _review(company, SECOND_TEACHER, one)
    _invite(company, LEARNER, "")


def _assign(company: Company) -> None:
    """Play one work that is approved and due, one that waits for an answer."""
    staff, maker = company.visitor(TEACHER), company.visitor(7)
    _offer(company, 7, "Three clips about bank feeds", "250.00", "A-17")
    one = maker.find(_OURS, r"contribute/assignments/([0-9a-f-]{36})")
    maker.post(f"{_OURS}/assignments/{one}", act="accept")
    maker.post(f"{_OURS}/assignments/{one}", act="deliver", clip=company.clips[FEEDS])
    staff.post(f"{_STAFF}/assignments/{one}", act="approve", words="")
    _offer(company, 11, "Two clips about the first talk", "180.00", "A-18")


def _give_hours(company: Company) -> None:
    """Play hours that staff approved, and hours that wait."""
    _write_hours(company, 7, "90", "Looked after the practice session")
    staff = company.visitor(TEACHER)
    one = staff.find(_STAFF, r"contributors/hours/([0-9a-f-]{36})")
    staff.post(f"{_STAFF}/hours/{one}", act="approve", minutes="")
    _write_hours(company, LEARNER, "60", "Read the questions of the spring exam")


def _invite(company: Company, number: int, place: str) -> None:
    person = str(company.visitor(number).person_id)
    company.visitor(TEACHER).post(f"{_STAFF}/invite", person=person, organisation=place)


def _submit(company: Company, number: int, place: str, **piece: str) -> str:
    _invite(company, number, place)
    return company.visitor(number).post(f"{_OURS}/auditions", **piece).rpartition("/")[2]


def _review(company: Company, reviewer: int, one: str) -> None:
    page = f"{_STAFF}/auditions/{one}/review"
    company.visitor(reviewer).post(page, words=_PRAISE, **_RUBRIC)


def _offer(company: Company, number: int, title: str, fee: str, agreement: str) -> None:
    company.visitor(TEACHER).post(
        f"{_STAFF}/assignments",
        person=str(company.visitor(number).person_id),
        title=title,
        brief="Two minutes each, one question in each.",
        fee=fee,
        currency="USD",
        agreement=agreement,
        due="",
    )


def _write_hours(company: Company, number: int, minutes: str, what: str) -> None:
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    company.visitor(number).post(f"{_OURS}/hours", day=day, minutes=minutes, what=what)


scenes: tuple[Scene, ...] = (_audition, _assign, _give_hours)
