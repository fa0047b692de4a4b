"""PostgreSQL's plans of small reads are kept for a second: a table may have grown by then."""

from lrs.database.plans import ANEW, FORGET, KEPT, Plans


def test_a_plan_is_forgotten_after_a_second() -> None:
    now = [100.0]
    plans = Plans(keeps=True, clock=lambda: now[0])
    for at, said in ((100.0, [KEPT, FORGET]), (100.9, []), (101.1, [FORGET]), (101.2, [])):
        now[0] = at
        assert plans.changes(kept=True) == said
        plans.changed(said)
    assert plans.changes(kept=False) == [ANEW]


def test_who_keeps_no_plans_says_nothing_about_them() -> None:
    plans = Plans(keeps=False)
    assert plans.changes(kept=True) == plans.changes(kept=False) == []
