"""The tool inside an LMS."""
