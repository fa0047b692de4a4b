"""The About resource's document: the versions that this store speaks (xAPI-Communication 2.8)."""

from lrs.xapi.version import Version

SUPPORTED = {
    Version.V1_0_3: ("1.0.0", "1.0.1", "1.0.2", "1.0.3"),
    Version.V2_0: ("2.0.0",),
}


def about(version: Version | None) -> dict[str, list[str]]:
    """List every version, those of the asked one first: simple clients only look at the head."""
    return {
        "version": [
            one
            for key in sorted(SUPPORTED, key=lambda v: v is not version)
            for one in SUPPORTED[key]
        ]
    }
