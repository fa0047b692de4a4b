"""The Activities resource (xAPI-Communication 2.5): an activity with its canonical definition."""

from lrs.resources import answer
from lrs.resources.answer import Answer
from lrs.resources.dispatch import Context
from lrs.xapi import document


def get(context: Context) -> Answer:
    activity = document.parse_activities(context.request.query, context.version)
    return answer.json(context.lrs.activity(context.access, activity))
