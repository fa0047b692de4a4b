"""Reports follow the statements: what was counted bit by bit is what counting anew gives."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from lrs import Scope, reporting
from lrs.storage import report_tables
from tests.builders import a_reference, a_statement, a_voiding, an_agent
from tests.http.browser import Browser, signed_in
from tests.http.xapi_client import Application

ROWS = ("days", "totals", "steps", "contacts", "threads", "views", "clips", "words")
LENGTH = "https://w3id.org/xapi/video/extensions/length"
SEGMENTS = "https://w3id.org/xapi/video/extensions/played-segments"
VIDEO = "https://w3id.org/xapi/video/activity-type/video"
TINCAN = "http://id.tincanapi.com"
ATTESTED = "https://hallway.example/profile/verbs/attested"


@pytest.fixture
def browser(application: Application) -> Browser:
    return signed_in(application)


def rows(application: Application, browser: Browser):
    """Everything that is kept for reports, sums that are zero left out."""
    found = {}
    with application.database.reading() as connection:
        for name in ROWS:
            table = getattr(report_tables, f"report_{name}")
            query = select(table).where(table.c.store_id == browser.store.id)
            found[name] = {tuple(row) for row in connection.execute(query)}
        found["reach"] = set(_sets(connection, browser.store.id))
    return found | {"totals": {row for row in found["totals"] if row[5]}}


def _sets(connection, store_id):
    """The sets of people with the people themselves, whatever numbers they got."""
    people, sets = report_tables.report_numbers, report_tables.report_reach
    query = select(people.c.number, people.c.person_id).where(people.c.store_id == store_id)
    known = dict(connection.execute(query).all())
    for row in connection.execute(select(sets).where(sets.c.store_id == store_id)):
        bits = int.from_bytes(row.bits, "little")
        who = {person for number, person in known.items() if bits >> number & 1}
        yield (*row[1:5], frozenset(who))


def a_viewing(name, clip, until, **more):
    return a_statement(
        actor=an_agent(name),
        verb="https://w3id.org/xapi/video/verbs/paused",
        object={"id": f"https://x.example/{clip}", "definition": {"type": VIDEO}},
        context={"extensions": {LENGTH: 120}},
        result={"extensions": {SEGMENTS: f"0[.]{until}"}},
        **more,
    )


def a_talk(name, other, **more):
    return a_statement(
        actor=an_agent(name),
        verb=f"{TINCAN}/verb/talked-with",
        object=an_agent(other),
        result={"duration": "PT30M"},
        **more,
    )


def a_question(name, number, **more):
    return a_statement(
        actor=an_agent(name),
        verb="asked",
        object={
            "id": f"https://x.example/q/{number}",
            "definition": {"name": {"en": f"Charity {number}"}},
        },
        **more,
    )


def an_answer(name, number, **more):
    parent = {
        "id": f"https://x.example/q/{number}",
        "definition": {"type": f"{TINCAN}/activitytype/doubt"},
    }
    return a_statement(
        actor=an_agent(name),
        verb="answered",
        object={
            "id": f"https://x.example/a/{number}/{name}",
            "definition": {"type": f"{TINCAN}/activitytype/solution", "name": {"en": "An answer"}},
        },
        context={"contextActivities": {"parent": [parent]}},
        **more,
    )


def a_month():
    """Statements in the order in which they come: late ones, voided ones, and a word about others'."""
    people = ("ada", "bo", "cy", "di", "ed", "flo")
    day = "2026-03-{:02}T09:00:00Z".format
    for number, name in enumerate(people):
        yield a_viewing(name, "clip", 10 + number, timestamp=day(3 + number))
        yield a_talk(name, people[number - 1], timestamp=day(20 - number), id=str(uuid4()))
        yield a_question(name, number, timestamp=day(2))
        yield a_statement(actor=an_agent(name), object=f"course-{number % 2}", timestamp=day(9))
        yield a_viewing(name, "clip", 90, timestamp=day(1 + number))
        if number % 2:
            yield an_answer(people[number - 1], number, timestamp=day(3))
    talk = a_talk("ada", "bo", timestamp=day(25), id=str(uuid4()))
    yield talk
    yield a_statement(
        actor=an_agent("bo"),
        verb=ATTESTED,
        object=a_reference(talk["id"]),
    )
    wrong = a_talk("cy", "di", timestamp=day(26), id=str(uuid4()))
    yield wrong
    yield a_voiding(wrong["id"], actor=an_agent("admin"))


@pytest.mark.parametrize("size", [1, 7, 100])
def test_following_gives_what_counting_anew_gives(
    application: Application, browser: Browser, size: int
) -> None:
    xapi, reports = application.client(browser.store, Scope.ALL), browser.lrs.reports
    month = list(a_month())
    for begin in range(0, len(month), size):
        xapi.post(*month[begin : begin + size])
        reports.refresh(browser.store)
    followed = rows(application, browser)
    assert len(followed["days"]) > 20
    assert all(followed[name] for name in (*ROWS, "reach"))
    reports.rebuild(browser.store, lambda done, total: None)
    assert rows(application, browser) == followed


def test_long_records_are_counted_few_at_a_time(
    application: Application, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    xapi, reports = application.client(browser.store, Scope.ALL), browser.lrs.reports
    xapi.post(*a_month())
    reports.refresh(browser.store)
    at_once = rows(application, browser)
    monkeypatch.setattr(reporting, "_PEOPLE_A_LOOK", 1)
    monkeypatch.setattr(reporting, "_ENTRIES_AT_ONCE", 1)
    steps: list[int] = []
    reports.rebuild(browser.store, lambda done, total: steps.append(done))
    assert len(steps) > 2
    assert rows(application, browser) == at_once


def test_what_is_voided_is_gone_from_the_sums(application: Application, browser: Browser) -> None:
    xapi, reports = application.client(browser.store, Scope.ALL), browser.lrs.reports
    [talk] = xapi.post(a_talk("ada", "bo"))
    reports.refresh(browser.store)
    assert len(rows(application, browser)["contacts"]) == 1
    xapi.post(a_voiding(talk))
    reports.refresh(browser.store)
    assert not any(rows(application, browser).values())


def test_nothing_new_counts_nobody_anew(application: Application, browser: Browser) -> None:
    application.client(browser.store, Scope.ALL).post(a_talk("ada", "bo"))
    assert browser.lrs.reports.refresh(browser.store) == 1
    assert browser.lrs.reports.refresh(browser.store) == 0


def test_who_is_met_later_has_what_others_told(application: Application, browser: Browser) -> None:
    application.client(browser.store, Scope.ALL).post(a_talk("ada", "bo"))
    browser.lrs.reports.refresh(browser.store)
    browser.lrs.meet(browser.store.id, an_agent("bo"))
    browser.lrs.reports.refresh(browser.store)
    assert len(rows(application, browser)["contacts"]) == 2


def test_who_is_joined_is_counted_once(application: Application, browser: Browser) -> None:
    lrs, store = browser.lrs, browser.store
    application.client(store, Scope.ALL).post(
        a_statement(actor=an_agent("ada")), a_statement(actor=an_agent("ada2"))
    )
    lrs.reports.refresh(store)
    before = rows(application, browser)
    one, other = (lrs.meet(store.id, an_agent(name)) for name in ("ada", "ada2"))
    join = lrs.joins.join(store.id, other, one, "eva", "They said so.")
    lrs.reports.refresh(store)
    assert len(rows(application, browser)["steps"]) == 1
    lrs.joins.undo(store.id, join.id, "eva")
    lrs.reports.refresh(store)
    assert rows(application, browser) == before


def test_a_word_of_a_joined_identity_confirms_what_those_it_met_told(
    application: Application, browser: Browser
) -> None:
    lrs, store, xapi = browser.lrs, browser.store, application.client(browser.store, Scope.ALL)
    [talk] = xapi.post(a_talk("ada", "bo"))
    xapi.post(a_statement(actor=an_agent("bo2"), verb=ATTESTED, object=a_reference(talk)))
    lrs.reports.refresh(store)

    def confirmed() -> set[bool]:
        ada = lrs.meet(store.id, an_agent("ada"))
        return {row[-1] for row in rows(application, browser)["contacts"] if row[1] == ada}

    assert confirmed() == {False}
    one, other = (lrs.meet(store.id, an_agent(name)) for name in ("bo", "bo2"))
    join = lrs.joins.join(store.id, other, one, "eva", "They said so.")
    lrs.reports.refresh(store)
    assert confirmed() == {True}
    followed = rows(application, browser)
    lrs.reports.rebuild(store, lambda done, total: None)
    assert rows(application, browser) == followed
    lrs.joins.undo(store.id, join.id, "eva")
    lrs.reports.refresh(store)
    assert confirmed() == {False}


def test_the_worker_knows_the_errand(browser: Browser) -> None:
    assert "reports" in browser.lrs.queue.errands
