"""``zhengming diff ID``: what differs between two states of a concept."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_report_option
from glossary.cli.command import CLEAN, Command
from glossary.cli.parsing import not_negative
from glossary.cli.termbases import add_termbase_option, chosen_with_history
from glossary.config import find_config
from glossary.report.terminal import Palette, printable, wants_colour

if TYPE_CHECKING:
    from termbase.history.reading import History

_DESCRIPTION: Final = """\
Show which fields of a concept differ between two steps; see them with zhengming history ID.
Without --from and --to: what its latest change did."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``diff``."""
    parser.add_argument("concept", metavar="ID|TERM", help="a concept id, or a term that only it has")
    parser.add_argument(
        "--from",
        dest="start",
        type=not_negative,
        metavar="STEP",
        help="the concept as this step left it; 0: at the beginning of the history (default: before its latest change)",
    )
    parser.add_argument(
        "--to",
        dest="end",
        type=not_negative,
        metavar="STEP",
        help="the concept as this step left it (default: as it is)",
    )
    add_report_option(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Print a line for every field that differs."""
    from glossary.cli.naming import known_id
    from glossary.report.history import difference_lines
    from glossary.report.history_json import difference_objects, document
    from termbase.history.differences import differences
    from termbase.store import open_store

    location = chosen_with_history(arguments.termbase, find_config())
    with open_store(location, read_only=True) as store:
        history = store.history
        concept_id = known_id(store, arguments.concept)
        end = _known(history, history.latest() if arguments.end is None else arguments.end)
        start = _before(history, concept_id, end) if arguments.start is None else _known(history, arguments.start)
        found = differences(history.state(concept_id, start), history.state(concept_id, end))
    if arguments.format == "json":
        told = difference_objects(found)
        print(document(location.shown, concept=concept_id, **{"from": start, "to": end}, differences=told))
        return CLEAN
    for line in difference_lines(found, Palette(colour=wants_colour(sys.stdout))):
        print(line)
    if not found:
        told_steps = f"after step {start} and after step {end}"
        print(f"zhengming: {printable(concept_id)}: is the same {told_steps}", file=sys.stderr)
    return CLEAN


def _known(history: "History", step: int) -> int:
    """The step, if there is one with this number."""
    return history.step(step).number if step else 0


def _before(history: "History", concept_id: str, end: int) -> int:
    """The step before the concept's latest change up to ``end``."""
    steps = (change.step.number for change in history.changes(concept_id) if change.step.number <= end)
    return max(next(steps, end) - 1, 0)


COMMAND: Final = Command("diff", "show what differs between two states of a concept", configure, execute, _DESCRIPTION)
