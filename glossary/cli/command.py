"""What a command is. Commands of other packages join through the entry-point group ``zhengming.commands``."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Final, NamedTuple

ENTRY_POINTS: Final = "zhengming.commands"

CLEAN: Final = 0
FINDINGS: Final = 1
COULD_NOT_RUN: Final = 2


class Command(NamedTuple):
    """A command of the program.

    ``configure`` adds its arguments to a parser; ``execute`` does the work and returns the exit status: 0 clean, 1
    findings, 2 could not run. What a user can cause is raised as ``ZhengmingError`` and shown by the caller.
    """

    name: str
    summary: str
    configure: Callable[[ArgumentParser], None]
    execute: Callable[[Namespace], int]
    description: str = ""
