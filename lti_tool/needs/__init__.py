"""Needs: what somebody works on now, and what helps with it, each with the reason why."""
