"""/shared/<token>: a learner's record as they show it to somebody who has no account."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs.facade import Lrs
from lrs.web.moments import Moments
from lrs.web.record import Links, credit_desk, raw_statement, record_page


def blueprint(lrs: Lrs) -> Blueprint:
    """Build the page, which nobody may change anything on."""
    pages = Blueprint("shared", __name__)

    @pages.get("/shared/<token>")
    def record(token: str) -> Response:
        share = lrs.shares.follow(token)
        person, store = lrs.person(share.store_id, share.person_id), lrs.store(share.store_id)
        shown = record_page(
            lrs.learner_record(store.id, person.id),
            person.name or "A learner without a name",
            Moments(store.time_zone),
            request.args,
            _links(token),
            own=False,
            credit=credit_desk(lrs.credits, store.id, person),
        )
        page = render_template("hallway/shared.html", record=shown, share=share, store=store)
        return _private(Response(page))

    @pages.get("/shared/<token>/statements/<uuid:statement_id>")
    def statement(token: str, statement_id: UUID) -> Response:
        share = lrs.shares.follow(token)
        found = lrs.statement_behind(share.store_id, share.person_id, statement_id)
        return _private(raw_statement(found))

    return pages


def _links(token: str) -> Links:
    return Links(
        page=lambda **query: url_for("shared.record", token=token, **query),
        statement=lambda statement_id: url_for(
            "shared.statement", token=token, statement_id=statement_id
        ),
        download=lambda _kind, **_query: "",
    )


def _private(answer: Response) -> Response:
    """Keep the address, which is a secret, from other sites and from search engines."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    return answer
