"""The Agents resource (xAPI-Communication 2.4): all that the store knows of one agent."""

from lrs.resources import answer
from lrs.resources.answer import Answer
from lrs.resources.dispatch import Context
from lrs.xapi import document


def get(context: Context) -> Answer:
    agent = document.parse_agents(context.request.query, context.version)
    return answer.json(context.lrs.xapi_person(context.access, agent))
