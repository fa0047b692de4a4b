"""From the Authorization header to an Access (xAPI-Communication 4.0)."""

from lrs.access import Access
from lrs.facade import Lrs
from lrs.resources.credentials import credentials
from lrs.resources.xapi_request import XapiRequest


def authenticate(lrs: Lrs, request: XapiRequest) -> Access:
    """Raise NotAuthenticated for missing, malformed, unknown or revoked credentials."""
    return lrs.authenticate(*credentials(request.header("Authorization") or ""))
