"""An evening in the rooms: what some of the demo's people do there, by the very forms that anybody would use."""

from lti_tool.sandbox.evening.scenes import play

__all__ = ["play"]
