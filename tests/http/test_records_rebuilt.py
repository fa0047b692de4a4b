"""Incremental equals rebuilt: whatever comes in, in whatever order, a record is what folding it anew gives."""

import random
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select

from lrs import Scope, record_commands
from lrs.learner_records import learner_record
from lrs.projecting import grown
from lrs.record.staff import DISPUTE
from lrs.record.vocabulary import ACROSSX
from lrs.storage.record_projections import record_projections
from lrs.storage.stores import Store
from lrs.unifying import unified
from tests.builders import Json, a_reference, a_statement, a_voiding, an_account
from tests.http.xapi_client import Application

ADA, BO = an_account("ada"), an_account("bo")
ATTESTED = "https://hallway.example/profile/verbs/attested"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
VERBS = ("completed", "initialized", "passed", "attended", "commented", "juggled", "experienced")


def _deed(chance: random.Random, known: list[str]) -> Json:
    if known and chance.random() < 0.2:
        return a_voiding(known.pop(chance.randrange(len(known)))) | {"id": str(uuid4())}
    return a_statement(
        id=str(uuid4()),
        actor=ADA,
        verb=chance.choice(VERBS),
        object=f"course-{chance.randrange(4)}",
        timestamp=f"2026-03-{chance.randrange(1, 28):02}T09:00:00Z",
    )


def _dispute(about: str) -> Json:
    context = {"extensions": {DISPUTE: True}}
    said = a_statement(actor=ADA, verb=f"{ACROSSX}reported", object=a_reference(about))
    return said | {"context": context, "result": {"response": "Not so."}}


@pytest.mark.parametrize("seed", range(4))
def test_reading_between_writes_gives_what_folding_anew_gives(
    application: Application, seed: int
) -> None:
    chance, known = random.Random(seed), list[str]()
    lrs, store = application.lrs, application.new_store()
    xapi = application.client(store, Scope.ALL)
    person_id = lrs.meet(store.id, ADA)
    for _ in range(12):
        said = _deed(chance, known)
        xapi.post(said)
        if said["verb"]["id"] != "http://adlnet.gov/expapi/verbs/voided":
            known.append(said["id"])
        seen = lrs.learner_record(store.id, person_id)
        held = {line.id for entry in seen.entries for line in entry.statements}
        assert held <= set(known)
        anew = grown(lrs.database, store.id, person_id, anew=True)
        assert unified(lrs.database, store.id, anew.record()) == seen


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_and_what_came_since_give_what_folding_anew_gives(
    application: Application, seed: int
) -> None:
    """Voided, attested, disputed, joined, by other rules: each look is that of a process that remembers nothing."""
    chance, known = random.Random(seed), list[str]()
    lrs, store = application.lrs, application.new_store()
    xapi = application.client(store, Scope.ALL)
    person_id, other_id = lrs.meet(store.id, ADA), lrs.meet(store.id, BO)
    for round_ in range(10):
        said = [_deed(chance, known), _deed(chance, known) | {"actor": BO}]
        if known:
            said.append(
                a_statement(actor=BO, verb=ATTESTED, object=a_reference(chance.choice(known)))
            )
            said.append(_dispute(chance.choice(known)))
        xapi.post(*said)
        known += [each["id"] for each in said[:2] if each["verb"]["id"] != VOIDED]
        if round_ == 3:
            join = lrs.joins.join(store.id, other_id, person_id, "eva", "They said so.")
        if round_ == 6:
            lrs.joins.undo(store.id, join.id, "eva")
        seen = learner_record(lrs.database, store.id, person_id)
        assert grown(lrs.database, store.id, person_id, anew=True).record() == seen
        if chance.random() < 0.6:
            lrs.reports.refresh(store)
            assert grown(lrs.database, store.id, person_id).is_kept
            assert learner_record(lrs.database, store.id, person_id) == seen


def test_what_is_kept_does_not_outlive_the_rules(application: Application) -> None:
    lrs, store = application.lrs, application.new_store()
    xapi = application.client(store, Scope.ALL)
    xapi.post(a_statement(actor=ADA, verb="https://x.example/juggled"))
    person_id = lrs.meet(store.id, ADA)
    lrs.reports.refresh(store)
    assert not lrs.learner_record(store.id, person_id).entries
    change = {"verb": "https://x.example/juggled", "kind": "activity", "role": "makes"}
    version = lrs.classification.draft(store.id, change, "Juggling counts.", "eva")
    lrs.classification.activate(store.id, version, "eva")
    assert len(lrs.learner_record(store.id, person_id).entries) == 1
    assert lrs.reports.refresh(store) >= 1
    assert grown(lrs.database, store.id, person_id).is_kept


def test_the_command_folds_everybody_and_says_what_it_found(application: Application) -> None:
    store = application.new_store()
    application.client(store, Scope.ALL).post(
        a_statement(actor=ADA),
        a_statement(actor=an_account("bo"), verb="https://x.example/juggled"),
    )
    [group] = record_commands.commands(application.lrs)
    answer = CliRunner().invoke(group, ["rebuild", "--store", store.name])
    assert "2 records, 1 entries, 1 statements that no rule knows." in answer.output


def _kept(application: Application, store: Store) -> dict[UUID, tuple[str, bytes]]:
    database = application.database
    rows = select(record_projections).where(record_projections.c.store_id == store.id)
    with database.reading() as connection:
        found = connection.execute(rows).all()
    return {row.person_id: (row.ground, row.content) for row in found}


def test_several_processes_keep_what_one_does(application: Application) -> None:
    store, chance = application.new_store(), random.Random(7)
    said = [_deed(chance, []) | {"actor": an_account(f"p{n % 45}")} for n in range(150)]
    application.client(store, Scope.ALL).post(*said)
    [group] = record_commands.commands(application.lrs)
    outcomes = []
    for jobs in ("1", "2"):
        with application.database.engine.begin() as connection:
            connection.execute(delete(record_projections))
        answer = CliRunner().invoke(group, ["rebuild", "--store", store.name, "--jobs", jobs])
        outcomes.append((answer.exit_code, answer.stdout, _kept(application, store)))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0] == 0
    assert len(outcomes[0][2]) == 45
