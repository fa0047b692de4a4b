"""Mentors, such as parents: they see the records of the learners that the LMS names to them, and no others."""

from lti_tool.mentoring.views import blueprint

__all__ = ["blueprint"]
