import pytest

from lrs.xapi.flat_statement import flat, seconds
from tests.builders import a_reference, a_stored_statement, an_account


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        (None, None),
        ("PT1H30M", 5400),
        ("P1DT0,5S", 86400.5),
        ("P4W", 4 * 7 * 86400),
        ("P1M", None),
        ("P1YT5S", None),
        ("PT2M", 120),
    ],
)
def test_a_duration_is_a_number_where_it_has_one(
    duration: str | None, expected: float | None
) -> None:
    assert seconds(duration) == expected


def test_results_become_columns() -> None:
    result = {"score": {"scaled": 0.5, "raw": 10**400}, "success": False, "duration": "PT5S"}
    row = flat(a_stored_statement(actor=an_account("17"), result=result))
    assert row.actor == 'account:["https://lms.example.org","17"]'
    assert (row.success, row.completion) == (False, None)
    assert (row.score_scaled, row.score_raw, row.duration_seconds) == (0.5, None, 5)


def test_a_reference_says_what_it_refers_to_and_what_it_voids() -> None:
    target = "E0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"
    voiding = flat(a_stored_statement(verb="voided", object=a_reference(target)))
    assert (voiding.activity, voiding.refers_to, voiding.voids) == (
        None,
        target.lower(),
        target.lower(),
    )
    assert flat(a_stored_statement(object=a_reference(target))).voids is None
