"""The first page of the console: what this store holds, and whether statements come in."""

from flask import Blueprint, render_template

from lrs.clock import now
from lrs.console.door import Door, Visitor
from lrs.facade import Lrs


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the page on the blueprint."""

    @pages.get("/")
    @door.guarded
    def overview(visitor: Visitor) -> str:
        store_id = visitor.store.id
        return render_template(
            "console/overview.html",
            visitor=visitor,
            people=lrs.count_people(store_id),
            holdings=lrs.holdings(store_id),
            administrators=lrs.administrators(visitor.store),
            today=now(),
        )
