"""How far long work has come, on a terminal only."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

_SHOWN_AFTER: Final = 1_000_000
"""Size in bytes from which reading a file takes long enough to be watched."""


@contextmanager
def watched_file(stream: BinaryIO, doing: str) -> Iterator[BinaryIO]:
    """The stream, and a bar that shows how much of it was read, where standard error is a terminal."""
    size = os.fstat(stream.fileno()).st_size
    if not sys.stderr.isatty() or size < _SHOWN_AFTER:
        yield stream
        return
    from rich.console import Console
    from rich.progress import wrap_file  # a tenth of a second, worth it for long work only

    console = Console(stderr=True)
    with wrap_file(stream, size, description=doing, console=console, transient=True) as watched:
        yield watched


@contextmanager
def counting(doing: str, total: int) -> Iterator[Callable[[int], None]]:
    """What is told how many of ``total`` are done, and shows it where standard error is a terminal."""
    if not sys.stderr.isatty() or total < _MANY:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=total)
        yield lambda done: progress.update(task, completed=done)


_MANY: Final = 2000
