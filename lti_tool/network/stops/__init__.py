"""The say-no list: what a course stops doing, who decided it and when; looks back suggest it."""
