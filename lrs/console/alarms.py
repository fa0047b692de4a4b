"""Alarms of the console: what stopped and waits for an administrator, as other packages tell it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from flask import Blueprint
from flask.blueprints import BlueprintSetupState


class Alarm(NamedTuple):
    """Something that stopped: what, why, and the page where it is mended."""

    title: str
    words: str
    page: str


Ring = Callable[[int], Sequence[Alarm]]


def add_alarms(pages: Blueprint, ring: Ring) -> None:
    """Let the first page of the console ask `ring` for the alarms of a store."""

    def hang(state: BlueprintSetupState) -> None:
        rings = state.app.jinja_env.globals.setdefault("console_alarms", [])
        cast(list[Ring], rings).append(ring)

    pages.record_once(hang)
