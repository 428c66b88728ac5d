"""``zhengming snapshot FILE``: a consistent copy of the term base."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.report.terminal import printable

_DESCRIPTION: Final = """\
Write a copy of the term base to a new file, consistent also while others work, and check it.
Its SHA-256 checksum is printed and put beside it, as FILE.sha256. zhengming restore brings it back."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``snapshot``."""
    parser.add_argument("file", metavar="FILE", help="the file to make; nothing is overwritten")
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Take the snapshot and print its checksum as ``sha256sum`` does."""
    from termbase.snapshots import take_snapshot

    location = chosen(arguments.termbase, find_config())
    digest = take_snapshot(location, Path(arguments.file).absolute())
    print(f"{digest}  {printable(arguments.file)}")
    print(f"zhengming: {printable(location.shown)}: copied to {printable(arguments.file)}", file=sys.stderr)
    return CLEAN


COMMAND: Final = Command("snapshot", "write a consistent copy of the term base", configure, execute, _DESCRIPTION)
