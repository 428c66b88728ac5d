"""``zhengming export FILE``: write the term base to a file for other tools."""

import json
import sys
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final

from glossary.cli.command import CLEAN, Command
from glossary.cli.progress import counting
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.exporting import Contents, Export, StoredContents
from glossary.output import replaced_file
from glossary.report.terminal import counted, printable
from glossary.stored import concepts_of
from termbase.concepts import AdministrativeStatus, Concept, WorkState
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
    export = Export(target, _choice(arguments), _options(arguments), arguments.fail_on_loss)
    tell = partial(_tell, arguments, target)
    with _contents(location) as contents:
        if arguments.file != "-":
            export.to_file(contents, Path(arguments.file), tell)
        else:
            with _standard_output(kept=arguments.fail_on_loss) as stream:
                export.write(contents, stream, arguments.file, tell)
    if arguments.file != "-" and (companion := export.companion(Path(arguments.file))):
        told = f"{printable(str(companion))} is its definition; {target.name} asks for both files"
        print(f"zhengming: {told}", file=sys.stderr)
    return CLEAN


@contextmanager
def _contents(location: "Location") -> Iterator[Contents]:
    """What stands in the term base; the built-in glossary comes straight from its text."""
    if location.is_builtin:
        yield _BuiltIn(location)
        return
    from termbase.store import open_store

    with open_store(location, read_only=True) as store, counting("writing", store.count()) as watch:
        yield StoredContents(store, watch=watch)


class _BuiltIn:
    """The concepts of the built-in glossary, without a store."""

    def __init__(self, location: "Location") -> None:
        self._location = location

    def concepts(self) -> Iterable[Concept]:
        """All of them."""
        return concepts_of(self._location)

    def history(self) -> Iterable[HistoryRecord]:
        """It has none."""
        return ()


@contextmanager
def _standard_output(*, kept: bool) -> Iterator[IO[bytes]]:
    """Standard output; what has to be ``kept`` comes there when all is well."""
    if not kept:
        yield sys.stdout.buffer
        return
    with TemporaryFile() as held:
        yield held
        held.seek(0)
        copyfileobj(held, sys.stdout.buffer)


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


def _tell(arguments: Namespace, target: Format, report: LossReport) -> None:
    print(f"zhengming: {counted(report.written, 'concept')} written as {target.name}", file=sys.stderr)
    for loss in report.losses:
        of = counted(loss.concepts, "concept")
        print(f"  not carried: {printable(loss.field)} of {of}; {loss.remedy}", file=sys.stderr)
    if arguments.report:
        _write_report(arguments.report, report, target)


def _write_report(path: str, report: LossReport, target: Format) -> None:
    losses = [{"field": loss.field, "concepts": loss.concepts, "instead": loss.remedy} for loss in report.losses]
    plain = {"version": _VERSION, "format": target.name, "written": report.written, "losses": losses}
    with replaced_file(path) as file:
        json.dump(plain, file, ensure_ascii=False, indent=2)
        file.write("\n")


COMMAND: Final = Command("export", "write the term base to a file for other tools", configure, execute, _DESCRIPTION)
