"""Which version a request speaks."""

import pytest

from lrs.errors import InvalidRequest
from lrs.xapi.version import Version, negotiate


@pytest.mark.parametrize(
    ("header", "version"),
    [
        ("1.0", Version.V1_0_3),
        ("1.0.0", Version.V1_0_3),
        ("1.0.3", Version.V1_0_3),
        ("1.0.9", Version.V1_0_3),
        ("1.0.10", Version.V1_0_3),
        (" 1.0.3 ", Version.V1_0_3),
        ("2.0", Version.V2_0),
        ("2.0.0", Version.V2_0),
        ("2.0.1", Version.V2_0),
    ],
)
def test_negotiated(header: str, version: Version) -> None:
    assert negotiate(header) is version


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "0.9",
        "0.95",
        "1",
        "1.1.0",
        "1.00",
        "1.0.",
        "1.0.x",
        "2",
        "2.1",
        "3.0",
        "\uff11.0",
        "x",
    ],
)
def test_refused(header: str | None) -> None:
    with pytest.raises(InvalidRequest) as refused:
        negotiate(header)
    assert refused.value.violations[0].pointer == "X-Experience-API-Version"


def test_the_answer_names_the_version_as_clients_know_it() -> None:
    assert [version.value for version in Version] == ["1.0.3", "2.0.0"]
