"""Run the command line in this process, as the console script would, and keep what it wrote."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from glossary.cli.main import main


class Ran(NamedTuple):
    """What a run left: exit status, and standard output and standard error as UTF-8 text."""

    status: int
    stdout: str
    stderr: str


def run(*arguments: str, stdin: bytes = b"") -> Ran:
    """Run ``zhengming`` with ``arguments`` in the current folder."""
    with _streams(stdin) as (stdout, stderr):
        status = main(list(arguments))
    return Ran(status, stdout.getvalue().decode("utf-8"), stderr.getvalue().decode("utf-8"))


@contextmanager
def _streams(stdin: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Standard streams in memory, in an encoding that holds no Chinese: the program has to see to that itself."""
    kept = sys.stdin, sys.stdout, sys.stderr
    stdout, stderr = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii")
    sys.stdout, sys.stderr = (io.TextIOWrapper(buffer, encoding="ascii", newline="\n") for buffer in (stdout, stderr))
    wrappers = sys.stdin, sys.stdout, sys.stderr
    try:
        yield stdout, stderr
        wrappers[1].flush()
        wrappers[2].flush()
    finally:
        for wrapper in wrappers[1:]:
            wrapper.detach()
        sys.stdin, sys.stdout, sys.stderr = kept
