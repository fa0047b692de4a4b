import pytest

from lrs.xapi.about import about
from lrs.xapi.version import Version


@pytest.mark.parametrize("version", [None, *Version])
def test_every_version_is_listed_to_everybody(version: Version | None) -> None:
    assert sorted(about(version)["version"]) == ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"]


def test_the_asked_version_comes_first() -> None:
    assert about(Version.V2_0)["version"][0] == "2.0.0"
