"""``zhengming init``: set up a term base of one's own."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, to_create
from glossary.config import find_config
from glossary.report.terminal import counted, printable
from termbase.locations import Location

_DESCRIPTION: Final = """\
Set up a term base of your own, filled with the built-in glossary unless --empty is given.
Without --termbase it is made where every command looks for it: in the user's data folder."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``init``."""
    add_termbase_option(parser)
    parser.add_argument("--empty", action="store_true", help="start with no concepts")


def execute(arguments: Namespace) -> int:
    """Create the term base and say where it is; one that cannot be filled is taken away again."""
    from termbase.starter.loader import starter_concepts
    from termbase.store import create_termbase, open_store

    location = to_create(arguments.termbase, find_config())
    concepts = [] if arguments.empty else list(starter_concepts())
    create_termbase(location)
    try:
        with open_store(location, what="init") as store:
            store.add_all(concepts)
    except BaseException:
        _remove(location)
        raise
    print(f"zhengming: made {printable(location.shown)} with {counted(len(concepts), 'concept')}", file=sys.stderr)
    return CLEAN


def _remove(location: Location) -> None:
    """Remove the file of a term base that was made a moment ago; a database server keeps its empty tables."""
    if path := location.path:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


COMMAND: Final = Command("init", "set up a term base of your own", configure, execute, _DESCRIPTION)
