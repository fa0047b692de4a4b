"""Suggestions: what connected feeds bring to watch and to read; opening one is told, dismissing hides it."""

from lti_tool.suggestions.views import blueprint

__all__ = ["blueprint"]
