"""SCORM Cloud's side: a password with each postback, in either of its two ways, and a registration as it stands."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

import orjson
from marshmallow import Schema, fields, validate

from connectors.connector import Answer, Delivery, Hook, Origin, Source
from connectors.errors import Refused, Skippable
from connectors.event import Event
from connectors.scorm_cloud import translate
from connectors.signature import check_token
from lrs.telling import Statement


class Settings(Schema):
    """What an administrator enters."""

    home = fields.Url(
        load_default="https://cloud.scorm.com",
        schemes={"http", "https"},
        require_tld=False,
        metadata={
            "label": "Whose learner ids these are",
            "hint": "The address of the system that made the registrations; people are its accounts.",
        },
    )
    user = fields.String(required=True, metadata={"label": "User name of the postback"})
    secret = fields.String(
        required=True,
        validate=validate.Length(min=8),
        metadata={"label": "Password of the postback", "secret": True},
    )


class ScormCloud(Hook):
    """One application of SCORM Cloud."""

    name = "scorm_cloud"
    title = "SCORM Cloud"
    summary = "Completed, passed and failed courses of SCORM Cloud, with score and time."
    notice = "Which courses of SCORM Cloud you complete, pass or fail, with which score and how long it took."
    schema = Settings
    accepted = 200

    def verify(self, source: Source, delivery: Delivery) -> Answer | None:
        user, secret = _credentials(delivery)
        check_token(source.settings["user"], user)
        check_token(source.settings["secret"], secret)
        return None

    def read(self, delivery: Delivery) -> Sequence[Event]:
        form = _form(delivery)
        found = orjson.loads(form["data"] if form else delivery.body)
        if not isinstance(found, dict) or not found.get("id"):
            raise Skippable("A postback of SCORM Cloud is a registration with an id.")
        name = f"registration/{found['id']}/{found.get('instance', 0)}/{found.get('updated', '')}"
        return [Event(name, "registration", found)]

    def translate(self, event: Event, origin: Origin) -> Sequence[Statement]:
        return translate.translate(event, origin)


def _credentials(delivery: Delivery) -> tuple[str, str]:
    """Raise Refused where there are none."""
    form = _form(delivery)
    if form:
        return form.get("username", form.get("userName", "")), form.get("password", "")
    scheme, _, given = delivery.headers.get("authorization", "").partition(" ")
    try:
        user, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Refused("The user name and password can't be read.") from error
    if scheme.lower() != "basic":
        raise Refused("The postback comes without user name and password.")
    return user, secret


def _form(delivery: Delivery) -> Mapping[str, Any]:
    if "form" not in delivery.headers.get("content-type", ""):
        return {}
    try:
        return {name: values[0] for name, values in parse_qs(delivery.body.decode()).items()}
    except UnicodeDecodeError as error:
        raise Refused("The form can't be read.") from error
