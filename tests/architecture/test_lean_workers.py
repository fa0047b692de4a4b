"""A worker that serves pages does without the libraries that only few of them need."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
_START = """
import sys, wsgi
app = wsgi.create_app()
answer = app.test_client().get("/healthz")
print(answer.status_code, *set(sys.modules) & set(sys.argv[1:]))
"""


def test_an_application_that_answers_has_loaded_nothing_that_comes_late(tmp_path: Path) -> None:
    own = {"PATH": os.defpath, "HALLWAY_VAR": str(tmp_path), "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-c", _START, *_late()]
    done = subprocess.run(
        command, env=own, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.split() == ["200"]


def _late() -> list[str]:
    """Name what the project's rules let nobody import at the top of a file."""
    rules = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    tidy = rules["tool"]["ruff"]["lint"]["flake8-tidy-imports"]
    return list(tidy["banned-module-level-imports"])
