"""Eventbrite's API as recorded; it gives all attendees, since whenever somebody asks."""

import re
from dataclasses import replace

import httpx

from connectors.connector import Delivery
from lrs.outgoing import Call, Reply
from tests.connectors import recorded_site

SETTINGS = {
    "secret": "a-secret-of-the-address",
    "token": "a private token",
    "organization": "389957889113",
}
_answer = recorded_site.site("eventbrite", "https://www.eventbriteapi.com/", SETTINGS["token"])


def site(call: Call) -> Reply:
    return _answer(call._replace(url=re.sub("&changed_since=[^&]*", "", call.url)))


def locked() -> Reply:
    return Reply(401, "", httpx.Headers(), b'{"error": "INVALID_AUTH"}')


def forge(whole: Delivery) -> list[Delivery]:
    """Call without the secret, with another one, and point to where somebody else answers."""
    elsewhere = whole.body.replace(b"www.eventbriteapi.com", b"www.eventbriteapi.com.example.net")
    by_user = whole.body.replace(b"//www.", b"//www.eventbriteapi.com@evil.example/www.")
    plain = whole.body.replace(b"https://", b"http://")
    return [
        replace(whole, query={}),
        replace(whole, query={"secret": "another-secret-of-the-address"}),
        *(replace(whole, body=body) for body in (elsewhere, by_user, plain, b"[]", b"")),
    ]
