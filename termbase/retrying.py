"""Do a unit of work again when it failed for a reason that passes: others wrote, or the connection broke.

    count = retried(lambda: add_my_terms(location))

Only what was certainly not committed is done again, so nothing is ever written twice.
"""

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from termbase.errors import ConnectionLost, TermbaseLocked, TermbaseUnreachable

PATIENCE: Final = 10.0
"""Seconds after which no other attempt is begun."""
ATTEMPTS: Final = 8

_FIRST_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 2.0
_Result = TypeVar("_Result")


def retried(work: Callable[[], _Result], *, attempts: int = ATTEMPTS, patience: float = PATIENCE) -> _Result:
    """What ``work`` returns, which is done again while the term base is locked or the connection breaks.

    ``work`` is one unit of work from its opening to its end and does nothing else that lasts. The pauses between
    attempts double and vary at random, so that many who were refused together do not come back together. Raises what
    the last attempt raised: after ``attempts``, or once ``patience`` seconds have passed. ``CommitUncertain`` is raised
    at once.
    """
    deadline = time.monotonic() + patience
    was_there = False
    for attempt in range(1, attempts):
        try:
            return work()
        except (TermbaseLocked, TermbaseUnreachable) as error:
            # A server that was never reached is more likely misspelt than restarting.
            was_there = was_there or isinstance(error, (TermbaseLocked, ConnectionLost))
            pause = _pause(attempt)
            if not was_there or time.monotonic() + pause > deadline:
                raise
            time.sleep(pause)
    return work()


def _pause(attempt: int) -> float:
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt)
    return random.uniform(longest / 2, longest)  # noqa: S311 - spreads the load, guards nothing
