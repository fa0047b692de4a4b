"""Looking back: what was expected, what happened, why, and what to do next; and a question once a week."""
