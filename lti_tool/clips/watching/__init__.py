"""Watching: the player of clips, what it tells of each viewing, and what of a clip people watch."""
