"""``zhengming doctor``: the term base checks itself, and is repaired."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from glossary.cli.command import CLEAN, FINDINGS, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.json import dumped
from glossary.report.terminal import counted, printable
from glossary.stored import concepts_of
from termbase.locations import Location
from termbase.quality.defect import Defect

if TYPE_CHECKING:
    from termbase.repair.repairing import Repaired

_DESCRIPTION: Final = """\
Let the term base check itself: one preferred term per language and period, reasons and definitions, pinyin and
Traditional forms, renderings both banned and accepted, doubles, relations that lead nowhere or in a circle. And whether
it is damaged: pages, indexes, links between its parts, values that cannot be read, search keys, files left over.

With --repair, mend the damage, after putting a copy of the term base beside it: indexes and search keys are made anew,
and otherwise everything that can be read is kept. --dry-run only tells what that would do. Bad terminology is yours to
mend. docs/recovery.md has more.

Exit status: 0 nothing is wrong, 1 something is, or was lost in a repair."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``doctor``."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="the form of the report (default: text)"
    )
    parser.add_argument("--repair", action="store_true", help="mend what is damaged, after making a copy")
    parser.add_argument("--dry-run", action="store_true", help="with --repair: tell what it would do, and do nothing")
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Print every defect, or repair."""
    location = chosen(arguments.termbase, find_config())
    if arguments.dry_run and not arguments.repair:
        raise UsageError("doctor --dry-run", "goes with --repair only", "add --repair")
    if arguments.repair:
        return _plan(location, arguments.format) if arguments.dry_run else _repair(location, arguments.format)
    damages, defects = _examined(location)
    if arguments.format == "json":
        print(dumped([asdict(defect) for defect in [*damages, *defects]]))
    else:
        _print([*damages, *defects])
    _tell(location, counted(len(damages) + len(defects), "defect"))
    if damages:
        _tell(location, "it is damaged; see `zhengming doctor --repair --dry-run`, then mend it with --repair")
    return FINDINGS if damages or defects else CLEAN


def _examined(location: Location) -> tuple[list[Defect], list[Defect]]:
    """What is damaged, and what is bad terminology in the concepts that can be read."""
    from termbase.quality.examination import examine

    if location.is_builtin:
        return [], list(examine(concepts_of(location)))
    from termbase.repair.diagnosis import PAGES, VALUES, diagnose

    damages = list(diagnose(location))
    if any(damage.check in (PAGES, VALUES) for damage in damages):
        return damages, []
    return damages, list(examine(concepts_of(location)))


def _plan(location: Location, form: str) -> int:
    """Tell what a repair would do."""
    from termbase.repair.diagnosis import diagnose
    from termbase.repair.repairing import Repaired, can_be_mended

    found = [] if location.is_builtin else list(diagnose(location))
    able = tuple(it for it in found if can_be_mended(location, it))
    _report(location, Repaired(able, left=tuple(it for it in found if it not in able)), form, dry=True)
    return FINDINGS if found else CLEAN


def _repair(location: Location, form: str) -> int:
    from termbase.faults import unwritable
    from termbase.repair.repairing import repair
    from termbase.retrying import retried

    if location.is_builtin:
        raise unwritable("the built-in glossary", "needs no repair")
    done = retried(lambda: repair(location))
    _report(location, done, form, dry=False)
    return FINDINGS if done.lost or done.left else CLEAN


def _report(location: Location, done: "Repaired", form: str, *, dry: bool) -> None:
    kept = str(done.backup) if done.backup else ""
    if form == "json":
        lists = {name: [asdict(it) for it in getattr(done, name)] for name in ("mended", "lost", "left")}
        print(dumped({"version": 1, "termbase": location.shown, "dry_run": dry, "backup": kept or None, **lists}))
    else:
        _print(done.mended, "would be mended: " if dry else "mended: ")
        _print(done.lost, "at the cost of: ", cure=False)
        _print(done.left, "cannot be mended here: ", cure=False)
    if not done.mended and not done.left:
        _tell(location, "nothing is damaged")
    if kept:
        _tell(location, f"as it was before, it is {kept}")


def _print(defects: Iterable[Defect], lead: str = "", *, cure: bool = True) -> None:
    for defect in defects:
        told = str(defect) if cure else f"{defect.concept}: {defect.problem}"
        print(f"{lead}{printable(told)} [{defect.check}]")


def _tell(location: Location, text: str) -> None:
    print(f"zhengming: {printable(location.shown)}: {printable(text)}", file=sys.stderr)


COMMAND: Final = Command("doctor", "let the term base check itself", configure, execute, _DESCRIPTION)
