"""Incremental equals rebuilt: whatever comes in, in whatever order, a record is what folding it anew gives."""

import random
from uuid import uuid4

import pytest
from click.testing import CliRunner

from lrs import Scope, record_commands
from tests.builders import Json, a_statement, a_voiding, an_account
from tests.http.xapi_client import Application

ADA = an_account("ada")
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
        assert lrs.rebuilt_record(store.id, person_id) == seen


def test_the_command_folds_everybody_and_says_what_it_found(application: Application) -> None:
    store = application.new_store()
    application.client(store, Scope.ALL).post(
        a_statement(actor=ADA),
        a_statement(actor=an_account("bo"), verb="https://x.example/juggled"),
    )
    [group] = record_commands.commands(application.lrs)
    answer = CliRunner().invoke(group, ["rebuild", "--store", store.name])
    assert "2 records, 1 entries, 1 statements that no rule knows." in answer.output
