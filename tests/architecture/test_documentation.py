"""What isn't written down doesn't exist: settings, commands, routes, dependencies, errors."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

import wsgi
from lrs.resources import RESOURCES
from lrs.resources.errors import STATUSES
from lrs.settings import Settings
from tests.conftest import settings_of

CHECKOUT = Path(__file__).parents[2]


def _read(name: str) -> str:
    return (CHECKOUT / name).read_text()


@pytest.fixture(scope="module")
def hallway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[wsgi.Hallway]:
    """The whole application; nothing in here opens its database."""
    built = wsgi.build(settings_of(tmp_path_factory.mktemp("documented"), HALLWAY_SANDBOX="1"))
    yield built
    built.database.close()


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_each_setting_stands_in_the_documentation(setting: str) -> None:
    assert f"`HALLWAY_{setting.upper()}`" in _read("docs/settings.md")


def test_no_setting_is_documented_that_is_gone() -> None:
    known = {f"HALLWAY_{field.name.upper()}" for field in fields(Settings)}
    assert set(re.findall(r"`(HALLWAY_[A-Z_]+)`", _read("docs/settings.md"))) == known


def test_each_command_stands_in_the_documentation(hallway: wsgi.Hallway) -> None:
    text = _read("docs/commands.md")
    assert [name for name in _commands(wsgi.commands(hallway), "") if f"`{name}" not in text] == []


def test_each_command_says_what_it_does(hallway: wsgi.Hallway) -> None:
    root = wsgi.commands(hallway)
    assert [name for name, found in root.commands.items() if not found.get_short_help_str()] == []


def _commands(group: click.Group, above: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above} {name}")
        else:
            yield f"hallway{above} {name}"


def test_each_route_stands_in_the_documentation(hallway: wsgi.Hallway) -> None:
    text = _read("docs/routes.md")
    found = {rule.rule for rule in wsgi.create_app(hallway).url_map.iter_rules()} | {*RESOURCES}
    # The second address that each page of the tool has in a launch stands there once for all.
    rules = {rule.replace("/app/~<of_launch>/", "/app/", 1) for rule in found}
    assert sorted(rule for rule in rules if f"`{rule}`" not in text) == []


@pytest.mark.parametrize("slug", [row[2] for row in STATUSES])
def test_each_error_stands_in_the_documentation(slug: str) -> None:
    assert f"`urn:hallway:error:{slug}`" in _read("docs/errors.md")


def test_each_room_stands_on_the_map() -> None:
    rooms = {
        path.parent.relative_to(CHECKOUT)
        for house in ("lrs", "lti_tool", "connectors")
        for path in (CHECKOUT / house).glob("*/__init__.py")
    }
    text = _read("docs/architecture.md")
    assert sorted(str(room) for room in rooms if f"`{room}/`" not in text) == []


def test_each_dependency_is_accounted_for() -> None:
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=\[]", line)[0] for line in asked}
    text = _read("docs/dependencies.md")
    assert sorted(name for name in names if f"| {name} |" not in text) == []


def test_the_decisions_are_numbered_without_gaps() -> None:
    files = sorted(path.name for path in (CHECKOUT / "docs/decisions").glob("*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))


@pytest.mark.parametrize("path", [*sorted(CHECKOUT.glob("docs/**/*.md")), CHECKOUT / "README.md"])
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []
