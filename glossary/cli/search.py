"""``zhengming search``: find concepts by Chinese, pinyin or English."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.command import CLEAN, FINDINGS, Command
from glossary.cli.parsing import positive
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.report.concepts import listing
from glossary.report.terminal import Palette, printable, wants_colour
from termbase.masking import without_passwords

_DESCRIPTION: Final = """\
Find concepts by Chinese (Simplified or Traditional), pinyin (with tones, without, or initials), English, or id.
Prints Chinese, preferred English and id, best match first.

Exit status: 0 something was found, 1 nothing was."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``search``."""
    parser.add_argument(
        "text", nargs="+", metavar="TEXT", help="what to look for, such as 产业链, chanyelian, cyl, chain"
    )
    parser.add_argument("--limit", type=positive, default=20, metavar="N", help="how many to show (default: 20)")
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Print a line for every concept that matches."""
    from termbase.store import open_store

    text = " ".join(arguments.text)
    with open_store(chosen(arguments.termbase, find_config()), read_only=True) as store:
        found = store.find_listed(text, limit=arguments.limit)
    for line in listing(found, Palette(colour=wants_colour(sys.stdout))):
        print(line)
    if not found:
        print(f"zhengming: nothing matches {printable(without_passwords(text))}", file=sys.stderr)
        return FINDINGS
    return CLEAN


COMMAND: Final = Command("search", "find concepts by Chinese, pinyin or English", configure, execute, _DESCRIPTION)
