"""Reports in the console, as CSV and in the API: the same figures everywhere, and few are kept back."""

import csv
import io
import re
from collections import Counter
from datetime import date

import pytest

from lrs import Scope
from lrs.member_list import ListedMember, MemberList
from lti_tool.sandbox.association.totals import totals
from lti_tool.sandbox.association.year import statements
from tests.builders import a_statement, an_agent
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application

END = date(2026, 11, 22)
YEAR = {"from": "2025-11-01", "until": "2026-12-31"}
PEOPLE = 60
TINCAN = "http://id.tincanapi.com"
NAMES = [
    *("activity", "budget", "ladder", "coverage", "leaders"),
    *("contributors", "answers", "clips", "return"),
]


@pytest.fixture
def browser(application: Application) -> Browser:
    return signed_in(application)


@pytest.fixture(scope="module")
def year():
    return list(statements(END, "https://lms.example", PEOPLE))


@pytest.fixture(scope="module")
def associations() -> dict[str, Browser]:
    """The consoles that were made, by kind of database."""
    return {}


@pytest.fixture
def association(
    kind: str, application: Application, associations: dict[str, Browser], year
) -> Browser:
    """The console of a store that has the year of the association; it is filled once."""
    if kind not in associations:
        associations[kind] = browser = signed_in(application)
        access = application.lrs.own_access(browser.store.id)
        for begin in range(0, len(year), 1000):
            application.lrs.record_statements(access, year[begin : begin + 1000])
        browser.lrs.reports.refresh(browser.store)
    return associations[kind]


def api(application: Application, browser: Browser, name: str, **query: str):
    client = application.client(browser.store, Scope.STATEMENTS_READ)
    answer = client.ask("GET", f"/api/v1/reports/{name}", query)
    assert answer.status_code == 200, answer.text
    return answer.json


def figures(report):
    return {
        figure["name"]: {row["name"]: row["values"] for row in figure["rows"]}
        for figure in report["figures"]
    }


def expected_by_kind(year):
    """What an independent count of the statements says: acts, measured, estimated, claimed minutes."""
    found: Counter[str] = Counter()
    for number in range(1, PEOPLE + 1):
        one = totals(year, str(number))
        found.update(
            {
                "clips watched": one.clips_viewed,
                "clips made": one.clips_made,
                "talks": one.talks,
                "mentoring sessions": one.mentoring_sessions,
                "events attended": one.events_attended,
                "clip minutes": one.clip_minutes,
                "talk minutes": one.talk_minutes,
                "event minutes": one.event_minutes,
                "mentoring minutes": one.mentoring_minutes,
            }
        )
    return found


def test_the_reports_say_what_an_independent_count_of_the_year_says(
    application: Application, association: Browser, year
) -> None:
    kinds = figures(api(application, association, "activity", **YEAR))["kinds"]
    said: Counter[str] = Counter()
    for name, (acts, *minutes, _) in kinds.items():
        kind = name.partition(",")[0]
        assert acts is not None, f"{name} is kept back: take more people"
        said[kind] += acts
        for one in ("clip", "talk", "event", "mentoring"):
            if kind.startswith(one) and kind != "clips made":
                said[f"{one} minutes"] += sum(minutes)
    expected = expected_by_kind(year)
    assert {name: round(said[name]) for name in expected} == {
        name: round(value) for name, value in expected.items()
    }


def test_page_and_csv_and_api_say_the_same(application: Application, association: Browser) -> None:
    for name in NAMES:
        report = api(application, association, name, **YEAR)
        page = words(association.get(f"/console/reports/{name}", **YEAR))
        answer = association.get(f"/console/reports/{name}.csv", **YEAR)
        lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
        numbers = [
            (figure["title"], row["name"])
            for figure in report["figures"]
            for row in figure["rows"]
            for _ in row["values"]
        ]
        assert [(line["figure"], line["row"]) for line in lines] == numbers
        for figure in report["figures"]:
            assert figure["finding"] in page
            assert all(definition["words"] in page for definition in figure["definition"])
        assert all(line["n"] and line["period"] and line["definition"] for line in lines)


def test_a_figure_leads_to_its_people_and_they_to_their_statements(association: Browser) -> None:
    page = association.get("/console/reports/activity", **YEAR).text
    [talks] = re.findall(r'href="([^"]+kind=talk[^"]*)"', page)
    behind = association.get(talks.replace("&amp;", "&"))
    [person, *_] = re.findall(r'<th scope="row"><a href="([^"]+)">', behind.text)
    record = association.get(person.replace("&amp;", "&"))
    entries, held = re.findall(r'class="num"[^>]*>(\d+)<', behind.text)[:2]
    assert f"{entries} entries held by {held} statements" in words(record)


def test_those_who_spoke_with_nobody_are_listed(application: Application, browser: Browser) -> None:
    xapi = application.client(browser.store, Scope.ALL)
    talk = {"verb": "http://id.tincanapi.com/verb/talked-with", "object": an_agent("bo")}
    xapi.post(a_statement(actor=an_agent("ada"), **talk), a_statement(actor=an_agent("cy")))
    browser.lrs.reports.refresh(browser.store)
    text = words(browser.get("/console/reports/people", who="silent"))
    assert "Cy" in text
    assert "Ada" not in text


def test_few_people_are_kept_back_everywhere(application: Application, browser: Browser) -> None:
    xapi = application.client(browser.store, Scope.ALL)
    xapi.post(*[a_statement(actor=an_agent(name)) for name in ("ada", "bo", "cy")])
    browser.lrs.reports.refresh(browser.store)
    assert figures(api(application, browser, "activity"))["acts"]["formal"] == [None, None]
    assert "kept back" in words(browser.get("/console/reports/activity"))
    assert b",yes,3," in browser.get("/console/reports/activity.csv").data


@pytest.fixture
def guild(application: Application, browser: Browser) -> Browser:
    """The console of a store of 20 members, 12 of them in chapter North and all of these in East as well but 3."""
    xapi = application.client(browser.store, Scope.ALL)
    listed = []
    for number in range(20):
        actor = an_agent(f"m{number}")
        xapi.post(a_statement(actor=actor, timestamp="2024-03-01T09:00:00Z"))
        groups = ["North"] * (number < 12) + ["East"] * (number < 9) + ["Tiny"] * (number < 4)
        address = actor["mbox"].removeprefix("mailto:")
        listed.append(ListedMember(str(number), address, "", tuple(groups), (), "", None))
    members = MemberList(tuple(listed), ())
    browser.lrs.members.take_in(browser.store.id, "guild.csv", members, browser.email)
    browser.lrs.reports.refresh(browser.store)
    return browser


def test_a_group_s_report_is_the_same_on_page_in_csv_and_over_the_api(
    application: Application, guild: Browser
) -> None:
    asked = {"group": "North", "from": "2024-02-01", "until": "2024-05-31"}
    report = api(application, guild, "activity", **asked)
    assert (report["group"], report["from"], report["until"]) == (
        "North",
        "2024-01-01",
        "2024-12-31",
    )
    assert figures(report)["acts"]["formal"] == [12, 100.0]
    page = words(guild.get("/console/reports/activity", **asked))
    assert "1 January 2024 to 31 December 2024, days in UTC, of the group “North”" in page
    assert "formal 12 100.0 %" in page
    lines = guild.get("/console/reports/activity.csv", **asked).data.decode("utf-8-sig")
    [acts, *_] = csv.DictReader(io.StringIO(lines))
    assert (acts["value"], acts["kept back"]) == ("12", "")
    assert "of the group “North”" in acts["period"]


def test_a_group_too_like_another_is_kept_back(application: Application, guild: Browser) -> None:
    east = api(application, guild, "activity", group="East", until="2024-12-31")
    assert figures(east)["acts"]["formal"] == [None, None]  # or three would be North less East
    assert "kept back" in words(
        guild.get("/console/reports/activity", group="East", until="2024-12-31")
    )


@pytest.mark.parametrize(
    ("name", "group"),
    [("activity", "Tiny"), ("activity", "West"), ("clips", "Tiny"), ("budget", "North")],
)
def test_groups_that_cannot_be_asked_for_are_refused(
    application: Application, guild: Browser, name: str, group: str
) -> None:
    assert guild.get(f"/console/reports/{name}", group=group).status_code == 400
    client = application.client(guild.store, Scope.STATEMENTS_READ)
    answer = client.ask("GET", f"/api/v1/reports/{name}", {"group": group})
    assert answer.status_code == 400
    assert answer.json["violations"][0][0] == "group"
    assert "Tiny" not in guild.get("/console/reports/activity").text


@pytest.mark.parametrize("name", ["ladder", "coverage"])
def test_ladder_and_coverage_are_kept_by_group(
    application: Application, guild: Browser, name: str
) -> None:
    [figure] = api(application, guild, name, group="North", until="2024-12-31")["figures"]
    assert figure["n"] == 12
    assert figure["rows"][0]["values"] == [12, 100.0]


@pytest.mark.parametrize("name", ["contributors", "clips", "answers", "leaders", "return"])
def test_people_of_a_group_are_counted_by_what_they_did(
    application: Application, guild: Browser, name: str
) -> None:
    xapi = application.client(guild.store, Scope.ALL)
    for n in range(20):
        said = {"actor": an_agent(f"m{n}"), "timestamp": "2024-04-01T09:00:00Z"}
        question = {"id": f"https://x.example/q/{n}"}
        parent = question | {"definition": {"type": f"{TINCAN}/activitytype/doubt"}}
        answer = {"id": f"https://x.example/a/{n}"}
        answer["definition"] = {"type": f"{TINCAN}/activitytype/solution"}
        by_another = said | {"actor": an_agent(f"m{(n + 1) % 20}")}
        around = {"contextActivities": {"parent": [parent]}}
        xapi.post(
            a_statement(verb="asked", object=question, **said),
            a_statement(verb="answered", object=answer, context=around, **by_another),
        )
    guild.lrs.reports.refresh(guild.store)
    asked = {"group": "North", "until": "2024-12-31"}
    figures = api(application, guild, name, **asked)["figures"]
    told = {row["name"]: row["values"][0] for figure in figures for row in figure["rows"]}
    expected = {
        "contributors": {"Members": 12, "Made something": 12, "Made 5 or more": 0},
        "clips": {"Members": 12, "Watched a clip": 0},
        "answers": {"Asked": 12, "Got an answer": 12, "within a day": 12, "Answered others": 12},
        "leaders": {"Leaders": None},
        "return": {"People": 12, "Learned informally": 12},
    }
    assert expected[name].items() <= told.items()
    text = words(guild.get(f"/console/reports/{name}", **asked))
    assert "days in UTC, of the group “North”" in text
    file = guild.get(f"/console/reports/{name}.csv", **asked).data.decode("utf-8-sig")
    assert {row["row"] for row in csv.DictReader(io.StringIO(file))} == set(told)


def test_what_if_money_moved_is_answered_over_the_api(
    application: Application, browser: Browser
) -> None:
    line = {"year": "2026", "name": "x", "currency": "EUR"}
    for formality, amount in (("formal", "600"), ("informal", "400")):
        said = line | {"formality": formality, "amount": amount}
        browser.lrs.reports.add_to_budget(browser.store, said, "eva")
    answer = api(application, browser, "budget/what-if", moved="50")
    assert (answer["moved"], answer["figure"]["rows"][1]["values"][0]) == (50, 300.0)
    assert api(application, browser, "budget/what-if")["moved"] == 45
    client = application.client(browser.store, Scope.STATEMENTS_READ)
    assert client.ask("GET", "/api/v1/reports/budget/what-if", {"moved": "101"}).status_code == 400


def test_a_budget_is_typed_in_and_held_against_two_thirds(browser: Browser) -> None:
    where, page = "/console/reports/budget/lines", "/console/reports/budget"
    line = {"year": "2026", "amount": "1 000.50", "currency": "EUR"}
    for formality in ("formal", "informal", "informal"):
        assert browser.post(where, page, name="x", formality=formality, **line).status_code == 303
    text = words(browser.get(page))
    assert "2026 puts 67 % beyond courses" in text
    assert "1 000.50 EUR, formal" in text
    [remove, *_] = re.findall(r'action="([^"]+/remove)"', browser.get(page).text)
    assert browser.post(remove, page).status_code == 303
    assert browser.get(page).text.count("/remove") == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "soon"), ("amount", "-3"), ("currency", "€"), ("formality", "x"), ("name", "")],
)
def test_a_budget_line_that_can_t_be_read_is_refused(
    browser: Browser, name: str, value: str
) -> None:
    line = {"year": "2026", "name": "x", "amount": "9", "currency": "EUR", "formality": "formal"}
    answer = browser.post(
        "/console/reports/budget/lines", "/console/reports/budget", **(line | {name: value})
    )
    assert answer.status_code == 400
    assert name in words(answer)
    assert "/remove" not in browser.get("/console/reports/budget").text


def test_budget_lines_come_from_a_file_and_leave_as_one(browser: Browser) -> None:
    page = "/console/reports/budget"
    file = "year;planned;name;amount;currency;formality\n2026;;Courses;600;eur;formal\n"
    file += "2026;;Talks;400,50;EUR;informal\n2027;yes;Untagged;1;EUR;\n"
    sent = {"file": (io.BytesIO(file.encode()), "budget.csv")}
    assert browser.post("/console/reports/budget/file", page, **sent).status_code == 303
    text = words(browser.get(page))
    assert "puts 67 % beyond courses, which meets two thirds" in text
    assert "is short of two thirds" in words(browser.get(page, moved="10"))
    written = browser.get("/console/reports/budget/lines.csv").data
    back = browser.post("/console/reports/budget/file", page, file=(io.BytesIO(written), "b.csv"))
    assert back.status_code == 303
    assert browser.get(page).text.count("/remove") == 6


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"year,name\n", "it lacks planned, amount, currency, formality"),
        (b"year,planned,name,amount,currency,formality\n2026,,A,1,EUR,\n2026,,B,x,EUR,\n", "row 3"),
        (b"\xff\xfe", "not UTF-8"),
        (b"year,planned,name,amount,currency,formality\n", "1 to 5,000 lines"),
    ],
)
def test_a_budget_file_is_taken_whole_or_not_at_all(browser: Browser, file, said) -> None:
    sent = {"file": (io.BytesIO(file), "budget.csv")}
    answer = browser.post("/console/reports/budget/file", "/console/reports/budget", **sent)
    assert answer.status_code == 400
    assert said in words(answer)
    assert "/remove" not in browser.get("/console/reports/budget").text


def test_clips_are_drawn_by_length_and_share(association: Browser) -> None:
    page = association.get("/console/reports/clips", **YEAR).text
    assert "minutes long and mean share watched" in page.lower()
    assert page.count("<circle") > 5


def test_the_monitor_desk_shows_what_waits_and_who_looks_after_it(association: Browser) -> None:
    page = association.get("/console/monitor")
    assert "May know" in words(page)
    claim = re.findall(r'action="([^"]+/claim)"', page.text)
    assert association.post(claim[0], "/console/monitor").status_code == 303
    page = association.get("/console/monitor")
    assert words(page).count("looks after it") == 1
    assert f"{association.email} looks after it" in words(page)
    assert len(re.findall(r'action="[^"]+/let-go"', page.text)) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/console/reports/horoscope", 404),
        ("/console/reports/activity?from=2026-02-01&until=2026-01-01", 400),
        ("/console/reports/activity?from=yesterday", 400),
        ("/console/reports/people?begin=-1", 400),
        ("/console/reports", 200),
    ],
)
def test_what_is_not_there_is_refused(browser: Browser, path: str, status: int) -> None:
    assert browser.get(path).status_code == status


def test_another_store_s_threads_and_figures_are_not_to_be_had(
    application: Application, association: Browser
) -> None:
    other = signed_in(application)
    assert figures(api(application, other, "activity", **YEAR))["kinds"] == {}
    [claim, *_] = re.findall(r'action="([^"]+/claim)"', association.get("/console/monitor").text)
    assert other.post(claim, "/console/reports/budget").status_code == 404
