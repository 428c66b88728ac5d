"""``zhengming export FILE``: write the term base to a file for other tools."""

import sys
from argparse import ArgumentParser, Namespace
from typing import IO, Final

from glossary.cli.command import CLEAN, Command
from glossary.cli.output import replaced_binary_file
from glossary.cli.termbases import add_termbase_option, chosen, concepts_of
from glossary.config import find_config
from termbase.exchange.formats import FORMATS, Format, format_for, format_named
from termbase.exchange.values import LossReport, WriteOptions
from termbase.locations import Location

_DESCRIPTION: Final = """\
Write the term base to a file for other tools; - is standard output. What the format cannot carry is reported.

tbx-basic is for tools that say TBX v3 or ISO 30042:2019; tbx-v2 is the one that OmegaT, Weblate, Lokalize and
translate-toolkit read. docs/formats.md says what each carries."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``export``."""
    writable = [entry.name for entry in FORMATS if entry.can_write]
    parser.add_argument("file", metavar="FILE", help="the file to write")
    parser.add_argument(
        "--format", metavar="NAME", help=f"one of {', '.join(writable)} (default: by the file's suffix)"
    )
    parser.add_argument("--source-code", metavar="CODE", default="", help="language code to write for Chinese (tbx-v2)")
    parser.add_argument("--target-code", metavar="CODE", default="", help="language code to write for English (tbx-v2)")
    parser.add_argument("--no-deprecated", action="store_true", help="leave out deprecated terms (tbx-v2)")
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Export the term base and say what was lost on the way."""
    target = format_named(arguments.format) if arguments.format else format_for(arguments.file, writing=True)
    location = chosen(arguments.termbase, find_config())
    options = WriteOptions(
        source_code=arguments.source_code,
        target_code=arguments.target_code,
        deprecated=not arguments.no_deprecated,
        title="zhengming term base",
    )
    if arguments.file == "-":
        report = _write(target, location, sys.stdout.buffer, options)
    else:
        with replaced_binary_file(arguments.file) as stream:
            report = _write(target, location, stream, options)
    print(f"zhengming: {report.written} concepts written as {target.name}", file=sys.stderr)
    for loss in report.losses:
        print(f"  not carried: {loss.field} of {loss.concepts} concepts; {loss.remedy}", file=sys.stderr)
    return CLEAN


def _write(target: Format, location: Location, stream: IO[bytes], options: WriteOptions) -> LossReport:
    return target.write(concepts_of(location), stream, options)  # type: ignore[arg-type]  # BinaryIO is IO[bytes]


COMMAND: Final = Command("export", "write the term base to a file for other tools", configure, execute, _DESCRIPTION)
