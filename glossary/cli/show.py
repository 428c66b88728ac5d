"""``zhengming show ID``: everything about a concept."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.report.concepts import description
from glossary.report.terminal import Palette, wants_colour

_DESCRIPTION: Final = """\
Show everything about concepts: terms by language with their status, definitions, reasons, rulings, relations.

Marks: + preferred, ~ admitted, x deprecated, < superseded."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``show``."""
    parser.add_argument("concepts", nargs="+", metavar="ID|TERM", help="a concept id, or a term that only it has")
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Print each concept."""
    from glossary.cli.naming import named_concept
    from termbase.store import open_store

    palette = Palette(colour=wants_colour(sys.stdout))
    with open_store(chosen(arguments.termbase, find_config()), read_only=True) as store:
        concepts = [named_concept(store, name) for name in arguments.concepts]
    print("\n\n".join("\n".join(description(concept, palette)) for concept in concepts))
    return CLEAN


COMMAND: Final = Command("show", "show everything about a concept", configure, execute, _DESCRIPTION)
