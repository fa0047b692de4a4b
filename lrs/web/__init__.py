"""Page furniture shared by all pages: layout, macros, charts, security headers, static files."""

from lrs.web.furniture import furnish
from lrs.web.moments import Moments
from lrs.web.security import open_to

__all__ = ["Moments", "furnish", "open_to"]
