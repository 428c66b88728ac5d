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
    from termbase.store import create_termbase, open_store

    location = to_create(arguments.termbase, find_config())
    create_termbase(location, () if arguments.empty else starter_concepts())
    with open_store(location, read_only=True) as store:
        number, mark = store.count(), store.history.mark()
    if not arguments.empty:
        _share_index(mark)
    print(f"zhengming: made {printable(location.shown)} with {counted(number, 'concept')}", file=sys.stderr)
    return CLEAN


def _share_index(mark: str) -> None:
    """Let the state that ``mark`` names share what is compiled of the built-in glossary, which holds the same."""
    from glossary.index.cache import keep_state
    from termbase.fingerprints import fingerprint

    keep_state(mark, fingerprint(Location(BUILTIN)))


COMMAND: Final = Command("init", "set up a term base of your own", configure, execute, _DESCRIPTION)
