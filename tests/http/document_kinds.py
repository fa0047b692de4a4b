"""The three kinds of documents, as tests speak of them."""

from dataclasses import dataclass

import pytest
from werkzeug.test import TestResponse

from tests.builders import an_account, an_activity, an_agent
from tests.http.xapi_client import Json, XapiClient

ACTIVITY, OTHER = an_activity("a")["id"], an_activity("b")["id"]
ADA, BOB = an_agent("ada"), an_account("bob")
NEW = {"If-None-Match": "*"}
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Kind:
    """One of the three resources, and the parameters that name a collection of it."""

    resource: str
    id_name: str
    where: Json
    elsewhere: Json

    def one(self, document_id: str = "d") -> Json:
        return {**self.where, self.id_name: document_id}


STATE = Kind(
    "activities/state",
    "stateId",
    {"activityId": ACTIVITY, "agent": ADA},
    {"activityId": ACTIVITY, "agent": BOB},
)
ACTIVITY_PROFILE = Kind(
    "activities/profile", "profileId", {"activityId": ACTIVITY}, {"activityId": OTHER}
)
AGENT_PROFILE = Kind("agents/profile", "profileId", {"agent": ADA}, {"agent": BOB})

ALL_KINDS = pytest.mark.parametrize(
    "kind_of", [STATE, ACTIVITY_PROFILE, AGENT_PROFILE], ids=lambda each: each.resource
)
VERSIONS = pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])


def put(client: XapiClient, kind_of: Kind, document_id: str, content: bytes = b"x") -> None:
    answer = client.ask("PUT", kind_of.resource, kind_of.one(document_id), content, NEW)
    assert answer.status_code == 204, answer.text


def get(client: XapiClient, kind_of: Kind, document_id: str = "d") -> TestResponse:
    return client.ask("GET", kind_of.resource, kind_of.one(document_id))
