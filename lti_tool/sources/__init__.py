"""Sources: which connected systems tell of people here, what each keeps, and how one pauses it for oneself."""

from lti_tool.sources.views import blueprint

__all__ = ["blueprint"]
