"""``zhengming split``: make two concepts of one."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.report.terminal import counted, printable

if TYPE_CHECKING:
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Move terms of a concept to a new concept, which is related to it and has its subject field; zhengming edit does the
rest. One step: undo takes all of it back."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``split``."""
    parser.add_argument("concept", metavar="ID|TERM", help="a concept id, or a term that only it has")
    parser.add_argument("terms", nargs="+", metavar="TERM", help="the terms that move, in any language")
    parser.add_argument("--new", metavar="ID", required=True, help="the id of the new concept")
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Split the concept."""
    from glossary.cli.naming import named_concept
    from termbase.curation.joining import split

    location = chosen(arguments.termbase, find_config())

    def work(store: "Store") -> str:
        concept = named_concept(store, arguments.concept)
        split(store, concept.id, arguments.terms, arguments.new)
        return concept.id

    changed = in_one_step(arguments, location, work, "split")
    told = f"{counted(len(arguments.terms), 'term')} of {changed} went into {arguments.new}"
    print(f"zhengming: {printable(location.shown)}: {printable(told)}", file=sys.stderr)
    return CLEAN


COMMAND: Final = Command("split", "make two concepts of one", configure, execute, _DESCRIPTION)
