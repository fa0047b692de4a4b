"""Uploads that survive a lost connection: the server's part of tus 1.0."""
