"""The trials of connectors whose files are handed in."""

import json

from tests.connectors.trial import CONNECTORS, FileTrial


def _reading() -> dict[str, object]:
    return json.loads((CONNECTORS / "spreadsheet" / "samples" / "reading.json").read_text())


FILES = (
    FileTrial(
        "spreadsheet",
        {"home": "https://lms.example.org", "system": "Old LMS"},
        "completions.csv",
        lambda content: content.replace(b"04.02.2026", b"31.02.2026"),
        _reading(),
    ),
    FileTrial(
        "mailing_list",
        {"list": "talk@lists.example.org", "archive": "https://lists.example.org/archives"},
        "talk.mbox",
        lambda content: content.replace(
            b"Message-ID: <three", b"Auto-Submitted: auto-replied\nMessage-ID: <three"
        ),
    ),
)
