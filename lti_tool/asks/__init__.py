"""Asks: what somebody needs to know by a day, answers in words or clips, and what peers think of them."""
