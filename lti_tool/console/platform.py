"""One LMS: its places, its settings, its door, and its checkup."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for

from lrs import InvalidRequest, Lrs, Violation
from lrs.console.door import Door, Visitor, see
from lrs.outgoing import Send
from lti_tool.doctor.checkup import Checkup, Finding
from lti_tool.launch import pending, roles
from lti_tool.launch.keys import Keys
from lti_tool.launch.platforms import Platform, origin
from lti_tool.launch.registration import change_platform, disable_platform, platform_of
from lti_tool.services.notices.storage import Notices

_SHOWN = 5  # notices on the page


def add_to(pages: Blueprint, lrs: Lrs, door: Door, send: Send) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs, send)
    one = "/platforms/<uuid:platform_id>"
    for rule, name, view, method in (
        (one, "one", views.page, "GET"),
        (one, "change", views.change, "POST"),
        (f"{one}/deployments", "decide", views.decide, "POST"),
        (f"{one}/checkup", "checkup", views.checkup, "POST"),
        (f"{one}/disable", "ask_disable", views.ask_disable, "GET"),
        (f"{one}/disable", "disable", views.disable, "POST"),
        (f"{one}/enable", "enable", views.enable, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


class _Views:
    def __init__(self, lrs: Lrs, send: Send) -> None:
        settings = lrs.settings
        self._database = lrs.database
        self._checkup = Checkup(Keys(lrs.database, settings.secret), send, settings.base_url)

    def page(self, visitor: Visitor, platform_id: UUID) -> Response:
        return self._page(visitor, self._platform(visitor, platform_id))

    def change(self, visitor: Visitor, platform_id: UUID) -> Response:
        """Keep the settings; raises InvalidRequest with what can't be used."""
        platform = self._platform(visitor, platform_id)
        change_platform(self._database, _changed(platform))
        return _back(platform)

    def decide(self, visitor: Visitor, platform_id: UUID) -> Response:
        """Let a place in, or keep it out."""
        platform, place = self._platform(visitor, platform_id), request.form.get("deployment", "")
        if request.form.get("decision") == "approve":
            pending.approve(self._database, platform, place)
        else:
            pending.decline(self._database, platform, place)
        return _back(platform)

    def checkup(self, visitor: Visitor, platform_id: UUID) -> Response:
        platform = self._platform(visitor, platform_id)
        return self._page(visitor, platform, self._checkup.of(platform))

    def ask_disable(self, visitor: Visitor, platform_id: UUID) -> str:
        platform = self._platform(visitor, platform_id)
        return render_template("platforms/disable.html", visitor=visitor, platform=platform)

    def disable(self, visitor: Visitor, platform_id: UUID) -> Response:
        platform = self._platform(visitor, platform_id)
        disable_platform(self._database, platform.id)
        return _back(platform)

    def enable(self, visitor: Visitor, platform_id: UUID) -> Response:
        platform = self._platform(visitor, platform_id)
        change_platform(self._database, replace(platform, disabled=None))
        return _back(platform)

    def _platform(self, visitor: Visitor, platform_id: UUID) -> Platform:
        return platform_of(self._database, visitor.store.id, platform_id)

    def _page(
        self, visitor: Visitor, platform: Platform, findings: list[Finding] | None = None
    ) -> Response:
        places = pending.pending(self._database, visitor.store.id)
        with self._database.reading() as connection:
            told = Notices(connection, visitor.store.id)
            subscriptions = told.subscriptions(platform.id)
            notices = told.of_platform(platform.id)[:_SHOWN]
        words = render_template(
            "platforms/one.html",
            visitor=visitor,
            platform=platform,
            places=[place for place in places if place.platform_id == platform.id],
            findings=findings,
            subscriptions=[subscriptions[name] for name in sorted(subscriptions)],
            notices=notices,
            our_roles=[role.value for role in roles.Role],
        )
        return make_response(words)


def _back(platform: Platform) -> Response:
    return see(url_for("platforms.one", platform_id=platform.id))


def _changed(platform: Platform) -> Platform:
    form = request.form
    hosts, overrides = form.get("frame_origins", "").split(), form.get("role_overrides", "").strip()
    wrong = [
        Violation(
            "frame_origins", f"{host} is no address such as https://lms.example.org.", "hallway"
        )
        for host in hosts
        if origin(host.replace("//*.", "//")) != host.replace("//*.", "//")
    ]
    try:
        roles.overrides(overrides)
    except ValueError as error:
        wrong.append(Violation("role_overrides", str(error), "hallway"))
    if wrong:
        raise InvalidRequest(*wrong)
    return replace(
        platform,
        title=form.get("title", "").strip()[:200],
        frame_origins=" ".join(hosts),
        role_overrides=overrides,
        auto_approve="auto_approve" in form,
        allow_anonymous="allow_anonymous" in form,
    )
