"""``zhengming review``: what waits in the review queue, and deciding about it."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, FINDINGS, Command
from glossary.cli.parsing import positive
from glossary.cli.termbases import add_termbase_option, chosen_with_history
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.concepts import chinese_of, description
from glossary.report.importing import conflict_line, difference_line
from glossary.report.terminal import Palette, counted, printable, wants_colour
from termbase.fields import ENGLISH

if TYPE_CHECKING:
    from termbase.concepts import Concept
    from termbase.locations import Location
    from termbase.proposals.values import Proposal
    from termbase.unit import Store

_DESCRIPTION: Final = """\
Show the proposals that wait in the review queue, where an import for review puts them, or decide about some.
A proposal for a concept that is there adds what that one has not; where both say something else, it is refused
until somebody says what holds: change the concept, then reject the proposal, or amend the proposal on the screen.
Every decision is a step and can be undone.

Exit status: 0 nothing waits or all is decided, 1 something waits, 2 it could not be decided."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``review``."""
    parser.add_argument(
        "proposals", nargs="*", type=positive, metavar="NUMBER", help="show these in full, or decide about them"
    )
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument("--accept", action="store_true", help="take them into the term base")
    decision.add_argument("--reject", action="store_true", help="take them out of the queue; --why says the reason")
    decision.add_argument("--into", metavar="ID", default="", help="put what they say into this concept")
    parser.add_argument("--limit", type=positive, default=20, metavar="N", help="how many to list (default: 20)")
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """List, show or decide."""
    location = chosen_with_history(arguments.termbase, find_config())
    deciding = arguments.accept or arguments.reject or arguments.into
    if deciding and not arguments.proposals:
        raise UsageError("review", "no proposal is named", "give the numbers that `zhengming review` shows")
    if deciding:
        return _decide(arguments, location)
    return _show(arguments, location)


def _decide(arguments: Namespace, location: "Location") -> int:
    from termbase.proposals.deciding import accept, merge_into, reject

    verb = "accept" if arguments.accept else "reject" if arguments.reject else "merge"

    def work(store: "Store") -> None:
        for number in arguments.proposals:
            if arguments.accept:
                accept(store, number)
            elif arguments.reject:
                reject(store, number)
            else:
                merge_into(store, number, arguments.into)

    in_one_step(arguments, location, work, verb)
    told = {"accept": "accepted", "reject": "rejected", "merge": f"merged into {arguments.into}"}[verb]
    number = counted(len(arguments.proposals), "proposal")
    print(f"zhengming: {printable(location.shown)}: {number} {printable(told)}", file=sys.stderr)
    return CLEAN


def _show(arguments: Namespace, location: "Location") -> int:
    from termbase.store import open_store

    palette = Palette(colour=wants_colour(sys.stdout))
    with open_store(location, read_only=True) as store:
        if arguments.proposals:
            for number in arguments.proposals:
                print("\n".join(_in_full(store.proposals.proposal(number), store, palette)))
            return FINDINGS
        waiting = store.proposals.count()
        for proposal in store.proposals.waiting(limit=arguments.limit):
            print(_line(proposal, palette))
    more = f"; {waiting - arguments.limit} more are not shown, see --limit" if waiting > arguments.limit else ""
    print(f"zhengming: {counted(waiting, 'proposal')} in the review queue{more}", file=sys.stderr)
    return FINDINGS if waiting else CLEAN


def _line(proposal: "Proposal", palette: Palette) -> str:
    concept = proposal.concept
    english = printable(concept.preferred(ENGLISH)) or "(no English)"
    aim = f"changes {printable(proposal.target)}" if proposal.target else "new"
    facts = palette.dim(f"{aim}; {_whence(proposal)}")
    return f"{proposal.number:>5}  {printable(chinese_of(concept))}  {english}  {facts}"


def _whence(proposal: "Proposal") -> str:
    origin = f" from {printable(proposal.origin)}" if proposal.origin else ""
    return f"{proposal.at:%Y-%m-%d} by {printable(proposal.by) or 'unknown'}{origin}"


def _in_full(proposal: "Proposal", store: "Store", palette: Palette) -> Iterator[str]:
    yield palette.place(f"proposal {proposal.number}, {_whence(proposal)}")
    if proposal.decision:
        yield f"{proposal.decision} in step {proposal.decided}"
    stored = store.some([proposal.target]).get(proposal.target) if proposal.target else None
    if stored is None:
        yield from description(proposal.concept, palette)
    else:
        yield from _against(stored, proposal.concept)
    yield ""


def _against(stored: "Concept", proposed: "Concept") -> Iterator[str]:
    """What accepting a proposal would change in the concept, and what stands in its way."""
    from termbase.history.differences import differences
    from termbase.importing.combining import combine

    merged = combine(stored, proposed)
    yield f"changes {stored.id}: {printable(chinese_of(stored))}  {printable(stored.preferred(ENGLISH))}"
    yield from map(difference_line, differences(stored, merged.concept))
    yield from map(conflict_line, merged.conflicts)


COMMAND: Final = Command("review", "see and decide what is proposed", configure, execute, _DESCRIPTION)
