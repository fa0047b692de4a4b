"""The tool as these tests see it: with a clock of their own, and by the codes that its pages show."""

import time

from flask import Flask

import lti_tool
from lrs import Lrs
from lrs.web import furnish


def code_of(answer) -> str:
    """The code that the refusal page shows."""
    return answer.text.partition('<span class="tag mono">')[2].partition("<")[0]


class Clock:
    """The machine's clock, put `ahead` by so many seconds."""

    ahead: float = 0

    def __call__(self) -> int:
        return (time.time_ns() // 1000) + int(self.ahead * 1_000_000)


def app_with(lrs: Lrs, clock: Clock) -> Flask:
    app = Flask(__name__, static_folder=None)
    furnish(app, lrs.settings, lrs.database)
    for blueprint in lti_tool.blueprints(lrs, clock=clock):
        app.register_blueprint(blueprint)
    return app
