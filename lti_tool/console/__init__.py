"""The administrator's pages about LMSs: registrations, what waits, and what was refused."""

from lti_tool.console.rooms import blueprint

__all__ = ["blueprint"]
