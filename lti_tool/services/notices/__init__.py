"""Notices: what a platform tells us by itself (Platform Notification Service 1.0)."""
