"""``zhengming export FILE``: write the term base to a file for other tools."""

import json
import sys
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final

from glossary.cli.command import CLEAN, Command
from glossary.cli.output import replaced_binary_file, replaced_file
from glossary.cli.progress import watched_items
from glossary.cli.termbases import add_termbase_option, chosen, concepts_of
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.terminal import counted, printable
from termbase.concepts import AdministrativeStatus, Concept, WorkState
from termbase.errors import ExchangeError
from termbase.exchange.choosing import Choice
from termbase.exchange.formats import FORMATS, Format, format_for, format_named
from termbase.exchange.values import LossReport, Order, WriteOptions
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH, language_tag
from termbase.history.values import HistoryRecord

if TYPE_CHECKING:
    from termbase.locations import Location

_DESCRIPTION: Final = """\
Write the term base, or what you choose of it, to a file for other tools; - is standard output.

What the format cannot carry is reported on standard error: which fields of how many concepts, and what was done
instead. docs/formats.md says which format is for which tool, and what each carries.

Exit status: 0 written, 2 not written (with --fail-on-loss also where the format cannot carry everything)."""

_VERSION: Final = 1
_DIRECTIONS: Final = {"zh-en": (CHINESE_SIMPLIFIED, ENGLISH), "en-zh": (ENGLISH, CHINESE_SIMPLIFIED)}


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``export``."""
    writable = [entry.name for entry in FORMATS if entry.can_write]
    parser.add_argument("file", metavar="FILE", help="the file to write")
    parser.add_argument(
        "--format", metavar="NAME", help=f"one of {', '.join(writable)} (default: by the file's suffix)"
    )
    _add_choice_options(parser)
    languages = parser.add_argument_group("languages of a bilingual file")
    languages.add_argument(
        "--direction", choices=tuple(_DIRECTIONS), default="zh-en", help="which comes first (default: zh-en)"
    )
    languages.add_argument("--source-code", metavar="CODE", default="", help="code to write for the source language")
    languages.add_argument("--target-code", metavar="CODE", default="", help="code to write for the target language")
    languages.add_argument(
        "--deprecated",
        action=BooleanOptionalAction,
        help="write or leave out deprecated and superseded terms (default: what is best for the tool)",
    )
    people = parser.add_argument_group("glossaries for people (markdown, html)")
    people.add_argument(
        "--order", choices=tuple(Order), default=Order.PINYIN, help="sort by pinyin or by English (default: pinyin)"
    )
    losses = parser.add_argument_group("losses")
    losses.add_argument("--report", metavar="FILE", default="", help="write the loss report to FILE, as JSON")
    losses.add_argument("--fail-on-loss", action="store_true", help="write nothing unless the format carries all of it")
    add_termbase_option(parser)


def _add_choice_options(parser: ArgumentParser) -> None:
    choice = parser.add_argument_group("what is written (default: everything; options may be repeated)")
    choice.add_argument("--subject-field", metavar="TEXT", action="append", default=[], help="concepts in this field")
    choice.add_argument("--project", metavar="TEXT", action="append", default=[], help="concepts of this project")
    choice.add_argument(
        "--status", choices=tuple(AdministrativeStatus), action="append", default=[], help="terms with this status"
    )
    choice.add_argument("--work-state", choices=tuple(WorkState), help="language sections in this state")
    choice.add_argument("--language", metavar="CODE", action="append", default=[], help="this language")
    choice.add_argument("--date", metavar="YYYY-MM-DD", default="", help="terms whose status holds on this day")


def execute(arguments: Namespace) -> int:
    """Export the term base and say what was lost on the way."""
    target = format_named(arguments.format) if arguments.format else format_for(arguments.file, writing=True)
    location = chosen(arguments.termbase, find_config())
    if arguments.report and arguments.report == arguments.file:
        raise UsageError("--report", "is the file to be exported", "name another file")
    choice, options = _choice(arguments), _options(arguments)
    with _destination(arguments) as stream, _contents(location, target, choice) as (concepts, history):
        options = replace(options, history=history)
        report = target.write(concepts, stream, options)  # type: ignore[arg-type]  # BinaryIO is IO[bytes]
        _tell(report, target)
        if arguments.report:
            _write_report(arguments.report, report, target)
        if report.losses and arguments.fail_on_loss:
            problem = f"{target.name} cannot carry all of it, so nothing was written"
            raise ExchangeError(arguments.file, problem, "choose another format, or do without --fail-on-loss")
    if target.companion and arguments.file != "-":
        _write_companion(Path(arguments.file).with_suffix(target.companion), target, location, choice, options)
    return CLEAN


@contextmanager
def _contents(
    location: "Location", target: Format, choice: Choice
) -> Iterator[tuple[Iterable[Concept], Iterable[HistoryRecord]]]:
    """The chosen concepts and, with a whole term base, its history if the format carries it: both of one moment."""
    if location.is_builtin:
        yield choice.of(_concepts(location)), ()
        return
    from termbase.history.transfer import recorded
    from termbase.store import open_store

    with open_store(location, read_only=True) as store, watched_items("writing", store.count()) as watched:
        history = recorded(store) if target.carries_history and choice == Choice() else ()
        yield choice.of(watched(store.concepts())), history


def _write_companion(path: Path, target: Format, location: "Location", choice: Choice, options: WriteOptions) -> None:
    with replaced_binary_file(str(path)) as stream:
        concepts = choice.of(concepts_of(location))
        target.write_companion(concepts, stream, options)  # type: ignore[arg-type]  # BinaryIO is IO[bytes]
    print(f"zhengming: {printable(str(path))} is its definition; {target.name} asks for both files", file=sys.stderr)


@contextmanager
def _destination(arguments: Namespace) -> Iterator[IO[bytes]]:
    """Where the terms go: a file that is replaced when all is well, or standard output, for which the same holds."""
    if arguments.file != "-":
        with replaced_binary_file(arguments.file) as stream:
            yield stream
    elif not arguments.fail_on_loss:
        yield sys.stdout.buffer
    else:
        with TemporaryFile() as kept:
            yield kept
            kept.seek(0)
            copyfileobj(kept, sys.stdout.buffer)


def _concepts(location: "Location") -> Iterator[Concept]:
    """The concepts of the built-in glossary, watched; counting them would mean to read them."""
    with watched_items("writing", 0) as watched:
        yield from watched(concepts_of(location))


def _choice(arguments: Namespace) -> Choice:
    return Choice(
        frozenset(arguments.subject_field),
        frozenset(arguments.project),
        frozenset(map(AdministrativeStatus, arguments.status)),
        WorkState(arguments.work_state) if arguments.work_state else None,
        arguments.date,
        frozenset(language_tag(code, "--language") for code in arguments.language),
    )


def _options(arguments: Namespace) -> WriteOptions:
    source, target = _DIRECTIONS[arguments.direction]
    return WriteOptions(
        source_language=source,
        target_language=target,
        source_code=arguments.source_code,
        target_code=arguments.target_code,
        deprecated=arguments.deprecated,
        order=Order(arguments.order),
        title="zhengming term base",
    )


def _tell(report: LossReport, target: Format) -> None:
    print(f"zhengming: {counted(report.written, 'concept')} written as {target.name}", file=sys.stderr)
    for loss in report.losses:
        of = counted(loss.concepts, "concept")
        print(f"  not carried: {printable(loss.field)} of {of}; {loss.remedy}", file=sys.stderr)


def _write_report(path: str, report: LossReport, target: Format) -> None:
    losses = [{"field": loss.field, "concepts": loss.concepts, "instead": loss.remedy} for loss in report.losses]
    plain = {"version": _VERSION, "format": target.name, "written": report.written, "losses": losses}
    with replaced_file(path) as file:
        json.dump(plain, file, ensure_ascii=False, indent=2)
        file.write("\n")


COMMAND: Final = Command("export", "write the term base to a file for other tools", configure, execute, _DESCRIPTION)
