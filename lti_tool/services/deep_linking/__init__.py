"""Deep linking: a teacher picks what a link in the course opens."""
