"""Do several long pieces of work at a time, in processes that share what this one has loaded.

Results cannot be handed over: each piece of work has to leave them somewhere, and whoever needs them has to look
whether they are there. That makes it safe to give up: what another process did not do is done here later.
"""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

Work = Callable[[], None]

_MOST: Final = 255
"""How many pieces of work fit the queue, which has a byte for each."""


def processes() -> int:
    """How many processes may work at a time: one where a copy of this process would be no sound one."""
    if not hasattr(os, "fork") or threading.active_count() > 1 or _is_worker():
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def do_together(work: Sequence[Work], most: int) -> None:
    """Do all ``work``, by this process and by at most ``most`` in all; each takes what nobody has begun.

    What is raised here ends the other processes; what goes wrong in them is left undone.
    """
    queue, entry = os.pipe()
    os.write(entry, bytes(range(min(len(work), _MOST))))
    os.close(entry)
    children: list[int] = []
    try:
        while len(children) < min(most, len(work)) - 1:
            children.append(_child(work, queue))
        _do(work, queue)
        while children:
            os.waitpid(children[-1], 0)
            children.pop()
    finally:
        os.close(queue)
        for child in children:
            _end(child)


def _do(work: Sequence[Work], queue: int) -> None:
    while taken := os.read(queue, 1):
        work[taken[0]]()


def _child(work: Sequence[Work], queue: int) -> int:
    """Begin a process that does what it can and never comes back."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        import signal

        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # end at once: the process that began tells of it
        _do(work, queue)
        status = 0
    finally:
        os._exit(status)


def _end(child: int) -> None:
    with suppress(OSError):
        os.kill(child, 9)
        os.waitpid(child, 0)


def _is_worker() -> bool:
    """Whether this process works for another one, which has several of them already."""
    multiprocessing = sys.modules.get("multiprocessing.process")
    return multiprocessing is not None and multiprocessing.parent_process() is not None
