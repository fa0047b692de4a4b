"""The hallway command's group for records: fold all of them anew, and see whether they are as they were."""

import sys
from collections.abc import Iterator

import click

from lrs.facade import Lrs
from lrs.storage.people import Person
from lrs.storage.stores import Store

_AT_ONCE = 200


def commands(lrs: Lrs) -> list[click.Command]:
    """Build the command group."""
    group = click.Group("record", help="Combined learner records.")

    @group.command()
    @click.option("--store", "store_name", required=True, help="The store's name.")
    def rebuild(store_name: str) -> None:
        """Fold everybody's record anew from their statements, and count what is in them."""
        store = lrs.store_named(store_name)
        entries = unknown = done = 0
        length = lrs.count_people(store.id)
        with click.progressbar(length=length, label="Folding", file=sys.stderr) as bar:
            for person in _everybody(lrs, store):
                record = lrs.rebuilt_record(store.id, person.id)
                entries += len(record.entries)
                unknown += len(record.unclassified)
                done += 1
                bar.update(1)
        said = f"{done} records, {entries} entries, {unknown} statements that no rule knows."
        click.echo(said)

    return [group]


def _everybody(lrs: Lrs, store: Store) -> Iterator[Person]:
    after = None
    while found := lrs.people(store.id, "", after, _AT_ONCE):
        yield from found
        after = (found[-1].name, found[-1].id)
