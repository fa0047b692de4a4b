"""Scenes: asks with their answers and reviews, and what people work on now."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from lti_tool.sandbox.evening.company import LEARNER, TEACHER, Company, Scene
from lti_tool.sandbox.evening.speaking import FEEDS, SPREADSHEET
from lti_tool.sandbox.evening.visitor import Visitor

_OBJECTION = {"objection": "a spreadsheet is enough", "stage": "first talk"}
_FEEDS = {"product": "bank feeds", "stage": "first month"}
_NEEDS: tuple[tuple[int, Mapping[str, str]], ...] = (
    (LEARNER, {**_FEEDS, "industry": "bakeries", "words": "Their feed counts payments twice."}),
    (9, {**_FEEDS, "words": "The feed was off for a week."}),
    (11, {**_FEEDS, "persona": "owner"}),
    (13, _OBJECTION),
    (15, {**_OBJECTION, "competitor": "a free spreadsheet"}),
    (17, {**_OBJECTION, "industry": "restaurants"}),
)


def _answered_ask(company: Company) -> None:
    """Play an ask that two answered, that peers reviewed, and whose answer helped."""
    asks = company.visitor(15)
    page = _ask(
        asks,
        6,
        "How do I show a client that the bank feed missed a week?",
        "They look at the balance, see that it is right today, and ask what the trouble is.",
        "bank feeds",
    )
    company.visitor(LEARNER).post(
        f"{page}/answers",
        text="Print the statement of that week beside the ledger, and mark the first line that is missing.",
    )
    company.visitor(7).post(
        f"{page}/answers", text="It is near the end of this clip.", clip=company.clips[FEEDS]
    )
    answers = asks.find(page, r"(?s)asks/answers/([0-9a-f-]{36})/accept")
    for number, stars in ((9, "5"), (13, "4"), (TEACHER, "5")):
        review = f"/app/asks/answers/{answers}/review"
        company.visitor(number).post(
            review, stars=stars, words="Clear, and it can be done at once."
        )
    asks.post(f"/app/asks/answers/{answers}/accept")


def _open_asks(company: Company) -> None:
    """Play one ask that is soon over with an answer that nobody reviewed, and one without any."""
    page = _ask(
        company.visitor(9),
        1,
        "Is a phone photo of a receipt enough for an audit?",
        "The client throws the paper away.",
        "receipts, audit",
    )
    company.visitor(17).post(f"{page}/answers", text="It is, if the date and the tax are legible.")
    _ask(
        company.visitor(11),
        48,
        "Who has moved a restaurant from a shoebox to daily takings?",
        "Two shifts, tips in cash, and an owner who has no time before eleven at night.",
        "restaurants, first month",
    )


def _describe(company: Company) -> None:
    """Say what the clips are about."""
    for number, title, facets in ((7, FEEDS, _FEEDS), (11, SPREADSHEET, _OBJECTION)):
        page = f"/app/needs/facets/clip/{company.clips[title]}"
        company.visitor(number).post(page, **facets)


def _need(company: Company) -> None:
    """Let everybody find something; some follow it and say that it helped."""
    for number, said in _NEEDS:
        who = company.visitor(number)
        page = who.post("/app/needs", **said)
        kind, found = who.find(
            page, r"needs/[0-9a-f-]{36}/((?:clip|discussion|ask)/[0-9a-f-]{36})"
        ).split("/")
        if number in {9, 11, 13, 17}:
            who.get(f"{page}/{kind}/{found}")
        if number in {9, 13}:
            who.post(f"{page}/{kind}/{found}/opinion", opinion="helped")


def _ask(who: Visitor, hours: int, title: str, details: str, tags: str) -> str:
    until = datetime.now(UTC) + timedelta(hours=hours)
    return who.post(
        "/app/asks",
        title=title,
        details=details,
        tags=tags,
        needed_by=f"{until:%Y-%m-%dT%H:%M}",
        zone="UTC",
    )


scenes: tuple[Scene, ...] = (_answered_ask, _open_asks, _describe, _need)
