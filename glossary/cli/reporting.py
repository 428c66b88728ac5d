"""Write what ``lint`` found: data to standard output or a file, and talk to standard error."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Final, NamedTuple, TextIO

from glossary.errors import UsageError
from glossary.examining import Examined
from glossary.report.checked import Checked, Tally
from glossary.report.terminal import Palette, printable, wants_colour
from termbase.errors import ZhengmingError

_FOR_PROGRAMS: Final = ("json", "sarif")


class Told(NamedTuple):
    """What is said on standard error: what could not be done, and what is worth a note."""

    problems: list[ZhengmingError]
    notes: list[ZhengmingError]


def checked_of(examined: Iterator[Examined], told: Told) -> Iterator[Checked]:
    """What was checked; what could not be, and what is worth a note, is kept to be told."""
    for item in examined:
        told.notes.extend(item.notes)
        if item.problem:
            told.problems.append(item.problem)
        if item.checked:
            yield item.checked


def form_of(arguments: Namespace, paths: list[str]) -> str:
    """What is written: a report in the format that was asked for, or something else in its place."""
    wanted = [option for option in ("fix", "diff", "write_baseline") if getattr(arguments, option)]
    if len(wanted) > 1:
        named = ", ".join(f"--{option.replace('_', '-')}" for option in wanted)
        raise UsageError(named, "exclude each other", "give one of them")
    if arguments.write_baseline:
        return "baseline"
    if arguments.fix and paths == ["-"]:
        return "fixed"
    form: str = "diff" if arguments.diff else arguments.format
    return form


def report(checked: Iterator[Checked], arguments: Namespace, form: str, termbase: str) -> Tally:
    """Write the report to where it was asked for, and return what was counted."""
    output = arguments.write_baseline or arguments.output
    if output == "-":
        return _write(checked, sys.stdout, arguments, form, termbase)
    from glossary.output import replaced_file  # a report that fails half-way leaves the old file as it was

    with replaced_file(output) as file:
        return _write(checked, file, arguments, form, termbase)


def _write(checked: Iterator[Checked], stream: TextIO, arguments: Namespace, form: str, termbase: str) -> Tally:
    if form == "json":
        from glossary.report import json

        return json.write(checked, stream, termbase=termbase, show_waived=arguments.show_waived)
    if form == "text":
        from glossary.report import text

        palette = Palette(colour=wants_colour(stream))
        return text.write(checked, stream, palette=palette, columns=_columns(stream), show_waived=arguments.show_waived)
    from glossary.report.others import Options, write

    output = arguments.write_baseline or arguments.output
    return write(form, checked, stream, Options(termbase, show_waived=arguments.show_waived, output=output))


def tell(tally: Tally, told: Told, form: str) -> None:
    """Say on standard error what could not be checked and, where people read along, what was."""
    sys.stdout.flush()
    for message in (*told.notes, *told.problems):
        print(f"zhengming: {printable(str(message))}", file=sys.stderr)
    if form not in _FOR_PROGRAMS and tally.files:
        from glossary.report.text import summary

        print(summary(tally, unread=len(told.problems), would=form == "diff"), file=sys.stderr)


def _columns(stream: TextIO) -> int:
    if not stream.isatty():
        return 100
    try:
        return max(60, os.get_terminal_size(stream.fileno()).columns)
    except OSError:
        return 100
