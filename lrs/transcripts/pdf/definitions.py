"""What the words on a transcript mean, as every transcript says itself."""

DEFINITIONS: tuple[tuple[str, str], ...] = (
    (
        "formal",
        "A course or examination with an end that somebody sets: passed, completed, failed.",
    ),
    (
        "non-formal",
        "Organised, without a qualification: webinars, events, mentoring, course pages.",
    ),
    (
        "informal",
        "What people do by themselves: clips, comments, discussions, talks, mailing lists.",
    ),
    ("self-reported", "Only the learner says so. Nobody else stands behind the line."),
    ("peer-confirmed", "Another person took part in it and confirmed it."),
    ("system-observed", "A system recorded it while it happened."),
    ("staff-verified", "Somebody of the organisation examined it."),
    ("52 min", "Measured: a system counted the time."),
    ("~12 min", "Estimated: worked out from something else, such as the length of a text."),
    ("“20 min”", "Claimed: the learner's own figure."),
    (
        "Minutes, entries, people",
        "Three different wholes. They are never added up, and each share says of what.",
    ),
    ("People named", "Others in the statements, each counted once, where they were named first."),
    ("Source", "The system that asserted the line, by two letters."),
)
