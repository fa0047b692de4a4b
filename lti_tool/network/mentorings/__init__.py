"""Mentoring relationships: one person accompanies another for a time, and both agreed to it."""
