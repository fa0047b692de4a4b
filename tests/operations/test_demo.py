"""hallway demo, run as a newcomer runs it: on nothing, twice."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import ColumnElement, Connection, func, select

import wsgi
from lrs import Conflict, Evidence, Lrs, LrsError, migrations
from lrs.database import metadata
from lti_tool.asks.tables import asks
from lti_tool.clips.tables import clip_captions, clips
from lti_tool.clips.watching.tables import watched_clips
from lti_tool.contributors.tables import contributor_assignments
from lti_tool.needs.tables import recommendations
from lti_tool.network.tables import attendances, encounters, introductions
from lti_tool.sandbox.association import statements
from lti_tool.sandbox.association.totals import totals
from lti_tool.sandbox.evening import play
from lti_tool.sandbox.evening.scenes import SCENES
from lti_tool.sandbox.people import BUSIEST, RICH, SILENT, issuer
from lti_tool.sandbox.registering import ensure_registered
from lti_tool.talk.tables import reports
from tests.conftest import settings_of
from tests.postgresql.shared import database_url

END = "2026-11-22"
Hallway = Callable[..., Result]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Lrs, Hallway]]:
    """A store filled by the command, and the command."""
    folder = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{folder}/hallway.db"
    if request.param == "postgresql":
        url = database_url(tmp_path_factory, "demo")
    built = wsgi.build(settings_of(folder, HALLWAY_DATABASE_URL=url, HALLWAY_SANDBOX="1"))

    def hallway(*arguments: str) -> Result:
        return CliRunner().invoke(wsgi.commands(built), arguments)

    first = hallway("demo", "--end", END, "--year-only")
    assert first.exit_code == 0, first.output
    assert "/sandbox" in first.output
    assert "/console" in first.output
    yield built.lrs, hallway
    built.database.close()


@pytest.fixture(scope="module")
def year():
    return list(statements(date.fromisoformat(END), issuer("http://127.0.0.1:8000")))


def record(lrs: Lrs, number: int):
    store = lrs.store_named("default")
    account = {"homePage": issuer(lrs.settings.sandbox_url), "name": str(number)}
    return lrs.learner_record(store.id, lrs.meet(store.id, {"account": account}))


def files(lrs: Lrs) -> dict[str, str]:
    return {file.name: file.read_text() for file in Path(lrs.settings.var).glob("*.json")}


def test_the_store_is_the_association(demo):
    lrs, _ = demo
    store = lrs.store_named("default")
    assert (store.title, store.time_zone) == ("Tallyfold Academy", "America/Chicago")
    assert 170 < lrs.count_people(store.id) <= 200


def test_a_second_run_changes_nothing(demo):
    lrs, hallway = demo
    before, kept = record(lrs, RICH), files(lrs)
    again = hallway("demo")
    assert again.exit_code == 0, again.output
    assert "already" in again.output
    assert record(lrs, RICH) == before
    assert files(lrs) == kept


def test_another_end_is_refused(demo):
    lrs, hallway = demo
    kept = files(lrs)
    refused = hallway("demo", "--end", "2026-11-23")
    assert isinstance(refused.exception, Conflict)
    assert END in str(refused.exception)
    assert files(lrs) == kept


def test_a_server_that_is_not_there_is_named(demo):
    _, hallway = demo
    refused = hallway("demo", "--endpoint", "http://127.0.0.1:9/xapi")
    assert isinstance(refused.exception, LrsError)
    assert "http://127.0.0.1:9/xapi" in str(refused.exception)


@pytest.mark.parametrize("number", [RICH, BUSIEST, 48])
def test_records_hold_what_the_statements_say(demo, year, number):
    lrs, _ = demo
    expected = totals(year, str(number))
    entries = record(lrs, number).entries
    minutes = {kind: sum(e.minutes or 0 for e in entries if e.kind == kind) for kind in KINDS}
    counts = {kind: sum(e.kind == kind for e in entries) for kind in KINDS}
    assert counts["course"] == expected.courses_completed
    assert counts["clip-view"] == expected.clips_viewed
    assert counts["clip"] == expected.clips_made
    assert counts["event"] == expected.events_attended
    assert counts["talk"] == expected.talks
    assert counts["mentoring"] == expected.mentoring_sessions
    assert minutes["event"] == pytest.approx(expected.event_minutes, abs=0.01)
    assert minutes["talk"] == pytest.approx(expected.talk_minutes, abs=0.01)
    assert minutes["mentoring"] == pytest.approx(expected.mentoring_minutes, abs=0.01)
    assert minutes["clip-view"] == pytest.approx(expected.clip_minutes, abs=0.01)
    confirmed = [e.kind for e in entries if e.evidence is Evidence.PEER_CONFIRMED]
    assert len(confirmed) == expected.confirmed
    assert set(confirmed) <= {"talk", "mentoring"}
    formal = expected.quiz_minutes + expected.lesson_minutes
    assert minutes["activity"] == pytest.approx(formal, abs=0.01)


KINDS = ("course", "activity", "clip", "clip-view", "event", "talk", "mentoring")


def test_every_statement_of_the_year_is_known_to_the_record(demo):
    lrs, _ = demo
    assert record(lrs, RICH).unclassified == ()
    assert record(lrs, SILENT).entries == ()


def test_some_of_its_people_use_the_rooms(tmp_path: Path):
    built = wsgi.build(settings_of(tmp_path, HALLWAY_SANDBOX="1"))
    migrations.migrate(built.database, metadata)
    store = built.lrs.create_store("default", "Tallyfold Academy")
    platform = ensure_registered(built.lrs, store)
    played: list[int] = []
    app = wsgi.create_app(built)
    play(app, built.lrs, platform, lambda: played.append(1))
    assert len(played) == SCENES
    with built.database.reading() as connection:
        states = set(connection.execute(select(clips.c.state)).scalars())
        there = {
            "confirmed talks": _count(connection, encounters.c.state == "confirmed"),
            "introductions": _count(connection, introductions.c.one_state == "confirmed"),
            "people at an event": _count(connection, attendances.c.came.is_not(None)),
            "asks with the answer that helped": _count(connection, asks.c.accepted.is_not(None)),
            "recommendations that helped": _count(
                connection, recommendations.c.opinion == "helped"
            ),
            "fees that are due": _count(connection, contributor_assignments.c.state == "approved"),
            "captions": _count(connection, clip_captions.c.words.contains("Match the two")),
            "clips with heat": _count(connection, watched_clips.c.viewers >= 5),
            "reports that wait": _count(connection, reports.c.decision == ""),
        }
    assert states == {"ready"}
    assert [name for name, number in there.items() if not number] == []
    assert record(built.lrs, RICH).unclassified == ()
    course = app.test_client().get("/sandbox", base_url=built.lrs.settings.sandbox_url).text
    for title in ("Asks", "Network", "For you", "Contribute"):
        assert f">{title}</button>" in course
    built.database.close()


def _count(connection: Connection, which: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).where(which)) or 0
