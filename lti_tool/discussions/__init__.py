"""Discussions: topics of a course or of the whole store, and what is said about them."""
