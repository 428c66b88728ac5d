"""``zhengming upgrade``: bring a term base of an older version up to date."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from glossary.cli.changing import add_user_option
from glossary.cli.command import CLEAN, Command
from glossary.cli.termbases import add_termbase_option, chosen
from glossary.config import find_config
from glossary.report.terminal import printable

_DESCRIPTION: Final = """\
Bring a term base that an older version made up to date. A copy of a file is put beside it first."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments of ``upgrade``."""
    add_user_option(parser)
    add_termbase_option(parser)


def execute(arguments: Namespace) -> int:
    """Upgrade the term base and say where the copy is."""
    from termbase.retrying import retried
    from termbase.store import upgrade

    location = chosen(arguments.termbase, find_config())
    backup = retried(lambda: upgrade(location, user=arguments.user))
    told = f"upgraded; the copy from before is {backup}" if backup else "is up to date"
    print(f"zhengming: {printable(location.shown)}: {printable(told)}", file=sys.stderr)
    return CLEAN


COMMAND: Final = Command(
    "upgrade", "bring a term base of an older version up to date", configure, execute, _DESCRIPTION
)
