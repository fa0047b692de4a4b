"""Places: pages of a room that a teacher may put into a course as they are."""

from collections.abc import Sequence

from lti_tool.rooms.visits import Visit
from lti_tool.services.deep_linking.offers import Choice


class Places:
    """A few pages under one heading; everybody who opens such a link sees their own there."""

    def __init__(self, heading: str, *choices: Choice) -> None:
        self.heading = heading
        self._choices = choices

    def choices(self, _: Visit) -> Sequence[Choice]:
        return self._choices

    def find(self, _: int, about: str) -> Choice | None:
        return next((choice for choice in self._choices if choice.about == about), None)
