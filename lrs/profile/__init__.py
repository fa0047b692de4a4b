"""Our xAPI Profile: the terms that no published profile has, and what our statements look like; served at /profile."""

from lrs.profile.page import blueprint

__all__ = ["blueprint"]
