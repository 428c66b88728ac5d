"""``zhengming tui``: the term base on the whole screen."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.changing import add_user_option
from glossary.cli.command import CLEAN, COULD_NOT_RUN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.errors import UsageError
from termbase.fingerprints import fingerprint

_DESCRIPTION: Final = """\
Open the term base on the whole screen: search as you type, read everything about a concept, follow its relations.
Press F1 there for the keys, Ctrl-P for all commands, Ctrl-Q to quit."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``tui``."""
    add_termbase_option(parser)
    parser.add_argument("--read-only", action="store_true", help="change nothing in the term base")
    add_user_option(parser)


def execute(arguments: Namespace) -> int:
    """Run the screens until the user quits."""
    _require_terminal()
    location = chosen(arguments.termbase, find_config())
    # Raises for what cannot be opened, in light steps: the screen comes up before the heavy libraries of the store.
    fingerprint(location)

    from tui.app import TermApp
    from tui.bench import bench_over
    from tui.settings import user_settings
    from tui.termbase import Termbase

    termbase = Termbase(location, read_only=arguments.read_only, user=arguments.user)
    app = TermApp(bench_over(termbase, user_settings()))
    app.run()
    return COULD_NOT_RUN if app.return_code else CLEAN


def _require_terminal() -> None:
    """Raise ``UsageError`` where no screen can be drawn, or no Chinese shown on it."""
    from tui.terminal import moves_the_cursor, writes_unicode

    in_browser = bool(os.environ.get("TEXTUAL_DRIVER"))
    if not in_browser and not (sys.stdin.isatty() and sys.stdout.isatty() and moves_the_cursor()):
        raise UsageError("tui", "needs a terminal", "use `zhengming search` and `zhengming show` in scripts")
    if not writes_unicode():
        encoding = sys.stdout.encoding or "nothing"
        raise UsageError("tui", f"Chinese cannot be shown in {encoding}", "set LC_ALL=C.UTF-8 for the terminal")


COMMAND: Final = Command("tui", "curate the term base on the whole screen", configure, execute, _DESCRIPTION)
