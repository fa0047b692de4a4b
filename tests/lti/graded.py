"""A course with graded links: an LMS that launches, its services, and a learner who came in."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from lrs import Lrs, Store
from lti_tool.launch.claims import AGS, NRPS
from lti_tool.launch.launches import Launch, Launches
from lti_tool.launch.platforms import Platform
from lti_tool.launch.tables import launches
from lti_tool.services.assembly import Services
from tests.lti.fake_platform import LTI, FakePlatform
from tests.lti.fake_services import FakeServices
from tests.lti.tool import Clock, app_with


@dataclass
class Course:
    """Everything that a test of the services talks to."""

    lrs: Lrs
    store: Store
    lms: FakePlatform
    services: FakeServices
    platform: Platform
    clock: Clock
    tool: Services
    client: FlaskClient
    before: str = ""

    def launch(self, **changes: Any) -> Launch:
        """Launch from a graded link, and give the launch as it is kept."""
        return self.kept(self.open(**changes))

    def open(self, **changes: Any):
        given = {
            AGS: self.services.endpoint(lineitem=self.services.line_item()),
            NRPS: {
                "context_memberships_url": self.services.memberships,
                "service_versions": ["2.0"],
            },
            f"{LTI}tool_platform": {"product_family_code": self.services.family, "guid": "g"},
        }
        if "custom" in changes:
            given[f"{LTI}custom"] = changes.pop("custom")
        answer = self.lms.launch(self.client, **{**given, **changes})
        self.before = (answer.location or "").rpartition("/")[0]
        return answer

    def get(self, page: str):
        """Look at a page of the tool in the newest launch."""
        return self.client.get(page.replace("/app", self.before, 1))

    def post(self, page: str, data: dict[str, Any]):
        return self.client.post(page.replace("/app", self.before, 1), data=data)

    def kept(self, answer) -> Launch:
        assert answer.status_code == 303, answer.text
        with self.lrs.database.reading() as connection:
            newest = select(launches.c.id).order_by(launches.c.created.desc()).limit(1)
            found = Launches(connection, self.lrs.database.dialect).by_id(
                self.store.id, connection.scalar(newest)
            )
        assert found is not None
        return found

    def work(self) -> None:
        """Let the worker do what waits."""
        self.lrs.queue.run_waiting()


def course(lrs: Lrs, store: Store, lms: FakePlatform, services: FakeServices) -> Course:
    clock = Clock()
    app = app_with(lrs, clock)
    platform = lms.register(
        lrs, store, token_url=f"{services.url}/token", audience=services.audience
    )
    tool = Services(lrs, clock=clock)
    return Course(lrs, store, lms, services, platform, clock, tool, app.test_client())
