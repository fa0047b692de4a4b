"""Moderation: what people find wrong with clips, what is done about it, and the audit of that."""
