"""``zhengming approve``: approve language sections of concepts."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.report.terminal import counted, printable
from termbase.fields import language_tag

if TYPE_CHECKING:
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Approve concepts, language by language: every language with terms, or those that --language names. --back makes them
proposed again. All concepts are approved in one step, or none."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``approve``."""
    parser.add_argument("concepts", nargs="+", metavar="ID|TERM", help="a concept id, or a term that only it has")
    parser.add_argument(
        "--language", metavar="CODE", action="append", default=[], help="this language; may be repeated"
    )
    parser.add_argument("--back", action="store_true", help="make them proposed again")
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Approve, or take it back."""
    from glossary.cli.naming import named_concept
    from termbase.curation.approving import approve, return_to_proposed

    location = chosen(arguments.termbase, find_config())
    languages = [language_tag(code, "--language") for code in arguments.language]
    verb = return_to_proposed if arguments.back else approve

    def work(store: "Store") -> None:
        for name in arguments.concepts:
            verb(store, named_concept(store, name).id, languages)

    in_one_step(arguments, location, work, "approve")
    told = "made proposed again" if arguments.back else "approved"
    number = counted(len(arguments.concepts), "concept")
    print(f"zhengming: {printable(location.shown)}: {number} {told}", file=sys.stderr)
    return CLEAN


COMMAND: Final = Command("approve", "approve concepts, language by language", configure, execute, _DESCRIPTION)
