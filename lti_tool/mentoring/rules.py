"""Pure: whose records a launch lets a mentor see (LTI Core 5.4.2, role_scope_mentor)."""

from collections.abc import Mapping
from typing import Any

from lti_tool.launch.claims import LTI
from lti_tool.launch.roles import Role

CLAIM = f"{LTI}role_scope_mentor"
MOST = 200  # learners of one mentor


def learners(role: str, claims: Mapping[str, Any]) -> list[str]:
    """Give the user ids; only a mentor has any, and only those that the LMS names."""
    named = claims.get(CLAIM)
    if role != Role.MENTOR or not isinstance(named, list):
        return []
    ids = [str(name) for name in named if isinstance(name, str | int) and str(name).strip()]
    usable = [name for name in dict.fromkeys(ids) if len(name) <= 255 and not name.startswith("$")]
    return usable[:MOST]
