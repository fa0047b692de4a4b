"""The least that this server could do: a Flask view that takes a body and answers nothing."""

import sys

from flask import Flask, request

from lrs.serving import serve
from wsgi import settings_of_environment


def create_app() -> Flask:
    app = Flask("empty")

    @app.post("/xapi/statements")
    def empty() -> str:
        return str(len(request.get_data()))

    return app


if __name__ == "__main__":
    serve(create_app, settings_of_environment(), ("127.0.0.1", int(sys.argv[1])))
