"""``zhengming log``: what was changed in the term base."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.changing import add_report_option
from glossary.cli.command import CLEAN, Command
from glossary.cli.moments import moment
from glossary.cli.parsing import positive
from glossary.cli.termbases import add_termbase_option, chosen_with_history
from glossary.config import find_config
from glossary.report.terminal import Palette, printable, wants_colour

_DESCRIPTION: Final = """\
Show the steps in which the term base was changed, latest first: who, when, why, how many concepts, and the first of
them. An import or an undo is one step. Moments are in UTC."""
_LIMIT: Final = 20


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``log``."""
    parser.add_argument(
        "--since",
        type=moment,
        metavar="DATE|DURATION",
        help="only steps since then: 2026-01-31, 2026-01-31T12:00, 90m, 12h, 7d, 2w",
    )
    parser.add_argument(
        "--limit", type=positive, metavar="N", help=f"how many to show (default: {_LIMIT}, with --since all)"
    )
    add_report_option(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Print the steps."""
    from glossary.report.history import log_lines
    from glossary.report.history_json import document, summary_object
    from termbase.store import open_store

    location = chosen_with_history(arguments.termbase, find_config())
    limit = arguments.limit or (None if arguments.since else _LIMIT)
    with open_store(location, read_only=True) as store:
        summaries = list(store.history.steps(since=arguments.since, limit=limit))
    if arguments.format == "json":
        print(document(location.shown, steps=[summary_object(summary) for summary in summaries]))
        return CLEAN
    for line in log_lines(summaries, Palette(colour=wants_colour(sys.stdout))):
        print(line)
    if not summaries:
        when = " since then" if arguments.since else " since a history is kept"
        print(f"zhengming: {printable(location.shown)}: nothing was changed{when}", file=sys.stderr)
    return CLEAN


COMMAND: Final = Command("log", "show what was changed in the term base", configure, execute, _DESCRIPTION)
