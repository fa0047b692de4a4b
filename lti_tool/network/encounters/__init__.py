"""Encounters: talks that people tell of, and what the other side says to that."""
