"""Moodle: completions and grades of its courses, asked by its web services."""
