"""The learner's own record, as a page inside the LMS."""

from lti_tool.record_page.views import blueprint

__all__ = ["blueprint"]
