"""Caliper 1.1 and 1.2: an endpoint for sensors, whose events become statements."""
