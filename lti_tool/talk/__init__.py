"""The talk: comments at a second, threads, mentions, likes, reports; the same for clips, discussions and asks."""
