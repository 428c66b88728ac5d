"""``zhengming``: pick the command, run it, show an error once.

Only the module of the chosen command is imported, so that ``lint`` starts without what the others need.
"""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from importlib import import_module
from typing import Final, cast

from glossary.cli.command import COULD_NOT_RUN, ENTRY_POINTS, Command
from glossary.errors import UsageError
from termbase.errors import ZhengmingError

COMMANDS: Final = (
    ("lint", "glossary.cli.lint", "check English articles for bad renderings and damage"),
    ("rules", "glossary.cli.rules", "list what is checked"),
    ("explain", "glossary.cli.explain", "say what a rule does and why"),
    ("search", "glossary.cli.search", "find concepts by Chinese, pinyin or English"),
    ("show", "glossary.cli.show", "show everything about a concept"),
    ("init", "glossary.cli.init", "set up a term base of your own"),
    ("import", "glossary.cli.importing", "bring concepts from a file into the term base"),
    ("export", "glossary.cli.exporting", "write the term base to a file for other tools"),
)
"""Name, module and summary of each command of this package."""

_INTERRUPTED: Final = 130


def run() -> None:
    """Entry point of the console script."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Run the command that ``arguments`` name and return the exit status."""
    _speak_utf8()
    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
    except ZhengmingError as error:
        from glossary.report.terminal import printable

        print(f"zhengming: {printable(str(error))}", file=sys.stderr)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        print("zhengming: interrupted", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (| head): send what is still buffered nowhere, so that nothing complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT_RUN
    return status


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_help())
        return 0
    if arguments[0] in ("-V", "--version"):
        from importlib.metadata import version

        print(f"zhengming {version('zhengming')}")
        return 0
    command = _command(arguments[0])
    parser = ArgumentParser(
        prog=f"zhengming {command.name}",
        description=command.description or command.summary[:1].upper() + command.summary[1:] + ".",
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.configure(parser)
    return command.execute(parser.parse_args(arguments[1:]))


def _command(name: str) -> Command:
    """The command called ``name``: one of this package, else one that another package offers."""
    for own, module, _ in COMMANDS:
        if own == name:
            return cast("Command", import_module(module).COMMAND)
    offered = _offered()
    if name in offered:
        return offered[name]
    from difflib import get_close_matches

    known = [own for own, _, _ in COMMANDS] + sorted(offered)
    close = get_close_matches(name, known, n=1)
    cure = f"did you mean {close[0]}?" if close else "see zhengming --help"
    if name.startswith("-"):
        raise UsageError(name, "a command comes first", "see zhengming --help")
    raise UsageError(name, "there is no such command", cure)


def _offered() -> dict[str, Command]:
    """The commands that installed packages offer."""
    from importlib.metadata import entry_points  # scans every installed package, so only when it has to

    return {point.name: cast("Command", point.load()) for point in entry_points(group=ENTRY_POINTS)}


def _help() -> str:
    rows = [(name, summary) for name, _, summary in COMMANDS]
    rows += [(name, command.summary) for name, command in sorted(_offered().items())]
    listed = "\n".join(f"  {name:10} {summary}" for name, summary in rows)
    return (
        "usage: zhengming COMMAND [ARGUMENTS]\n\n"
        "Terminology for Chinese-English policy translation.\n\n"
        f"commands:\n{listed}\n\n"
        "zhengming COMMAND --help describes a command; zhengming --version tells the version."
    )


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; a file name that is no text comes out escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
