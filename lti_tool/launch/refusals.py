"""A refusal becomes a page that a learner understands and a note that an administrator can act on."""

import logging
from datetime import UTC, datetime

from flask import Response, make_response, render_template

from lrs.web import open_to
from lti_tool.launch.errors import Refusal

_LOG = logging.getLogger(__name__)


def page(refusal: Refusal, reference: str) -> Response:
    """Show and log a refusal under a reference."""
    _LOG.warning("%s, reference %s: %s", refusal.code, reference, refusal.detail)
    answer = make_response(
        render_template(
            "launch/refusal.html",
            refusal=refusal,
            reference=reference,
            when=datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
        ),
        refusal.status,
    )
    answer.headers["Cache-Control"] = "no-store"
    # A refusal offers nothing to click that does anything, and must be seen in whatever frame it is in.
    return open_to(answer, frame_ancestors=["http:", "https:"])
