"""Scene: a teacher puts links to the rooms into the course, by deep linking as in any LMS."""

from lti_tool.sandbox.evening.company import TEACHER, Company, Scene
from lti_tool.sandbox.evening.speaking import FEEDS

_ROOMS = ("record", "asks", "network", "needs", "contribute")


def _link(company: Company) -> None:
    picked = [*_ROOMS, f"clip:{company.clips[FEEDS]}"]
    teacher = company.picking(TEACHER)
    token = teacher.ask("/app/deep-linking", r'name="JWT" value="([^"]+)"', choice=picked)
    teacher.tell_lms("/sandbox/links", JWT=token)


scenes: tuple[Scene, ...] = (_link,)
