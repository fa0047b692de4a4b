"""Roster (NRPS): the people of a course as the LMS tells them."""
