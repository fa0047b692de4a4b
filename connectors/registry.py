"""The connectors that there are."""

from connectors.caliper.source import Caliper
from connectors.canvas.source import Canvas
from connectors.connector import Connector
from connectors.discourse.source import Discourse
from connectors.eventbrite.source import Eventbrite
from connectors.feeds.source import Feeds
from connectors.ics.source import Ics
from connectors.mailing_list.source import MailingList
from connectors.mattermost.source import Mattermost
from connectors.moodle.source import Moodle
from connectors.scorm_cloud.source import ScormCloud
from connectors.slack.source import Slack
from connectors.spreadsheet.source import Spreadsheet
from connectors.teams.source import Teams
from connectors.teams_meetings.source import TeamsMeetings
from connectors.webhook.source import Webhook
from connectors.zoom.source import Zoom
from lrs import NotFound

CONNECTORS: dict[str, Connector] = {
    each.name: each
    for each in (
        Spreadsheet(),
        MailingList(),
        Discourse(),
        Moodle(),
        Zoom(),
        Canvas(),
        Slack(),
        Mattermost(),
        Caliper(),
        Webhook(),
        Teams(),
        TeamsMeetings(),
        ScormCloud(),
        Eventbrite(),
        Ics(),
        Feeds(),
    )
}


def connector(name: str) -> Connector:
    """Raise NotFound for a name that no connector has."""
    found = CONNECTORS.get(name)
    if found is None:
        raise NotFound(f"There is no connector {name}; there are {', '.join(sorted(CONNECTORS))}.")
    return found
