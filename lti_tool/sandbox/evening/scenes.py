"""All scenes of the evening, in the order in which they are played."""

from collections.abc import Callable

from flask import Flask

from lrs import Lrs
from lti_tool.launch.platforms import Platform
from lti_tool.sandbox.evening import (
    asking,
    contributing,
    linking,
    meeting,
    shelving,
    speaking,
    watching,
)
from lti_tool.sandbox.evening.company import Company, Scene

_SCENES: tuple[Scene, ...] = (
    *speaking.scenes,
    *shelving.scenes,
    *watching.scenes,
    *asking.scenes,
    *meeting.scenes,
    *contributing.scenes,
    *linking.scenes,
)
SCENES = len(_SCENES)


def play(app: Flask, lrs: Lrs, platform: Platform, tell: Callable[[], None]) -> None:
    """Play all scenes; `tell` is called after each. Raises DemoStuck when a room refuses."""
    company = Company(app, lrs, platform)
    for scene in _SCENES:
        scene(company)
        tell()
