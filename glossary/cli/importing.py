"""``zhengming import FILE``: bring concepts from a file into the term base."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from glossary.cli.changing import add_change_options
from glossary.cli.command import CLEAN, FINDINGS, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.terminal import counted, printable
from termbase.concepts import Concept
from termbase.errors import StoreError
from termbase.exchange.formats import FORMATS, Format, format_for, format_named
from termbase.exchange.values import Problem

_DESCRIPTION: Final = """\
Bring concepts from a file into the term base, in one step: on an error nothing goes in.
A record that cannot be read is reported with its line, and the others go in. docs/formats.md has the columns.

Exit status: 0 everything went in, 1 some records did not, 2 nothing did."""

_NAMED: Final = 5
_Opened = Callable[[], BinaryIO]


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``import``."""
    readable = [entry.name for entry in FORMATS if entry.can_read]
    parser.add_argument("file", metavar="FILE", help="the file to read; - is standard input")
    parser.add_argument("--format", metavar="NAME", help=f"its format: {', '.join(readable)} (default: by its suffix)")
    parser.add_argument(
        "--policy",
        choices=("skip", "replace"),
        default="skip",
        help="what to do with a concept that is already there (default: skip it)",
    )
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Import the file and say what went in."""
    from termbase.curation import ImportPolicy, ImportSummary, import_concepts
    from termbase.retrying import retried
    from termbase.store import open_store

    source = format_named(arguments.format) if arguments.format else format_for(arguments.file, writing=False)
    location = chosen(arguments.termbase, find_config())
    if location.is_builtin:
        raise StoreError("import", "the built-in glossary cannot be changed", "make your own first: zhengming init")
    problems: list[Problem] = []

    def work() -> ImportSummary:
        problems.clear()
        with open_store(location, user=arguments.user, why=arguments.why, what="import") as store:
            concepts = _concepts(source, opened, arguments.file, problems)
            return import_concepts(store, concepts, ImportPolicy(arguments.policy))

    with _reopenable(arguments.file) as opened:
        summary = retried(work)
    for problem in problems:
        print(f"zhengming: {printable(str(problem))}", file=sys.stderr)
    told = f"{counted(summary.added, 'concept')} added, {summary.replaced} replaced, {summary.skipped} skipped"
    refused = f"; {counted(len(problems), 'problem')}" if problems else ""
    print(f"zhengming: {printable(location.shown)}: {told}{refused}", file=sys.stderr)
    if summary.retired:
        named = ", ".join(summary.retired[:_NAMED]) + (", …" if len(summary.retired) > _NAMED else "")
        number = counted(len(summary.retired), "concept")
        print(
            f"zhengming: {named}: {number} stayed out, removed once before; bring one back with `zhengming restore ID`",
            file=sys.stderr,
        )
    return FINDINGS if problems or summary.retired else CLEAN


def _concepts(source: Format, opened: _Opened, path: str, problems: list[Problem]) -> Iterator[Concept]:
    """The concepts of the file; what is wrong with a record is added to ``problems``."""
    try:
        with opened() as stream:
            for item in source.read(stream, path):
                if isinstance(item, Problem):
                    problems.append(item)
                elif isinstance(item, Concept):
                    yield item
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UsageError(path, f"cannot be read ({reason})", "check the path and its permissions") from error


@contextmanager
def _reopenable(path: str) -> Iterator[_Opened]:
    """What opens the file, each time from its beginning; standard input, which comes once, is kept meanwhile."""
    if path != "-":
        yield partial(_open, path)
        return
    with TemporaryFile() as kept:
        copyfileobj(sys.stdin.buffer, kept)

        def rewound() -> BinaryIO:
            kept.seek(0)
            return os.fdopen(os.dup(kept.fileno()), "rb")  # a reader may close it

        yield rewound


def _open(path: str) -> BinaryIO:
    return Path(path).open("rb")


COMMAND: Final = Command("import", "bring concepts from a file into the term base", configure, execute, _DESCRIPTION)
