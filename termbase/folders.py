"""The user's folders for this program, where the system prescribes them; nothing is made here."""

# Every run of lint passes here, and importing pathlib would be a tenth of its start.
# ruff: noqa: PTH111, PTH117, PTH118
import os
import sys
from typing import Final

_NAME: Final = "zhengming"


def cache_folder() -> str:
    """The folder for what can be made anew at any time."""
    return _folder("XDG_CACHE_HOME", "~/.cache", "user_cache_dir")


def data_folder() -> str:
    """The folder for what the user keeps."""
    return _folder("XDG_DATA_HOME", "~/.local/share", "user_data_dir")


def state_folder() -> str:
    """The folder for what the program remembers between two runs, drafts among it."""
    return _folder("XDG_STATE_HOME", "~/.local/state", "user_state_dir")


def _folder(variable: str, fallback: str, function: str) -> str:
    # What platformdirs does on Linux, without the 7 ms that importing it takes: every run of lint passes here.
    if sys.platform == "linux" and not hasattr(sys, "getandroidapilevel"):
        named = os.environ.get(variable, "")
        return os.path.join(named if os.path.isabs(named) else os.path.expanduser(fallback), _NAME)
    import platformdirs

    return str(getattr(platformdirs, function)(_NAME, appauthor=False))
