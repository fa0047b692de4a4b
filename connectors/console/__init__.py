"""/console/connections: the catalogue, how each connection is, and what could not be told."""

from connectors.console.views import blueprint

__all__ = ["blueprint"]
