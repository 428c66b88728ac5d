"""``zhengming restore``: bring back removed concepts, or the whole term base from a snapshot."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen, chosen_with_history
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.terminal import printable
from termbase.locations import Location

if TYPE_CHECKING:
    from termbase.concepts import Concept
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Bring removed concepts back under their own ids, as they were last. That is a step, which can be undone.

With --from, put a snapshot in the place of the whole term base, its history included, after checking it against its
checksum (FILE.sha256). The term base that was there is kept beside it; on any failure it stays as it was."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``restore``."""
    parser.add_argument("concepts", nargs="*", metavar="ID", help="the id of a removed concept")
    parser.add_argument("--from", dest="snapshot", metavar="FILE", help="a snapshot to put in the term base's place")
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Restore and say what came back."""
    if bool(arguments.concepts) == bool(arguments.snapshot):
        raise UsageError("restore", "takes either concept ids or --from FILE", "see zhengming restore --help")
    if arguments.snapshot:
        _whole(arguments, chosen(arguments.termbase, find_config()))
    else:
        _concepts(arguments, chosen_with_history(arguments.termbase, find_config()))
    return CLEAN


def _concepts(arguments: Namespace, location: Location) -> None:
    from termbase.history.undoing import restore

    def work(store: "Store") -> "tuple[list[Concept], int | None]":
        return restore(store, arguments.concepts), store.recorder.step

    restored, step = in_one_step(arguments, location, work)
    named = ", ".join(concept.id for concept in restored)
    print(f"zhengming: {printable(location.shown)}: brought back {named} in step {step}", file=sys.stderr)


def _whole(arguments: Namespace, location: Location) -> None:
    from termbase.snapshots import bring_back
    from termbase.store import require_administrator

    if arguments.why:
        raise UsageError("restore --why", "does not go with --from", "a snapshot brings its own history")
    require_administrator(location, arguments.user)
    done = bring_back(Path(arguments.snapshot), location)
    told = [f"brought back from {arguments.snapshot}"]
    if done.backup:
        told.append(f"the one that was there is {done.backup}")
    if not done.checked:
        told.append(f"no checksum was found beside {arguments.snapshot}, so only its integrity was checked")
    if done.older:
        told.append("it is of an older version: run `zhengming upgrade`")
    print(f"zhengming: {printable(location.shown)}: {printable('; '.join(told))}", file=sys.stderr)


COMMAND: Final = Command("restore", "bring back a concept or a whole term base", configure, execute, _DESCRIPTION)
