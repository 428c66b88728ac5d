"""``zhengming import FILE``: bring concepts from a file into the term base."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, FINDINGS, Command
from glossary.cli.plans import plan_as_json, plan_lines, summary_as_json
from glossary.cli.progress import watched_file
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.collecting import uncollected
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.importing import POLICIES, summary_line, unsettled
from glossary.report.terminal import Palette, counted, printable, wants_colour
from termbase.errors import StoreError
from termbase.exchange.formats import FORMATS, format_for, format_named
from termbase.exchange.incoming import Incoming, Opened, opened_file
from termbase.exchange.values import ReadOptions
from termbase.importing.values import ImportPolicy, ImportSummary

if TYPE_CHECKING:
    from termbase.locations import Location
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Bring concepts from a file into the term base, in one step that can be undone: on an error nothing goes in.

A concept of the file is the stored one that has its id and shares a term with it, or else the one that has its
Chinese term in its subject field; --policy says what happens then. --dry-run shows what would happen and changes
nothing. A record that cannot be read is reported with its line, and the others go in unless --strict is given.
docs/formats.md describes the formats.

Exit status: 0 everything went in, 1 some of it did not, 2 nothing did."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``import``."""
    readable = [entry.name for entry in FORMATS if entry.can_read]
    policies = "; ".join(f"{policy}: {meaning}" for policy, meaning in POLICIES.items())
    parser.add_argument("file", metavar="FILE", help="the file to read; - is standard input")
    parser.add_argument("--format", metavar="NAME", help=f"its format: {', '.join(readable)} (default: by its suffix)")
    parser.add_argument(
        "--policy",
        choices=tuple(ImportPolicy),
        default=ImportPolicy.SKIP,
        help=f"what to do with a concept that is there already. {policies} (default: skip)",
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be done, and do nothing")
    parser.add_argument(
        "--preview", action="store_true", help="show what the columns of a sheet are taken for, and do nothing"
    )
    parser.add_argument("--json", action="store_true", help="print the plan, or what was done, as JSON")
    parser.add_argument("--strict", action="store_true", help="let nothing in if a record has a problem")
    _add_reading_options(parser)
    add_change_options(parser)
    add_termbase_option(parser)


def _add_reading_options(parser: ArgumentParser) -> None:
    parser.add_argument("--encoding", metavar="NAME", default="", help="encoding of a text file (default: recognised)")
    parser.add_argument("--delimiter", metavar="CHAR", default="", help="what separates the cells of a CSV file")
    parser.add_argument("--sheet", metavar="NAME", default="", help="the sheet of a workbook (default: the first)")
    parser.add_argument(
        "--column",
        metavar="HEADING=COLUMN",
        action="append",
        default=[],
        help="take a column of a sheet as this one; HEADING= passes it over; may be repeated",
    )
    parser.add_argument("--source-language", metavar="CODE", default="", help="of a file that does not tell its own")
    parser.add_argument("--target-language", metavar="CODE", default="", help="of a file that does not tell its own")


def execute(arguments: Namespace) -> int:
    """Import the file, or plan to, and say what went in."""
    source = format_named(arguments.format) if arguments.format else format_for(arguments.file, writing=False)
    with _reopenable(arguments.file) as opened:
        incoming = Incoming(
            source,
            arguments.file,
            opened,
            _options(arguments),
            strict=arguments.strict,
            watched=partial(watched_file, doing="reading"),
        )
        return _preview(incoming) if arguments.preview else _bring_in(arguments, incoming)


def _bring_in(arguments: Namespace, incoming: Incoming) -> int:
    """Import the file, or plan to, and say what went in."""
    location = chosen(arguments.termbase, find_config())
    if location.is_builtin and not arguments.dry_run:
        raise StoreError("import", "the built-in glossary cannot be changed", "make your own first: zhengming init")
    if arguments.dry_run:
        summary = _show_plan(arguments, location, incoming)
    else:
        with uncollected():
            summary = in_one_step(arguments, location, partial(_import, arguments, incoming), "import")
    for problem in incoming.problems:
        print(f"zhengming: {printable(str(problem))}", file=sys.stderr)
    if incoming.history_left_out:
        print("zhengming: the history in the file was left out: only a new term base can take it over", file=sys.stderr)
    for line in unsettled(summary):
        print(f"zhengming: {line}", file=sys.stderr)
    told = summary_line(summary, planned=arguments.dry_run)
    refused = f"; {counted(len(incoming.problems), 'problem')}" if incoming.problems else ""
    print(f"zhengming: {printable(location.shown)}: {told}{refused}", file=sys.stderr)
    if arguments.json and not arguments.dry_run:
        print(summary_as_json(summary, incoming.problems, location.shown))
    return FINDINGS if incoming.problems or summary.unclear or summary.retired else CLEAN


def _preview(incoming: Incoming) -> int:
    from glossary.cli.previews import preview_lines

    preview = incoming.preview()
    print("\n".join(preview_lines(preview, Palette(colour=wants_colour(sys.stdout)))))
    return CLEAN if preview.can_be_read else FINDINGS


def _import(arguments: Namespace, incoming: Incoming, store: "Store") -> ImportSummary:
    from termbase.importing.bringing import bring_in

    return bring_in(store, incoming, ImportPolicy(arguments.policy), origin=Path(arguments.file).name)


def _show_plan(arguments: Namespace, location: "Location", incoming: Incoming) -> ImportSummary:
    """Print the plan, as it is made; JSON is one object, of which the problems come last."""
    from termbase.importing.planning import Planner
    from termbase.store import open_store

    with open_store(location, read_only=True) as store:
        batches = Planner(store, ImportPolicy(arguments.policy)).plan(incoming.concepts())
        if arguments.json:
            return plan_as_json(batches, incoming.problems, location.shown)
        return plan_lines(batches, Palette(colour=wants_colour(sys.stdout)))


def _options(arguments: Namespace) -> ReadOptions:
    columns = []
    for given in arguments.column:
        heading, equals, column = given.rpartition("=")
        if not equals:
            raise UsageError("--column", f"{given!r} has no =", "write it like --column 'Chinese term=zh'")
        columns.append((heading, column))
    languages = {name: value for name in ("source_language", "target_language") if (value := getattr(arguments, name))}
    return ReadOptions(tuple(columns), arguments.encoding, arguments.delimiter, arguments.sheet, **languages)


@contextmanager
def _reopenable(path: str) -> Iterator[Opened]:
    """What opens the file, each time from its beginning; standard input, which comes once, is kept meanwhile."""
    if path != "-":
        yield opened_file(path)
        return
    with TemporaryFile() as kept:
        copyfileobj(sys.stdin.buffer, kept)

        def rewound() -> BinaryIO:
            kept.seek(0)
            return os.fdopen(os.dup(kept.fileno()), "rb")  # a reader may close it

        yield rewound


COMMAND: Final = Command("import", "bring concepts from a file into the term base", configure, execute, _DESCRIPTION)
