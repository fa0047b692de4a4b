"""What the bench itself holds in memory, and no server does."""

import gc


def passed_over() -> None:
    """Let Python no longer look for cycles in it: a look of 10 ms would take 180 whenever it did."""
    gc.collect()
    gc.freeze()
