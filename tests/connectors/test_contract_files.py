"""What every connector whose files are handed in must do, with a recorded file of each system."""

import io
from typing import Any
from uuid import uuid4

import pytest

from connectors.connector import Files, Handed, Origin
from connectors.desk import check
from connectors.imports.office import Office
from connectors.imports.storage import Import, Stage
from connectors.imports.work import Work
from connectors.registry import CONNECTORS
from connectors.storage import Connection
from lrs import Conflict, InvalidRequest, Lrs, LrsError
from tests.connectors.conftest import Works
from tests.connectors.file_trials import FILES
from tests.connectors.trial import FileTrial

pytestmark = pytest.mark.parametrize("trial", FILES, ids=lambda trial: trial.kind)


class _Hands:
    """Hands files in and lets the worker work."""

    def __init__(self, works: Works, trial: FileTrial, **plan: Any) -> None:
        self.works, self.trial = works, trial
        self.office = Office(works.desk)
        self.worker = Work(self.office, works.runner)
        self.connection: Connection = works.connect(trial.kind, trial.settings, **plan)

    def tried(self, content: bytes | None = None) -> Import:
        given = self.trial.content() if content is None else content
        made = self.office.hand_in(
            self.connection, self.trial.file, io.BytesIO(given), "test", self.trial.reading
        )
        return self.on(made)

    def told(self, content: bytes | None = None) -> Import:
        made = self.tried(content)
        self.office.tell(made)
        return self.on(made)

    def on(self, made: Import) -> Import:
        self.worker.work()
        return self.office.find(made.store_id, made.id)

    def counts(self, made: Import) -> tuple[str, int, int, int]:
        return made.state, made.told, made.known, made.faults


def test_it_tells_exactly_the_golden_statements(trial: FileTrial) -> None:
    kind = CONNECTORS[trial.kind]
    assert isinstance(kind, Files)
    settings = check(kind, trial.settings)
    origin = Origin("https://hallway.example/connections/1", settings)
    handed = Handed(trial.file, io.BytesIO(trial.content()), settings, trial.reading or {})
    told = [s for each in kind.placed(handed) for s in kind.translate(each.event, origin)]
    assert told == trial.golden()


def test_trying_tells_nothing_and_counts_what_telling_does(works: Works, trial: FileTrial) -> None:
    hands = _Hands(works, trial)
    tried = hands.tried()
    number = len(trial.golden())
    assert hands.counts(tried) == (Stage.TRIED, number, 0, 0)
    assert works.statements() == []
    hands.office.tell(tried)
    assert hands.counts(hands.on(tried)) == (Stage.TOLD, number, 0, 0)
    assert len(works.statements()) == number


def test_the_same_file_twice_is_once(works: Works, trial: FileTrial) -> None:
    hands = _Hands(works, trial)
    hands.told()
    once = works.statements()
    again = hands.told()
    assert hands.counts(again) == (Stage.TOLD, 0, len(once), 0)
    assert works.statements() == once
    assert hands.counts(hands.tried())[2] == len(once)


def test_what_is_wrong_is_said_by_its_place_and_the_rest_is_told(
    works: Works, trial: FileTrial
) -> None:
    hands = _Hands(works, trial)
    made = hands.told(trial.spoiled(trial.content()))
    assert (made.state, made.faults) == (Stage.TOLD, 1)
    fault = hands.office.faults(made)[0]
    assert fault.place
    assert fault.message
    assert len(works.statements()) == len(trial.golden()) - 1
    whole = hands.told()
    assert hands.counts(whole) == (Stage.TOLD, 1, len(trial.golden()) - 1, 0)


def test_what_was_taken_back_is_void_and_can_be_told_anew(works: Works, trial: FileTrial) -> None:
    hands = _Hands(works, trial)
    made = hands.told()
    told = [each["id"] for each in works.statements()]
    hands.office.undo(made)
    assert hands.on(made).state is Stage.UNDONE
    left = works.statements()
    assert {each["verb"]["id"].rpartition("/")[2] for each in left} == {"voided"}
    assert sorted(each["object"]["id"] for each in left) == sorted(told)
    anew = hands.told()
    assert anew.told == len(told)
    counting = [s for s in works.statements() if not s["verb"]["id"].endswith("voided")]
    assert len(counting) == len(told)
    hands.office.undo(anew)
    assert hands.on(anew).state is Stage.UNDONE
    assert len(works.statements()) == 2 * len(told)


def test_only_what_a_file_told_itself_is_taken_back(works: Works, trial: FileTrial) -> None:
    hands = _Hands(works, trial)
    first = hands.told()
    second = hands.told()
    hands.office.undo(second)
    hands.on(second)
    assert len(works.statements()) == first.told


def test_a_worker_that_dies_in_the_middle_loses_and_repeats_nothing(
    works: Works, trial: FileTrial, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = _Hands(works, trial)
    made = hands.tried()
    hands.office.tell(made)
    monkeypatch.setattr("connectors.imports.work._CHUNK", 1)
    record, calls = Lrs.record_along, [0]

    def killed(*args: Any) -> Any:
        calls[0] += 1
        if calls[0] == 2:
            raise KeyboardInterrupt
        return record(*args)

    monkeypatch.setattr(Lrs, "record_along", killed)
    with pytest.raises(KeyboardInterrupt):
        hands.worker.work()
    half = hands.office.find(made.store_id, made.id)
    assert (half.state, half.at) == (Stage.TELLING, 1)
    assert hands.on(made).at == 1  # somebody may still be at it
    works.clock.seconds += 61
    assert hands.counts(hands.on(made)) == (Stage.TOLD, len(trial.golden()), 0, 0)
    assert len(works.statements()) == len(trial.golden())


def test_a_file_that_is_none_is_refused_with_the_reason(works: Works, trial: FileTrial) -> None:
    hands = _Hands(works, trial)
    with pytest.raises(InvalidRequest, match="end in"):
        hands.office.hand_in(hands.connection, "a.exe", io.BytesIO(b"x"), "test")
    with pytest.raises(InvalidRequest, match="empty"):
        hands.office.hand_in(hands.connection, trial.file, io.BytesIO(), "test")
    assert hands.office.all(hands.connection) == []


def test_nothing_happens_out_of_turn(works: Works, trial: FileTrial) -> None:
    hands = _Hands(works, trial)
    made = hands.tried()
    for wrong in (hands.office.undo, hands.office.again):
        with pytest.raises(Conflict):
            wrong(made)
    hands.office.tell(made)
    told = hands.on(made)
    for wrong in (hands.office.tell, hands.office.remove):
        with pytest.raises(Conflict):
            wrong(told)
    with pytest.raises(LrsError):
        hands.office.find(works.store.id + 1, made.id)
    with pytest.raises(LrsError):
        hands.office.find(works.store.id, uuid4())


def test_nobody_is_named_where_only_figures_are_wanted(works: Works, trial: FileTrial) -> None:
    _Hands(works, trial, aggregate=True).told()
    names = {each["actor"]["account"]["name"] for each in works.statements()}
    assert names == {"everybody"}


def test_people_who_paused_are_left_out_and_can_be_told_later(
    works: Works, trial: FileTrial
) -> None:
    hands = _Hands(works, trial)
    somebody = trial.golden()[0]["actor"]
    person = works.lrs.meet(works.store.id, somebody)
    works.desk.pause_person(works.store.id, person, paused=True)
    made = hands.told()
    assert made.silent > 0
    assert somebody not in [each["actor"] for each in works.statements()]
    works.desk.pause_person(works.store.id, person, paused=False)
    assert hands.told().told == made.silent


def test_files_are_not_readable_in_the_database_and_go_after_their_days(
    works: Works, trial: FileTrial
) -> None:
    hands = _Hands(works, trial, raw_days=1)
    made = hands.told()
    piece = hands.office.read(made.store_id, lambda known: known.piece(made.id, 0))
    assert piece
    assert trial.content()[:40] not in piece
    works.clock.seconds += 2 * 86_400
    works.runner.run_due()
    assert hands.office.read(made.store_id, lambda known: known.piece(made.id, 0)) is None
    hands.office.undo(made)  # needs no file
    assert hands.on(made).state is Stage.UNDONE


def test_a_connection_that_is_forgotten_takes_its_files_along(
    works: Works, trial: FileTrial
) -> None:
    hands = _Hands(works, trial)
    made = hands.told()
    works.desk.remove(hands.connection)
    assert hands.office.read(made.store_id, lambda known: known.find(made.id)) is None
    assert works.statements()
