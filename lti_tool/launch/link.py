"""Pure: what a message says about the resource link it comes from, and the services offered there."""

from typing import Any

from lti_tool.launch.claims import AGS, GROUPS, LTI, NOTICES, NRPS, Claims

# The names under which our custom parameters stand in an LMS.
UUID = "hallway_uuid"
HISTORY = "resource_link_history"
COURSES = "context_history"
# So that a copied course finds its settings; an LMS that doesn't know a variable sends it unreplaced.
ASKED = {HISTORY: "$ResourceLink.id.history", COURSES: "$Context.id.history"}


def said(claims: Claims) -> dict[str, str]:
    """Give what is there, by the columns of the table of resource links; what is not there is left out."""
    grades, custom, groups = (_object(claims, n) for n in (AGS, f"{LTI}custom", GROUPS))
    link, context = _object(claims, f"{LTI}resource_link"), _object(claims, f"{LTI}context")
    found = {
        "product": _object(claims, f"{LTI}tool_platform").get("product_family_code"),
        "history": custom.get(HISTORY),
        "context_history": custom.get(COURSES),
        "uuid": custom.get(UUID),
        "memberships": _object(claims, NRPS).get("context_memberships_url"),
        "groups": _addresses(groups, "context_groups_url", "context_group_sets_url"),
        "notices": _object(claims, NOTICES).get("platform_notification_service_url"),
        "line_items": grades.get("lineitems"),
        "line_item": grades.get("lineitem"),
        "grade_scopes": _words(grades.get("scope")),
    }
    if link.get("id") == context.get("id"):  # a link of a whole course in Canvas, never an activity
        found.pop("line_item")
    return {name: str(value) for name, value in found.items() if _is_said(value)}


def _object(claims: Claims, name: str) -> dict[str, Any]:
    value = claims.get(name)
    return value if isinstance(value, dict) else {}


def _addresses(claim: dict[str, Any], needed: str, more: str) -> str:
    """Give one address or both with a space between them; "" without the first."""
    urls = [claim.get(name) for name in (needed, more)]
    return " ".join(url for url in urls if isinstance(url, str)) if _is_said(urls[0]) else ""


def _words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else ""


def _is_said(value: object) -> bool:
    """Leave out variables that the LMS did not replace."""
    return isinstance(value, str) and bool(value) and not value.startswith("$")
