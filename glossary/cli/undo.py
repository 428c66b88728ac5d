"""``zhengming undo``: take back what a step did."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, Command
from glossary.cli.parsing import positive
from glossary.cli.termbases import add_termbase_option, chosen_with_history
from glossary.config import find_config
from glossary.report.terminal import printable

if TYPE_CHECKING:
    from termbase.history.values import Undone
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Take back what a step did: the latest that is not undone, or the one with this number; zhengming log shows them.
The undo is a step itself; undoing it does the first one again. A step is refused while a concept that it changed
has been changed by a later one."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``undo``."""
    parser.add_argument(
        "step", nargs="?", type=positive, metavar="STEP", help="the number of a step (default: the latest not undone)"
    )
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Undo the step and say what that did."""
    from termbase.history.undoing import undo

    location = chosen_with_history(arguments.termbase, find_config())

    def work(store: "Store") -> "Undone":
        return undo(store, arguments.step)

    done = in_one_step(arguments, location, work)
    print(f"zhengming: {printable(location.shown)}: {_told(done)}", file=sys.stderr)
    return CLEAN


def _told(done: "Undone") -> str:
    from glossary.report.history import undo_line

    again = f"; `zhengming undo {done.step}` does it again" if done.step else ""
    return undo_line(done) + again


COMMAND: Final = Command("undo", "take back what a step did", configure, execute, _DESCRIPTION)
