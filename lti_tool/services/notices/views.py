"""/lti/notices: where platforms post signed notices."""

from flask import Blueprint, Response, jsonify, request

from lrs import InvalidRequest, Violation
from lti_tool.launch.errors import Refusal
from lti_tool.services.notices.receiving import NoticeDesk
from lti_tool.services.notices.subscribing import ADDRESS

_MOST = 100


def blueprint(desk: NoticeDesk) -> Blueprint:
    """Build the address."""
    pages = Blueprint("notices", __name__)

    def take() -> tuple[Response, int]:
        try:
            return jsonify(new=desk.take(_tokens(request.get_json(silent=True)))), 200
        except Refusal as refusal:
            problem = jsonify(title=refusal.code, status=refusal.status, detail=refusal.detail)
            problem.content_type = "application/problem+json"
            return problem, refusal.status

    pages.add_url_rule(ADDRESS, "take", take, methods=["POST"])
    return pages


def _tokens(body: object) -> list[str]:
    """Read {"notices": [{"jwt": …}]}; raises InvalidRequest."""
    listed = body.get("notices") if isinstance(body, dict) else None
    found = (
        [n.get("jwt") for n in listed if isinstance(n, dict)] if isinstance(listed, list) else []
    )
    tokens = [token for token in found if isinstance(token, str)]
    if not isinstance(listed, list) or len(tokens) != len(listed) or len(tokens) > _MOST:
        message = f"Post up to {_MOST} notices, each with a jwt."
        raise InvalidRequest(Violation("/notices", message, "LTI-PNS 1.0"))
    return tokens
