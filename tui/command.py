"""``zhengming tui``: the term base on the whole screen."""

import sys
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Final

from glossary.cli.command import CLEAN, COULD_NOT_RUN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.errors import UsageError
from termbase.fingerprints import fingerprint
from termbase.locations import Location

if TYPE_CHECKING:
    from tui.reader import Terms

_DESCRIPTION: Final = """\
Open the term base on the whole screen: search as you type, read everything about a concept, follow its relations.
Press F1 there for the keys, Ctrl-P for all commands, Ctrl-Q to quit."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``tui``."""
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Run the screens until the user quits."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("tui", "needs a terminal", "use `zhengming search` and `zhengming show` in scripts")
    location = chosen(arguments.termbase, find_config())
    # Raises for what cannot be opened, in light steps: the screen comes up before the heavy libraries of the store.
    fingerprint(location)

    from tui.app import TermApp
    from tui.reader import Reader

    app = TermApp(Reader(partial(_open, location), _shown(location)))
    app.run()
    return COULD_NOT_RUN if app.return_code else CLEAN


def _open(location: Location) -> "AbstractContextManager[Terms]":
    from termbase.store import open_store  # loads SQLAlchemy, 0.3 s; the first request pays, not the first picture

    return open_store(location, read_only=True)


def _shown(location: Location) -> str:
    return "built-in glossary" if location.is_builtin else location.shown


COMMAND: Final = Command("tui", "browse the term base on the whole screen", configure, execute, _DESCRIPTION)
