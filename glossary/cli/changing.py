"""What every command that changes the term base asks: who does it, and why."""

from argparse import ArgumentParser


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
