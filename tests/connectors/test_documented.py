"""Each connector is documented, tried, and says to members what it records."""

from pathlib import Path

import pytest

from connectors.registry import CONNECTORS
from tests.connectors.file_trials import FILES
from tests.connectors.trials import HOOKS, PULLS

FOLDER = Path(__file__).parents[2] / "connectors"
TRIED = {trial.kind for trial in (*HOOKS, *PULLS, *FILES)}


@pytest.mark.parametrize("name", CONNECTORS)
def test_a_connector_is_documented_and_goes_through_the_contract(name: str) -> None:
    assert (FOLDER / name / "README.md").is_file()
    assert (FOLDER / name / "samples" / "README.md").is_file()  # where its messages come from
    assert name in TRIED
    assert CONNECTORS[name].notice
