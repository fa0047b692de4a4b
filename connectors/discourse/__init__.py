"""Discourse: forum posts, replies, likes and solutions by signed webhooks."""
