"""Notifications: what happened for somebody, in their inbox, by mail and by push."""

from flask import Blueprint

from lrs import Lrs
from lrs.console.alarms import Ring
from lti_tool.launch.assembly import way_out
from lti_tool.launch.clock import Clock, now
from lti_tool.notifications import alarming, courier, following, heralded, returning, views
from lti_tool.notifications.mail import post_of
from lti_tool.notifications.push import views as push_views
from lti_tool.rooms.rooms import Rooms


def blueprint(rooms: Rooms) -> Blueprint:
    """Build the pages; templates stand beside them."""
    pages = Blueprint("notifications", __name__, template_folder="templates")
    views.add_to(pages, rooms)
    following.add_to(pages, rooms)
    returning.add_to(pages, rooms)
    push_views.add_to(pages, rooms)
    learn(rooms.lrs, rooms.clock)
    return pages


def learn(lrs: Lrs, clock: Clock = now) -> None:
    """Let the worker know how notices leave Hallway, and decisions how they become notices."""
    send = way_out(lrs.settings).send
    lrs.queue.learn(courier.ERRAND, courier.Courier(lrs, send, clock).run)
    heralded.learn(lrs)


def watch(lrs: Lrs, ring: Ring, clock: Clock = now) -> None:
    """Let the worker tell administrators by mail what `ring` says that stopped."""
    told = alarming.Alarming(lrs, ring, post_of(lrs.settings), clock)
    lrs.queue.learn(alarming.ERRAND, told.run)
