"""Attendance's side: an application that may read the meetings of some organisers."""

from collections.abc import Iterator, Sequence

from marshmallow import Schema, fields, validate

from connectors.connector import Origin, Page, Pull, Source
from connectors.event import Event
from connectors.teams.graph import Graph
from connectors.teams_meetings import reports, translate
from lrs.telling import Statement


class Settings(Schema):
    """What an administrator enters."""

    tenant = fields.String(required=True, metadata={"label": "Tenant id"})
    client_id = fields.String(required=True, metadata={"label": "Application (client) id"})
    token = fields.String(required=True, metadata={"label": "Client secret", "secret": True})
    organisers = fields.String(
        required=True,
        validate=validate.Regexp(r"\s*[^\s,][\s\S]*"),
        metadata={
            "label": "Organisers",
            "hint": "Object ids of those whose meetings are told, with spaces or commas between them.",
        },
    )
    guests = fields.Boolean(
        load_default=False,
        metadata={
            "label": "Tell of guests, too",
            "hint": "Who isn't of this tenant is known by e-mail address alone.",
        },
    )


class TeamsMeetings(Pull):
    """The meetings of some people of one tenant."""

    name = "teams_meetings"
    title = "Microsoft Teams meetings"
    summary = "Who attended the Teams meetings of chosen organisers, and for how long."
    notice = "Which Teams meetings of the connected organisers you attended, and for how long."
    schema = Settings
    every = 6 * 3600

    def __init__(self) -> None:
        self._graph = Graph()

    def test(self, source: Source) -> str:
        self._graph.token(source)
        number = len(reports.organisers(source.settings))
        return f"Microsoft gives a token. The meetings of {number} organisers will be asked for."

    def pages(self, source: Source, cursor: str) -> Iterator[Page]:
        return reports.pages(source, self._graph, cursor)

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)
