"""The launch doctor: what was refused and why, and whether a platform can be reached."""
