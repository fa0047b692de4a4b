"""The hallway command's group for records: fold all of them anew, and see whether they are as they were."""

import os
import sys

import click

from lrs.facade import Lrs

_FEW = 200  # people: to start a process takes as long as folding a few dozen


def commands(lrs: Lrs) -> list[click.Command]:
    """Build the command group."""
    group = click.Group("record", help="Combined learner records.")

    @group.command()
    @click.option("--store", "store_name", required=True, help="The store's name.")
    @click.option(
        "--jobs",
        type=click.IntRange(min=1),
        help="How many processes fold; as many as there are cores where nothing is said.",
    )
    def rebuild(store_name: str, jobs: int | None) -> None:
        """Fold everybody's record anew from their statements, and count what is in them."""
        store = lrs.store_named(store_name)
        entries = unknown = done = 0
        length = lrs.count_people(store.id)
        jobs = jobs or min(os.cpu_count() or 1, 1 + length // _FEW)
        with click.progressbar(length=length, label="Folding", file=sys.stderr) as bar:
            for some in lrs.rebuilt_records(store.id, jobs):
                entries += some.entries
                unknown += some.unknown
                done += some.people
                bar.update(some.people)
        said = f"{done} records, {entries} entries, {unknown} statements that no rule knows."
        click.echo(said)

    return [group]
