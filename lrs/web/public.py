"""The pages for everybody: what this is, and whether it is alive."""

from flask import Blueprint, render_template

from lrs.database import Database
from lrs.errors import TemporarilyUnavailable
from lrs.record.entry import Source

_EXAMPLES = (Source("HW", "Hallway"), Source("MO", "Moodle"), Source("ZM", "Zoom"))


def blueprint(database: Database) -> Blueprint:
    """Build the public corner; templates of all pages live beside it."""
    pages = Blueprint("public", __name__, template_folder="templates")

    @pages.get("/")
    def welcome() -> str:
        return render_template("hallway/welcome.html", sources=_EXAMPLES)

    @pages.get("/healthz")
    def alive() -> dict[str, str]:
        return {"status": "alive"}

    @pages.get("/readyz")
    def ready() -> tuple[dict[str, str], int]:
        try:
            with database.reading() as connection:
                connection.exec_driver_sql("SELECT 1")
        except TemporarilyUnavailable as error:
            return {"status": "not ready", "reason": str(error)}, 503
        return {"status": "ready"}, 200

    return pages
