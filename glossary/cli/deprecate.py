"""``zhengming deprecate``: say that a rendering is wrong, and why."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.report.terminal import printable
from termbase.concepts import Source
from termbase.fields import ENGLISH, language_tag

if TYPE_CHECKING:
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Say that a rendering of a concept is wrong, and why; lint reports it from then on. A rendering that the concept has
not is added as deprecated. --use names the rendering that is preferred from then on; it is needed where the deprecated
one was the only preferred."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``deprecate``."""
    parser.add_argument("concept", metavar="ID|TERM", help="a concept id, or a term that only it has")
    parser.add_argument("term", metavar="RENDERING", help="the term that is wrong")
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why it is wrong; lint shows it")
    parser.add_argument("--use", metavar="TERM", default="", help="the term to use instead")
    parser.add_argument("--source", metavar="TEXT", default="", help="the document that rules so")
    parser.add_argument("--language", metavar="CODE", default=ENGLISH, help="language of the term (default: en)")
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Deprecate the term."""
    from glossary.cli.naming import named_concept
    from termbase.curation.ruling import deprecate

    location = chosen(arguments.termbase, find_config())
    language = language_tag(arguments.language, "--language")
    source = Source(arguments.source) if arguments.source else None

    def work(store: "Store") -> str:
        concept = named_concept(store, arguments.concept)
        deprecate(
            store, concept.id, arguments.term, arguments.reason, language=language, use=arguments.use, source=source
        )
        return concept.id

    changed = in_one_step(arguments, location, work, "deprecate")
    told = f"{changed}: {arguments.term!r} is deprecated"
    print(f"zhengming: {printable(location.shown)}: {printable(told)}", file=sys.stderr)
    return CLEAN


COMMAND: Final = Command("deprecate", "say that a rendering is wrong, and why", configure, execute, _DESCRIPTION)
