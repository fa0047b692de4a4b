"""Slack: messages, replies, mentions and reactions in the channels to which its app is invited."""
