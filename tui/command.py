"""``zhengming tui``: the term base on the whole screen."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.changing import add_user_option
from glossary.cli.command import CLEAN, COULD_NOT_RUN, Command
from glossary.cli.parsing import positive
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.errors import UsageError
from termbase.fingerprints import fingerprint
from termbase.locations import Location

_DESCRIPTION: Final = """\
Curate the term base on the whole screen: search as you type, edit concepts, decide about proposals, check articles,
import and export, see and undo what was changed. Press F1 there for the keys of a screen, Ctrl-P for everything that
can be done, Ctrl-Q to quit. --serve shows the same in a browser on this machine."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``tui``."""
    add_termbase_option(parser)
    parser.add_argument("--read-only", action="store_true", help="change nothing in the term base")
    add_user_option(parser)
    parser.add_argument("--serve", action="store_true", help="show it in a browser on this machine; there is no login")
    parser.add_argument("--port", metavar="N", type=positive, default=8000, help="where to serve it (default: 8000)")


def execute(arguments: Namespace) -> int:
    """Run the screens until the user quits."""
    if not arguments.serve:
        _require_terminal()
    location = chosen(arguments.termbase, find_config())
    # Raises for what cannot be opened, in light steps: the screen comes up before the heavy libraries of the store.
    fingerprint(location)
    if arguments.serve:
        _serve(arguments, location)
        return CLEAN

    from tui.collecting import collect_later

    collect_later()
    from tui.app import TermApp
    from tui.bench import bench_over
    from tui.settings import user_settings
    from tui.termbase import Termbase

    termbase = Termbase(location, read_only=arguments.read_only, user=arguments.user)
    app = TermApp(bench_over(termbase, user_settings()))
    app.run()
    return COULD_NOT_RUN if app.return_code else CLEAN


def _serve(arguments: Namespace, location: Location) -> None:
    from tui.serving import serve

    # In the environment, where no list of processes shows a password.
    os.environ["ZHENGMING_TERMBASE"] = "builtin" if location.is_builtin else location.url
    user = ["--user", arguments.user] if arguments.user else []
    serve(["tui", *(["--read-only"] if arguments.read_only else []), *user], arguments.port)


def _require_terminal() -> None:
    """Raise ``UsageError`` where no screen can be drawn, or no Chinese shown on it."""
    from tui.terminal import moves_the_cursor, writes_unicode

    in_browser = bool(os.environ.get("TEXTUAL_DRIVER"))
    if in_browser:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty() and moves_the_cursor()):
        raise UsageError("tui", "needs a terminal", "use `zhengming search` and `zhengming show` in scripts")
    if not writes_unicode():
        encoding = sys.stdout.encoding or "nothing"
        raise UsageError("tui", f"Chinese cannot be shown in {encoding}", "set LC_ALL=C.UTF-8 for the terminal")


COMMAND: Final = Command("tui", "curate the term base on the whole screen", configure, execute, _DESCRIPTION)
