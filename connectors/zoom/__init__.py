"""Zoom: who registered for and attended meetings and webinars, and for how long."""
