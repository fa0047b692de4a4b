"""Eventbrite: who registered for events, and who came."""
