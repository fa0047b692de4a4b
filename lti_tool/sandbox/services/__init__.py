"""The services of the sandbox LMS: access tokens, a gradebook, the members of the course, links that a teacher adds."""
