"""What every command that changes the term base has: who does it, and why, and that it is done in one step."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from termbase.locations import Location
    from termbase.unit import Store

_T = TypeVar("_T")


def in_one_step(arguments: Namespace, location: "Location", work: "Callable[[Store], _T]", what: str = "") -> _T:
    """What ``work`` gives in a unit of work that is signed as ``arguments`` say; ``what`` names its step.

    It is done again, from the beginning, where another writer or a broken connection was in the way.
    """
    from termbase.retrying import retried
    from termbase.store import open_store

    def unit() -> _T:
        with open_store(location, user=arguments.user, why=arguments.why, what=what) as store:
            return work(store)

    return retried(unit)


def add_change_options(parser: ArgumentParser) -> None:
    """Give ``parser`` the options ``--why`` and ``--user``."""
    parser.add_argument("--why", metavar="TEXT", default="", help="the reason, for the history")
    add_user_option(parser)


def add_user_option(parser: ArgumentParser) -> None:
    """Give ``parser`` the option ``--user``."""
    parser.add_argument(
        "--user", metavar="NAME", help="who does it (default: your login name; where a database has roles, its user)"
    )


def add_report_option(parser: ArgumentParser) -> None:
    """Give ``parser`` the option ``--format`` of the commands that tell the history."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: text)")
