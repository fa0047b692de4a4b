"""Grades (AGS): line items, scores, results, and the outbox from which scores are delivered."""
