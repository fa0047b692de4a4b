"""The least that a server could do: a Flask view that takes a body and answers nothing.

`python -m bench.empty PORT` has Hallway's worker before it, with `plain` behind the port gunicorn's own.
"""

import sys
from unittest.mock import patch

from flask import Flask, request

from lrs.serving import server
from wsgi import settings_of_environment


def create_app() -> Flask:
    app = Flask("empty")

    @app.post("/xapi/statements")
    def empty() -> str:
        return str(len(request.get_data()))

    return app


def main(port: str, *plain: str) -> None:
    settings, address = settings_of_environment(), ("127.0.0.1", int(port))
    chosen = server.options(settings, *address)
    if plain:
        chosen["worker_class"] = "gthread"
    with patch.object(server, "options", return_value=chosen):
        server.serve(create_app, settings, address)


if __name__ == "__main__":
    main(*sys.argv[1:])
