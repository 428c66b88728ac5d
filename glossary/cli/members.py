"""``zhengming members``: who belongs to the team, and who may do what."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from glossary.cli.changing import add_change_options, in_one_step
from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen_with_history
from glossary.config import find_config
from glossary.errors import UsageError
from glossary.report.terminal import printable
from termbase.curation.roles import Role

if TYPE_CHECKING:
    from termbase.unit import Store

_DESCRIPTION: Final = """\
List the members of the team, give one a role, or remove one. A reader reads; a contributor proposes changes too; a
terminologist approves too; an administrator also manages members, upgrades and restores. While nobody is listed, all
may do all. On a PostgreSQL server the roles of the server count; --sql prints what sets them up (docs/teams.md)."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``members``."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="a member; no name lists all")
    parser.add_argument("role", nargs="?", choices=tuple(Role), help="the role to give")
    parser.add_argument("--remove", action="store_true", help="take the member off the list")
    parser.add_argument("--sql", action="store_true", help="print the SQL that sets roles up in a PostgreSQL database")
    add_change_options(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """List or change the members."""
    from termbase.store import open_store

    if arguments.sql:
        from termbase.curation.members import setup_sql

        print(setup_sql(), end="")
        return CLEAN
    location = chosen_with_history(arguments.termbase, find_config())
    if arguments.name is None:
        with open_store(location, read_only=True) as store:
            listed = store.members.all()
        for name, role in listed.items():
            print(f"{role:14} {printable(name)}")
        if not listed:
            print("zhengming: nobody is listed, so everybody may do everything", file=sys.stderr)
        return CLEAN
    if arguments.remove == (arguments.role is not None):
        raise UsageError("members", "takes a role or --remove", "such as: zhengming members ann terminologist")

    def work(store: "Store") -> None:
        if arguments.remove:
            store.remove_member(arguments.name)
        else:
            store.set_member(arguments.name, Role(arguments.role))

    in_one_step(arguments, location, work, "members")
    told = "is no member any more" if arguments.remove else f"is {arguments.role}"
    print(f"zhengming: {printable(location.shown)}: {printable(arguments.name)} {told}", file=sys.stderr)
    return CLEAN


COMMAND: Final = Command("members", "see and set who may do what", configure, execute, _DESCRIPTION)
