"""Scenes: what stands in the library beside the clips, who supports some of it, and who used it."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lti_tool.sandbox.demo import TIME_ZONE
from lti_tool.sandbox.evening.company import LEARNER, TEACHER, Company, Scene
from lti_tool.sandbox.evening.speaking import FEEDS
from lti_tool.sponsors.reach import Kind

_ELSEWHERE = "https://learning.example/"
_READERS = (LEARNER, 7, 9, 11, 13, 15)
_CHECKLIST = (
    b"Before you reconcile\n\n1. Is the feed on?\n2. Which week is missing?\n3. Mark the line.\n"
)


def _fill(company: Company) -> None:
    """Put one of each sort into the library; some of it is opened, attended, worked through."""
    webinar = _add(
        company, "webinar", "Lease changes that start in January", hours=-30, address="leases",
        minutes="50", presenter="Rosalind Achebe", about="What moves onto the balance sheet.",
    )  # fmt: skip
    _add(
        company, "webinar", "Payroll year end, live", hours=70, address="payroll", minutes="60",
        presenter="Tomasz Lindqvist", about="Bring the three questions your clients always ask.",
    )  # fmt: skip
    seminar = _add(
        company, "seminar", "Fixed fees without regrets", hours=-100, place="Chapter house",
        minutes="120", presenter="Ines Halvorsen",
    )  # fmt: skip
    course = _add(
        company, "self-paced", "Bank feeds from the start", address="bank-feeds", minutes="90",
        about="Six short lessons; stop and go on as you like.",
    )  # fmt: skip
    document = _add(
        company, "document", "Checklist before you reconcile", minutes="5",
        file=(io.BytesIO(_CHECKLIST), "Checklist.txt"),
    )  # fmt: skip
    _sponsor(company, webinar, document)
    for number in _READERS:
        company.visitor(number).get(f"{document}/open")
    for number, page, minutes in (
        (LEARNER, webinar, "50"), (7, webinar, "45"), (9, webinar, "50"), (11, webinar, "50"),
        (13, webinar, "20"), (LEARNER, seminar, "120"), (15, seminar, "100"), (LEARNER, course, "80"),
    ):  # fmt: skip
        company.visitor(number).post(f"{page}/done", minutes=minutes)


def _sponsor(company: Company, webinar: str, document: str) -> None:
    company.support("Prairie Ledger Software", Kind.CLIP, company.clips[FEEDS])
    company.support("Prairie Ledger Software", Kind.RESOURCE, document.rpartition("/")[2])
    company.support("Lakeshore Payroll", Kind.RESOURCE, webinar.rpartition("/")[2])


def _add(
    company: Company, kind: str, title: str, hours: int = 0, address: str = "", **said: object
) -> str:
    """Add it as a teacher does; give its page."""
    begins = datetime.now(ZoneInfo(TIME_ZONE)).replace(minute=0) + timedelta(hours=hours)
    found = {"address": f"{_ELSEWHERE}{address}"} if address else {}
    return company.visitor(TEACHER).post(
        "/app/library/new",
        kind=kind,
        title=title,
        zone=TIME_ZONE,
        starts=f"{begins:%Y-%m-%dT%H:%M}",
        **found,
        **said,
    )


scenes: tuple[Scene, ...] = (_fill,)
