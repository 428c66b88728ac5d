"""The forms of a report that few runs want, each in a module that is imported when it is asked for."""

from collections.abc import Iterable
from importlib import import_module
from typing import Final, NamedTuple, TextIO, cast

from glossary.report.checked import Checked, Tally

FORMS: Final = ("sarif", "github", "html", "diff", "fixed", "baseline")
"""Each has a module of this name beside this one, with a function ``write``."""


class Options(NamedTuple):
    """What the forms can know of a run: the term base as it is shown, whether waived findings are wanted too, and the
    file that is written (``-`` for standard output).
    """

    termbase: str
    show_waived: bool = False
    output: str = "-"


def write(form: str, checked: Iterable[Checked], stream: TextIO, options: Options) -> Tally:
    """Write what was ``checked`` in the given form and return what was counted."""
    module = import_module(f"glossary.report.{form}")
    return cast("Tally", module.write(checked, stream, options))


def keep_line_endings(stream: TextIO) -> None:
    """Let the line endings of articles through to a stream as they are."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(newline="")
