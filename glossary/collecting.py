"""When Python looks for cycles among the values that come and go."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave cycles uncollected meanwhile: for work that makes millions of small values, and hardly a cycle."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What is left becomes old at once; else the next value that is made would have all of it looked through.
        gc.freeze()
        gc.unfreeze()
        if collects:
            gc.enable()
