"""The door of the API: a key of the store, and what its scopes cover."""

from flask import request

from lrs.access import Access, Scope
from lrs.errors import NotPermitted
from lrs.facade import Lrs
from lrs.resources.credentials import credentials


class ApiDoor:
    """Lets in whoever has a key. The store comes from the key and from nowhere else."""

    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def access(self, *scopes: Scope) -> Access:
        """Give the access of this request; raises NotAuthenticated, NotPermitted without one of `scopes`."""
        access = self._lrs.authenticate(*credentials(request.headers.get("Authorization", "")))
        if not access.covers(*scopes):
            needed = ", ".join(scopes)
            raise NotPermitted(f"This key may not do that; it needs one of these scopes: {needed}.")
        return access
