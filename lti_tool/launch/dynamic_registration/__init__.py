"""Dynamic registration: an LMS and this tool tell each other all they need, by one address."""
