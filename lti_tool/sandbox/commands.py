"""The command `hallway demo`."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask

from lrs import Conflict, Lrs
from lti_tool.sandbox import demo as demonstration
from lti_tool.sandbox.association import statements
from lti_tool.sandbox.demo import TIME_ZONE, Demo
from lti_tool.sandbox.evening import play
from lti_tool.sandbox.evening.scenes import SCENES
from lti_tool.sandbox.people import ASSOCIATION, RICH, issuer, person
from lti_tool.sandbox.registering import ensure_registered, own_store

if TYPE_CHECKING:
    import httpx

_IN_PROCESS = "http://localhost/xapi/"

Prepare = Callable[[str, str], object]


def commands(lrs: Lrs, prepare: Prepare, load: Callable[[], Flask]) -> list[click.Command]:
    """Build the sandbox's commands.

    `prepare` migrates and sets up what the first run makes, with the store's title and time zone;
    `load` makes the application.
    """
    return [_demo(lrs, prepare, load)]


def _demo(lrs: Lrs, prepare: Prepare, load: Callable[[], Flask]) -> click.Command:
    @click.command()
    @click.option("--endpoint", help="xAPI address of a running server; without it none is needed.")
    @click.option(
        "--end",
        type=click.DateTime(["%Y-%m-%d"]),
        help="The year ends before this day; today at the first run, later the same again.",
    )
    @click.option("--year-only", is_flag=True, help="Leave the rooms of the tool empty.")
    def demo(endpoint: str | None, end: datetime | None, year_only: bool) -> None:
        """Fill the store `default` with a year of an association of 200 people, and the rooms."""
        import httpx

        prepare(ASSOCIATION, TIME_ZONE)
        found = _demo_of(lrs, end.date() if end else None)
        app = None if endpoint else load()
        transport = httpx.WSGITransport(app=app) if app else None
        address = f"{endpoint.rstrip('/')}/" if endpoint else _IN_PROCESS
        with demonstration.client(found, address, transport) as xapi:
            fresh = _fill(xapi, found, issuer(lrs.settings.sandbox_url))
        if fresh and app and not year_only:
            _evening(lrs, app)
        click.echo(_next(lrs))

    return demo


def _demo_of(lrs: Lrs, end: date | None) -> Demo:
    """Go on with the demo of an earlier run, if this database knows its key."""
    file = lrs.settings.var / "demo.json"
    before = demonstration.remembered(lrs, file)
    if before is None:
        return demonstration.begin(lrs, file, end or datetime.now(UTC).date())
    if end and end.isoformat() != before.end:
        raise Conflict(
            f"The demo's year ends before {before.end}; leave --end out to go on with it."
        )
    return before


def _fill(xapi: "httpx.Client", demo: Demo, iss: str) -> bool:
    """Send what isn't there yet, and say whether anything was; raises DemoRefused."""
    year = list(statements(date.fromisoformat(demo.end), iss))
    if demonstration.holds(xapi, year[-1]):
        click.echo(f"The store holds the year before {demo.end} already.")
        return False
    label = f"{ASSOCIATION}: {len(year)} statements"
    with click.progressbar(length=len(year), label=label) as bar:
        for count in demonstration.send(xapi, year):
            bar.update(count)
    return True


def _evening(lrs: Lrs, app: Flask) -> None:
    """Let some of the people use the rooms; raises DemoStuck."""
    platform = ensure_registered(lrs, own_store(lrs))
    with click.progressbar(length=SCENES, label="An evening in the rooms") as bar:
        play(app, lrs, platform, lambda: bar.update(1))


def _next(lrs: Lrs) -> str:
    """Say where to click next, and how an administrator signs in."""
    learner = person(RICH).name
    settings = lrs.settings
    lines = [
        f"Sandbox LMS    {issuer(settings.sandbox_url)}  (launch as {learner}, a learner)",
        f"Console        {settings.base_url}/console",
        *(f"  {name:<12} {value}" for name, value in _administrator(settings.var)),
    ]
    if not settings.sandbox:
        lines.append(
            "The sandbox LMS is only there with HALLWAY_SANDBOX=1, which `make demo` sets."
        )
    return "\n".join(lines)


def _administrator(var: Path) -> list[tuple[str, str]]:
    """Give the e-mail and the password that the first run made."""
    file = var / "first-run.json"
    made = json.loads(file.read_text()) if file.exists() else {}
    return [(name, made[name]) for name in ("email", "password") if name in made]
