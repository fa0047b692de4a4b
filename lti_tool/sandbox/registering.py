"""The sandbox makes itself known to the tool, as an administrator would."""

from lrs import Conflict, Lrs, NotFound, Store
from lti_tool.launch.platforms import Platform
from lti_tool.launch.registration import NewPlatform, add_platform, all_platforms
from lti_tool.sandbox.messages import CLIENT_ID, DEPLOYMENT_ID
from lti_tool.sandbox.people import issuer

_STORE = "default"


def ensure_registered(lrs: Lrs, store: Store) -> Platform:
    """Register the sandbox as a platform of `store`, unless it is registered already; give the platform."""
    home = issuer(lrs.settings.sandbox_url)
    new = NewPlatform(
        issuer=home,
        client_id=CLIENT_ID,
        auth_url=f"{home}/auth",
        token_url=f"{home}/token",
        jwks_url=f"{home}/jwks",
        deployments=frozenset({DEPLOYMENT_ID}),
    )
    found = _found(lrs, home)
    if found is None:
        try:
            return add_platform(lrs.database, store, new)
        except Conflict:  # another process was faster
            found = _found(lrs, home)
    if found is None:
        raise NotFound("The sandbox could not register itself.")
    return found


def own_store(lrs: Lrs) -> Store:
    """Give the store whose people are in the sandbox. Raises NotFound when no store was made yet."""
    stores = lrs.stores()
    if not stores:
        raise NotFound("There is no store yet; `hallway demo` or `hallway store create` makes one.")
    return next((store for store in stores if store.name == _STORE), stores[0])


def _found(lrs: Lrs, home: str) -> Platform | None:
    known = all_platforms(lrs.database)
    return next((p for p in known if (p.issuer, p.client_id) == (home, CLIENT_ID)), None)
