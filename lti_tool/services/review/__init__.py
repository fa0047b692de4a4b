"""Launches about another person: a submission to review, and what is held about somebody."""
