"""``zhengming merge``: make one concept of two."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.report.importing import conflict_line
from glossary.report.terminal import printable

if TYPE_CHECKING:
    from termbase.history.merging import Merge
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Put all that one concept says into another, and remove it; relations that led to it lead to the other. Where both
say something else, the kept one holds, and you are told. One step: undo takes all of it back."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``merge``."""
    parser.add_argument("kept", metavar="KEPT", help="the concept that stays, by id or by a term that only it has")
    parser.add_argument("gone", metavar="GONE", help="the concept that goes")
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Merge the two."""
    from glossary.cli.naming import named_concept
    from termbase.curation.joining import merge

    location = chosen(arguments.termbase, find_config())

    def work(store: "Store") -> "tuple[str, Merge]":
        kept, gone = (named_concept(store, name).id for name in (arguments.kept, arguments.gone))
        return gone, merge(store, kept, gone)

    gone, merged = in_one_step(arguments, location, work, "merge")
    for conflict in merged.conflicts:
        print(conflict_line(conflict), file=sys.stderr)
    print(f"zhengming: {printable(location.shown)}: {gone} went into {merged.concept.id}", file=sys.stderr)
    return CLEAN


COMMAND: Final = Command("merge", "make one concept of two", configure, execute, _DESCRIPTION)
