"""Things to pick that the tests know: two clips, one of them graded."""

from lti_tool.services.deep_linking.offers import Choice
from lti_tool.services.grades.rules import Rule, Task

CLIP = "https://hallway.example/clips/7"


class Clips:
    """Two clips."""

    heading = "Clips"
    _all = (
        Choice(
            "clip:7",
            "Closing a sale <b>",
            "A clip of 3 minutes",
            "/app/people",  # any page but the record
            Rule(Task.WATCH, CLIP, 0.9, 20),
            public="https://hallway.example/embed/7",
        ),
        Choice("clip:8", "Opening", "A clip of 1 minute", "/app/people"),
    )

    def choices(self, visit):
        return self._all

    def find(self, store_id: int, about: str):
        return next((choice for choice in self._all if choice.about == about), None)
