"""``zhengming``: pick the command, run it, show an error once.

Only the module of the chosen command is imported, so that ``lint`` starts without what the others need.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from glossary.cli.command import CLEAN, COULD_NOT_RUN, ENTRY_POINTS, Command
from glossary.errors import UsageError
from termbase.errors import ZhengmingError
from termbase.masking import without_passwords

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

COMMANDS: Final = (
    ("lint", "glossary.cli.lint", "check English articles for bad renderings and damage"),
    ("rules", "glossary.cli.rules", "list what is checked"),
    ("explain", "glossary.cli.explain", "say what a rule does and why"),
    ("search", "glossary.cli.search", "find concepts by Chinese, pinyin or English"),
    ("show", "glossary.cli.show", "show everything about a concept"),
    ("add", "glossary.cli.add", "put a new concept into the term base"),
    ("edit", "glossary.cli.edit", "change a concept in an editor or from a file"),
    ("approve", "glossary.cli.approve", "approve concepts, language by language"),
    ("deprecate", "glossary.cli.deprecate", "say that a rendering is wrong, and why"),
    ("merge", "glossary.cli.merge", "make one concept of two"),
    ("split", "glossary.cli.split", "make two concepts of one"),
    ("init", "glossary.cli.init", "set up a term base of your own"),
    ("doctor", "glossary.cli.doctor", "let the term base check itself"),
    ("upgrade", "glossary.cli.upgrade", "bring a term base of an older version up to date"),
    ("import", "glossary.cli.importing", "bring concepts from a file into the term base"),
    ("export", "glossary.cli.exporting", "write the term base to a file for other tools"),
    ("review", "glossary.cli.review", "see and decide what is proposed"),
    ("members", "glossary.cli.members", "see and set who may do what"),
    ("log", "glossary.cli.log", "show what was changed in the term base"),
    ("history", "glossary.cli.history", "show what was changed in a concept"),
    ("diff", "glossary.cli.diff", "show what differs between two states of a concept"),
    ("undo", "glossary.cli.undo", "take back what a step did"),
    ("restore", "glossary.cli.restore", "bring back a concept or a whole term base"),
    ("snapshot", "glossary.cli.snapshot", "write a consistent copy of the term base"),
)
"""Name, module and summary of each command of this package."""

_INTERRUPTED: Final = 130


def run() -> None:
    """Entry point of the console script.

    When all is written and nothing else runs, the process ends at once: to take the compiled term base apart costs more
    than to read it.
    """
    status = main(sys.argv[1:])
    threading = sys.modules.get("threading")
    if not threading or threading.active_count() == 1:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    sys.exit(status)


def main(arguments: list[str]) -> int:
    """Run the command that ``arguments`` name and return the exit status."""
    _prepare_streams()
    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
    except ZhengmingError as error:
        _tell(str(error))
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        _tell("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        _abandon_output()  # the reader has gone, as | head does
        return COULD_NOT_RUN
    except OSError as error:
        named = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else "standard output"
        place = without_passwords(named)
        _tell(f"{place}: {os.strerror(error.errno or 0)}; make room or choose another place, then try again")
        _abandon_output()
        return COULD_NOT_RUN
    return status


def commands() -> list[tuple[str, str]]:
    """Name and summary of every command, those of other packages after those of this one."""
    listed = [(name, summary) for name, _, summary in COMMANDS]
    for point in _offered():
        try:
            listed.append((point.name, _loaded(point).summary))
        except UsageError as error:
            listed.append((point.name, error.problem))
    return listed


def command_named(name: str) -> Command:
    """The command called ``name``: one of this package, else one that another package offers, else ``UsageError``."""
    for own, module, _ in COMMANDS:
        if own == name:
            return cast("Command", import_module(module).COMMAND)
    offered = _offered()
    for point in offered:
        if point.name == name:
            return _loaded(point)
    if name.startswith("-"):
        raise UsageError(name, "a command comes first", "see zhengming --help")
    from difflib import get_close_matches

    known = [own for own, _, _ in COMMANDS] + [point.name for point in offered]
    close = get_close_matches(name, known, n=1)
    raise UsageError(name, "there is no such command", f"did you mean {close[0]}?" if close else "see zhengming --help")


def _dispatch(arguments: list[str]) -> int:
    match arguments:
        case [] | ["-h" | "--help" | "help"]:
            print(_help())
            return CLEAN
        case ["-V" | "--version", *_]:
            from importlib.metadata import version

            print(f"zhengming {version('zhengming')}")
            return CLEAN
        case ["help", name, *_]:
            return _run(command_named(name), ["--help"])
        case [name, *rest]:
            return _run(command_named(name), rest)
    raise AssertionError(arguments)


def _run(command: Command, arguments: list[str]) -> int:
    from glossary.cli.parsing import parsed  # argparse, which neither --version nor a misspelt command needs

    try:
        values = parsed(command, arguments)
    except SystemExit:  # after --help
        return CLEAN
    return command.execute(values)


def _offered() -> "Iterable[EntryPoint]":
    """The commands that installed packages offer, by name."""
    from importlib.metadata import entry_points  # scans every installed package, so only when it has to

    return sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)


def _loaded(point: "EntryPoint") -> Command:
    try:
        return cast("Command", point.load())
    except (ImportError, AttributeError) as error:
        raise UsageError(
            point.name, f"cannot be loaded ({error})", "install the package that offers it anew"
        ) from error


def _help() -> str:
    listed = "\n".join(f"  {name:10} {summary}" for name, summary in commands())
    return (
        "usage: zhengming COMMAND [ARGUMENTS]\n\n"
        "Terminology for Chinese-English policy translation: check articles, keep a term base.\n\n"
        f"commands:\n{listed}\n\n"
        "zhengming COMMAND --help describes a command; zhengming --version tells the version."
    )


def _tell(message: str) -> None:
    from glossary.report.terminal import printable

    print(f"zhengming: {printable(message)}", file=sys.stderr)


def _prepare_streams() -> None:
    """Write UTF-8 whatever the locale says; a file name that is no text comes out escaped. A closed stream is empty."""
    # Open as long as the program runs.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _abandon_output() -> None:
    """Send what is still buffered nowhere, so that nothing complains about it at exit."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
