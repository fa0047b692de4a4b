"""A small LMS of our own, for trying the tool and for its tests: true signed LTI launches, and a demo association."""
