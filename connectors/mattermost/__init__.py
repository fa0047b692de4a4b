"""Mattermost: messages and replies in public channels, by outgoing webhooks."""
