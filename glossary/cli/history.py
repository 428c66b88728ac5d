"""``zhengming history ID``: everything that was changed in a concept."""

import sys
from argparse import ArgumentParser, Namespace
from itertools import islice
from typing import Final

from glossary.cli.changing import add_report_option
from glossary.cli.command import CLEAN, Command
from glossary.cli.parsing import positive
from glossary.cli.termbases import add_termbase_option, chosen_with_history
from glossary.config import find_config
from glossary.report.terminal import Palette, printable, wants_colour

_DESCRIPTION: Final = """\
Show everything that was changed in a concept, latest first: who, when, why, and which fields from what to what.
A removed concept is named by its id."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``history``."""
    parser.add_argument("concept", metavar="ID|TERM", help="a concept id, or a term that only it has")
    parser.add_argument("--limit", type=positive, metavar="N", help="show the latest N changes only")
    add_report_option(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Print the changes."""
    from glossary.cli.naming import known_id
    from glossary.report.history import history_lines
    from glossary.report.history_json import change_object, document
    from termbase.store import open_store

    location = chosen_with_history(arguments.termbase, find_config())
    with open_store(location, read_only=True) as store:
        history = store.history
        concept_id = known_id(store, arguments.concept)
        changes = list(islice(history.changes(concept_id), arguments.limit))
        version = history.version(concept_id)
    if arguments.format == "json":
        told = [change_object(change) for change in changes]
        print(document(location.shown, concept=concept_id, concept_version=version, changes=told))
        return CLEAN
    for line in history_lines(changes, Palette(colour=wants_colour(sys.stdout))):
        print(line)
    if not changes:
        print(f"zhengming: {printable(concept_id)}: was not changed since a history is kept", file=sys.stderr)
    return CLEAN


COMMAND: Final = Command("history", "show what was changed in a concept", configure, execute, _DESCRIPTION)
