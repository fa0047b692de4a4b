"""What the services consist of, wired once for a process."""

from flask import Blueprint

from lrs import Lrs
from lrs.outgoing import Fetch, Send
from lti_tool.launch.assembly import way_out
from lti_tool.launch.clock import HOUR, SECOND, Clock, now
from lti_tool.launch.keys import ERRAND as KEYS_ERRAND
from lti_tool.launch.keys import Keys
from lti_tool.launch.platform_keys import PlatformKeys
from lti_tool.rooms.visits import Visits
from lti_tool.services.course_copy import views as course_copy_pages
from lti_tool.services.course_copy.settling import Settling
from lti_tool.services.deep_linking import views as deep_linking_pages
from lti_tool.services.deep_linking.offers import Offer, Offers, OwnRecord
from lti_tool.services.deep_linking.picking import PickingDesk
from lti_tool.services.grades import console as grades_console
from lti_tool.services.grades import following, reporting
from lti_tool.services.grades.delivering import Delivery
from lti_tool.services.grades.following import Following
from lti_tool.services.grades.reporting import Grades
from lti_tool.services.http import ServiceDoor
from lti_tool.services.notices import subscribing
from lti_tool.services.notices import views as notice_pages
from lti_tool.services.notices.receiving import NoticeDesk
from lti_tool.services.notices.subscribing import Subscribing
from lti_tool.services.review import views as review_pages
from lti_tool.services.roster import fetching, nightly
from lti_tool.services.roster import views as roster_pages
from lti_tool.services.roster.fetching import RosterDesk
from lti_tool.services.roster.nightly import Nightly

OFFERS: tuple[Offer, ...] = (OwnRecord(),)  # what there is to pick without any room


class Services:
    """The services; rooms report scores to `grades`, and add to `offers` what a teacher may pick."""

    def __init__(
        self,
        lrs: Lrs,
        send: Send | None = None,
        clock: Clock = now,
        fetch: Fetch | None = None,
    ) -> None:
        self._lrs = lrs
        keys = Keys(lrs.database, lrs.settings.secret)
        self.offers = Offers(OFFERS)
        self._picking = PickingDesk(lrs, self.offers, keys, clock)
        self._settling = Settling(lrs.database)
        self.door = ServiceDoor(keys, send or way_out(lrs.settings).send, lambda: clock() / SECOND)
        self.grades = Grades(lrs, clock)
        self.rosters = RosterDesk(lrs, self.door, clock)
        self._clock = clock
        platform_keys = PlatformKeys(lrs.database, fetch or way_out(lrs.settings).fetch, clock)
        self._notices = NoticeDesk(lrs.database, platform_keys, clock)
        lifetime = lrs.settings.key_days * 24 * HOUR
        lrs.queue.learn(KEYS_ERRAND, lambda: keys.keep_up(lifetime))
        lrs.queue.learn(following.ERRAND, Following(lrs, self.grades).run)
        lrs.queue.learn(reporting.ERRAND, Delivery(lrs, self.door, clock).run)
        lrs.queue.learn(nightly.ERRAND, Nightly(lrs, self.rosters, clock).run)
        lrs.queue.learn(fetching.ERRAND, self.rosters.run)
        lrs.queue.learn(subscribing.ERRAND, Subscribing(lrs, self.door, clock).run)

    def blueprints(self, visits: Visits) -> list[Blueprint]:
        """Build the pages."""
        return [
            grades_console.blueprint(self._lrs, self.grades),
            roster_pages.blueprint(visits, self.rosters, self._clock),
            deep_linking_pages.blueprint(visits, self.offers, self._picking),
            course_copy_pages.blueprint(visits, self.offers, self._settling),
            review_pages.blueprint(self._lrs, visits, self.grades),
            notice_pages.blueprint(self._notices),
        ]
