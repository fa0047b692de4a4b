"""Introductions: somebody brings two people together; each of them agrees for themselves."""
