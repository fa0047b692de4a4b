"""IRIs that mean the same: one canonical spelling each, applied on read and never written back."""

from functools import lru_cache

from lrs.record.vocabulary import (
    ACTIVITY_STREAMS,
    ADL_EXTENDED,
    CMI5_ACTIVITY,
    COURSE,
    EDLM,
    VIDEO_EXTENSION,
)

# Whole vocabularies that are published under two addresses. The first that fits wins.
PREFIXES: tuple[tuple[str, str], ...] = (
    ("http://activitystrea.ms/schema/1.0/", ACTIVITY_STREAMS),
    ("https://activitystrea.ms/schema/1.0/", ACTIVITY_STREAMS),
    ("https://activitystrea.ms/", ACTIVITY_STREAMS),
    ("https://adlnet.gov/expapi/", "http://adlnet.gov/expapi/"),
    ("http://www.adlnet.gov/expapi/", "http://adlnet.gov/expapi/"),
    ("https://www.adlnet.gov/expapi/", "http://adlnet.gov/expapi/"),
    ("https://id.tincanapi.com/", "http://id.tincanapi.com/"),
    ("http://w3id.org/xapi/", "https://w3id.org/xapi/"),
)

# Single terms, looked up after the prefixes.
TERMS: dict[str, str] = {
    CMI5_ACTIVITY + "course": COURSE,
    VIDEO_EXTENSION + "cc-subtitle-enabled": VIDEO_EXTENSION + "cc-enabled",
    EDLM + "verbs/login": ADL_EXTENDED + "logged-in",
    EDLM + "verbs/logout": ADL_EXTENDED + "logged-out",
    EDLM + "verbs/enrolled": "http://adlnet.gov/expapi/verbs/registered",
    EDLM + "verbs/unsubscribed": ACTIVITY_STREAMS + "stop-following",
    EDLM + "verbs/subscribed": ACTIVITY_STREAMS + "follow",
}


@lru_cache(maxsize=4096)
def canonical(iri: str) -> str:
    """Return the canonical spelling of an IRI; an IRI that no table knows is its own."""
    for prefix, replacement in PREFIXES:
        if iri.startswith(prefix):
            iri = replacement + iri[len(prefix) :]
            break
    return TERMS.get(iri, iri)
