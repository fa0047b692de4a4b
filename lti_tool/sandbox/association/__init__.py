"""A year of an invented association, one file for each kind of learning: deterministic demo data."""

from lti_tool.sandbox.association.year import statements

__all__ = ["statements"]
