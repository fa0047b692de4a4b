"""Canvas: signed Live Events, and a nightly look at its API for what they lost."""
