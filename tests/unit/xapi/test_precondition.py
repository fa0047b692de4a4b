import pytest

from lrs.errors import DocumentConflict, PreconditionFailed
from lrs.xapi import precondition
from lrs.xapi.version import Version

TAG = '"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"'
OTHER = '"1111111111111111111111111111111111111111"'


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize(
    ("if_match", "if_none_match", "current"),
    [
        (TAG, None, TAG),
        ("*", None, TAG),
        (f"{OTHER}, {TAG}", None, TAG),
        (f"W/{TAG}", None, TAG),
        (TAG.strip('"'), None, TAG),
        (None, "*", None),
        (None, OTHER, TAG),
        (None, OTHER, None),
        (None, None, None),
    ],
)
def test_a_precondition_that_holds_lets_the_write_through(
    method: str, if_match: str | None, if_none_match: str | None, current: str | None
) -> None:
    precondition.check(method, if_match, if_none_match, current, required=True)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(
    ("if_match", "if_none_match", "current"),
    [
        (OTHER, None, TAG),
        ("", None, TAG),
        (TAG, None, None),
        ("*", None, None),
        (None, "*", TAG),
        (None, TAG, TAG),
        (TAG, "*", TAG),
    ],
)
def test_a_precondition_that_fails_stops_it(
    method: str,
    required: bool,
    if_match: str | None,
    if_none_match: str | None,
    current: str | None,
) -> None:
    with pytest.raises(PreconditionFailed, match="If-"):
        precondition.check(method, if_match, if_none_match, current, required=required)


def test_a_blind_put_over_a_document_is_a_conflict_that_says_what_to_do() -> None:
    with pytest.raises(DocumentConflict) as refused:
        precondition.check("PUT", None, None, TAG, required=True)
    assert "GET" in str(refused.value)
    assert f"If-Match: {TAG}" in str(refused.value)


@pytest.mark.parametrize(("method", "required"), [("PUT", False), ("POST", True), ("DELETE", True)])
def test_other_blind_writes_pass(method: str, required: bool) -> None:
    precondition.check(method, None, None, TAG, required=required)


@pytest.mark.parametrize(
    ("version", "state", "required"),
    [
        (Version.V1_0_3, True, False),
        (Version.V1_0_3, False, True),
        (Version.V2_0, True, True),
        (Version.V2_0, False, True),
    ],
)
def test_only_state_before_2_0_needs_none(version: Version, state: bool, required: bool) -> None:
    assert precondition.is_required(version, state=state) is required
