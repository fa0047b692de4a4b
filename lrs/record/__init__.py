"""The combined learner record: a pure fold over a person's statements, and the facets of each entry."""
