"""furnish: what wsgi.py hangs on the application so that every page looks, speaks and refuses alike."""

from flask import Flask

from lrs.database import Database
from lrs.record.public_name import public_name
from lrs.settings import Settings
from lrs.web import assets, errors, public
from lrs.web.numbers import counted, number
from lrs.web.record.kinds import kind_names
from lrs.web.security import secure, secure_transport
from lrs.web.sprite import sprite
from lrs.web.words import amount, emphasised, identified, shortened


def furnish(app: Flask, settings: Settings, database: Database) -> None:
    """Add templates, static files, public pages, error pages and security headers."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=assets.address, sprite=sprite, counted=counted)
    app.jinja_env.filters.update(
        amount=amount,
        emphasised=emphasised,
        identified=identified,
        public_name=public_name,
        kind_name=lambda kind: kind_names(kind)[0],
        number=number,
        shortened=shortened,
    )
    app.register_blueprint(assets.blueprint())
    app.register_blueprint(public.blueprint(database))
    errors.register(app)
    app.after_request(secure)
    if settings.base_url.startswith("https:"):
        app.after_request(secure_transport)
