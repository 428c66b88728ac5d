"""What the program remembers of a user between two runs: colours, columns, the folder one was in.

It is a convenience: settings that cannot be read or written are as good as none, and nothing depends on them.
"""

import json
import os
from pathlib import Path
from typing import Any, Final

from termbase.folders import state_folder

_LIMIT: Final = 100_000
"""Bytes beyond which a settings file is not ours."""


class Settings:
    """Names with plain values, in a file of the user's state folder; ``path`` None keeps them in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values = _read(path) if path else {}

    def text(self, name: str, default: str = "") -> str:
        """The text of this name; ``default`` where there is none."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else default

    def texts(self, name: str) -> tuple[str, ...]:
        """The list of texts of this name; empty where there is none."""
        value = self._values.get(name, ())
        return tuple(it for it in value if isinstance(it, str)) if isinstance(value, list) else ()

    def keep(self, name: str, value: str | tuple[str, ...]) -> None:
        """Remember a value, in the file too if that can be written."""
        self._values[name] = list(value) if isinstance(value, tuple) else value
        if self._path:
            _write(self._path, self._values)


def user_settings() -> Settings:
    """The settings of who runs the program."""
    return Settings(Path(state_folder()) / "workbench.json")


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LIMIT:
            return {}
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _write(path: Path, values: dict[str, Any]) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
