"""``zhengming doctor``: the term base checks itself."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import Final

from glossary.cli.command import CLEAN, FINDINGS, Command
from glossary.cli.termbases import add_termbase_option, chosen, concepts_of
from glossary.config import find_config
from glossary.report.json import dumped
from glossary.report.terminal import counted, printable

_DESCRIPTION: Final = """\
Let the term base check itself: one preferred term per language and period, reasons and definitions, pinyin and
Traditional forms, renderings both banned and accepted, doubles, relations that lead nowhere or in a circle.

Exit status: 0 nothing is wrong, 1 something is."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``doctor``."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="the form of the report (default: text)"
    )
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Print every defect."""
    from termbase.quality.examination import examine

    location = chosen(arguments.termbase, find_config())
    defects = list(examine(concepts_of(location)))
    if arguments.format == "json":
        print(dumped([asdict(defect) for defect in defects]))
    else:
        for defect in defects:
            print(f"{printable(str(defect))} [{defect.check}]")
    print(f"zhengming: {printable(location.shown)}: {counted(len(defects), 'defect')}", file=sys.stderr)
    return FINDINGS if defects else CLEAN


COMMAND: Final = Command("doctor", "let the term base check itself", configure, execute, _DESCRIPTION)
