"""gunicorn as Hallway runs it, with a worker that lets small requests share commits."""

from lrs.serving.server import options, serve

__all__ = ["options", "serve"]
