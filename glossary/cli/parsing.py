"""Parse a command's arguments, so that whatever is wrong with them is one line that names the cure."""

import os
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from typing import Final, NoReturn

from glossary.cli.command import Command
from glossary.errors import UsageError

_WIDEST: Final = 100


class _Parser(ArgumentParser):
    """A parser whose complaints are ``UsageError`` and not a page of usage on standard error."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(self.prog.rpartition(" ")[2], message, f"see {self.prog} --help")


class _HelpFormatter(RawDescriptionHelpFormatter):
    """Help as wide as the terminal; argparse would load shutil to ask for that, with every argument it is given."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns())


def parser_of(command: Command) -> ArgumentParser:
    """The parser of a command, with all its arguments."""
    parser = _Parser(
        prog=f"zhengming {command.name}",
        description=command.description or command.summary[:1].upper() + command.summary[1:] + ".",
        formatter_class=_HelpFormatter,
        allow_abbrev=False,
    )
    command.configure(parser)
    return parser


def parsed(command: Command, arguments: list[str]) -> Namespace:
    """The arguments of a command; options may stand before, between and after the others.

    Raises ``UsageError`` for what the command does not take, and ``SystemExit`` after ``--help``.
    """
    parser = parser_of(command)
    values, unknown = parser.parse_known_intermixed_args(arguments)
    if unknown:
        option = unknown[0].partition("=")[0]
        raise UsageError(f"{command.name} {option}", *_complaint(parser, option))
    return values


def positive(value: str) -> int:
    """A whole number from 1 up, for the ``type`` of an argument."""
    if not value.isdecimal() or int(value) < 1:
        raise ArgumentTypeError(f"{value!r} is no whole number from 1 up")
    return int(value)


def not_negative(value: str) -> int:
    """A whole number from 0 up, for the ``type`` of an argument."""
    return 0 if value == "0" else positive(value)


def _complaint(parser: ArgumentParser, option: str) -> tuple[str, str]:
    from difflib import get_close_matches

    help_cure = f"see {parser.prog} --help"
    if not option.startswith("-"):
        return "is one argument too many", help_cure
    known = sorted(set(re.findall(r"--[a-z-]+", parser.format_help())))
    close = get_close_matches(option, known, n=1)
    return "there is no such option", f"did you mean {close[0]}?" if close else help_cure


def _columns() -> int:
    """How wide help may be: the variable COLUMNS, the terminal, or 80."""
    given = os.environ.get("COLUMNS", "")
    try:
        columns = int(given) if given.isdecimal() else os.get_terminal_size(sys.stdout.fileno()).columns
    except (AttributeError, ValueError, OSError):
        columns = 0
    return min(columns or 80, _WIDEST) - 2
