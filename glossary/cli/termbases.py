"""Which term base a command works on.

``--termbase``, else the variable ZHENGMING_TERMBASE, else ``termbase`` in the settings, else the one in the user's
data folder; where none is set up, the built-in glossary.
"""

import os
from argparse import ArgumentParser
from typing import Final

from glossary.config import Config
from termbase.locations import BUILTIN, Location, default_file, default_location, locate

VARIABLE: Final = "ZHENGMING_TERMBASE"


def add_termbase_option(parser: ArgumentParser) -> None:
    """Give ``parser`` the option ``--termbase``."""
    parser.add_argument(
        "--termbase",
        metavar="FILE|URL",
        default="",
        help=f"a file, a database URL, or {BUILTIN} (default: what {VARIABLE} or the settings name, else your own,"
        f" else {BUILTIN})",
    )


def chosen(option: str, config: Config) -> Location:
    """The term base to read; raises ``StoreError`` for a location that makes no sense."""
    named = option or os.environ.get(VARIABLE, "") or config.termbase
    if named:
        return locate(named)
    own = default_file()
    return locate(own if os.path.exists(own) else BUILTIN)  # noqa: PTH110 - every run of lint passes here


def chosen_with_history(option: str, config: Config) -> Location:
    """The term base whose changes a command tells or takes back; raises ``StoreError`` for the built-in glossary."""
    location = chosen(option, config)
    if location.is_builtin:
        from termbase.faults import no_history  # few commands ask for it

        raise no_history()
    return location


def to_create(option: str, config: Config) -> Location:
    """The term base that ``init`` sets up."""
    named = option or os.environ.get(VARIABLE, "") or config.termbase
    return locate(named) if named else default_location()
