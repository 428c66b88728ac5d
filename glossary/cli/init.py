"""``zhengming init``: set up a term base of one's own."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, to_create
from glossary.config import find_config
from glossary.report.terminal import counted, printable
from termbase.locations import BUILTIN, Location

_DESCRIPTION: Final = """\
Set up a term base of your own, filled with the built-in glossary unless --empty is given.
Without --termbase it is made where every command looks for it: in the user's data folder."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``init``."""
    add_termbase_option(parser)
    parser.add_argument("--empty", action="store_true", help="start with no concepts")


def execute(arguments: Namespace) -> int:
    """Create the term base and say where it is; one that cannot be filled is not made."""
    from termbase.starter.loader import starter_concepts
    from termbase.store import create_termbase

    location = to_create(arguments.termbase, find_config())
    concepts = [] if arguments.empty else list(starter_concepts())
    create_termbase(location, concepts)
    if not arguments.empty:
        _share_index(location)
    print(f"zhengming: made {printable(location.shown)} with {counted(len(concepts), 'concept')}", file=sys.stderr)
    return CLEAN


def _share_index(location: Location) -> None:
    """Let the first lint use what was compiled of the built-in glossary, which is the same."""
    from glossary.index.cache import keep_state
    from termbase.fingerprints import fingerprint
    from termbase.store import open_store

    with open_store(location, read_only=True) as store:
        keep_state(store.history.mark(), fingerprint(Location(BUILTIN)))


COMMAND: Final = Command("init", "set up a term base of your own", configure, execute, _DESCRIPTION)
