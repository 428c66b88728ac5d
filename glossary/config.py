"""Settings: find the file, read it, validate it.

``zhengming.toml``, or the table ``[tool.zhengming]`` of a ``pyproject.toml``, in the folder where one starts or the
nearest above it. Paths and patterns in it are relative to its own folder. Every setting is described in
docs/configuration.md.
"""

import os
from typing import Any, Final, NamedTuple

from glossary.errors import ConfigError
from glossary.findings import SEVERITIES

FILE_NAME: Final = "zhengming.toml"
_PROJECT_FILE: Final = "pyproject.toml"


class Config(NamedTuple):
    """What a project has settled.

    ``path`` is the file it stands in, empty where there is none; ``termbase`` a location, resolved against that file;
    ``select`` and ``ignore`` rule names; ``exclude`` patterns of what a search in folders leaves out.
    """

    path: str = ""
    termbase: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    min_severity: str = SEVERITIES[0]


SETTINGS: Final = {
    "termbase": "string",
    "select": "list of rule names",
    "ignore": "list of rule names",
    "exclude": "list of patterns",
    "min-severity": "string: suggestion, warning or error",
}
"""Every key of the file, and what it takes."""


def find_config(start: str = "") -> Config:
    """The settings of the nearest file at or above the folder ``start`` (the current one); defaults where none is.

    Raises ``ConfigError`` for a file that cannot be read and for an unknown or ill-typed setting.
    """
    folder = os.path.abspath(start)
    while True:
        for name in (FILE_NAME, _PROJECT_FILE):
            path = os.path.join(folder, name)
            content = _content(path)
            table = _table(path, content) if content is not None else None
            if table is not None:
                return _validated(path, table)
        parent = os.path.dirname(folder)
        if parent == folder:
            return Config()
        folder = parent


def _content(path: str) -> bytes | None:
    """What stands in the file; None where there is no file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if os.path.isdir(path):
            return None
        raise ConfigError(path, f"cannot be read ({os.strerror(error.errno or 0)})", "check its permissions") from error


def _table(path: str, content: bytes) -> dict[str, Any] | None:
    """The settings in a file; None for the ``pyproject.toml`` of a project that has none."""
    is_project = os.path.basename(path) == _PROJECT_FILE
    if is_project and b"zhengming" not in content:
        return None
    import tomllib  # 14 ms, for projects that have settings

    try:
        table: Any = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}", "is not UTF-8", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, f"is no valid TOML: {error}", "mend that place") from None
    for key in ("tool", "zhengming") if is_project else ():
        table = table.get(key) if isinstance(table, dict) else table
    if table is not None and not isinstance(table, dict):
        raise ConfigError(path, "tool.zhengming is no table", "write [tool.zhengming]")
    return table


def _validated(path: str, table: dict[str, Any]) -> Config:
    for key, value in table.items():
        if key not in SETTINGS:
            raise ConfigError(f"{path}: {key}", "there is no such setting", _nearest(key, list(SETTINGS)))
        expected = SETTINGS[key]
        fits = _is_string_list(value) if expected.startswith("list") else isinstance(value, str)
        if not fits:
            raise ConfigError(f"{path}: {key}", f"has the wrong type ({value!r})", f"it takes a {expected}")
    severity = table.get("min-severity", SEVERITIES[0])
    if severity not in SEVERITIES:
        raise ConfigError(
            f"{path}: min-severity", f"unknown value {severity!r}", f"use one of: {', '.join(SEVERITIES)}"
        )
    for key in ("select", "ignore"):
        check_rule_names(f"{path}: {key}", table.get(key, ()))
    return Config(
        path=path,
        termbase=_resolved(path, table.get("termbase", "")),
        select=tuple(table.get("select", ())),
        ignore=tuple(table.get("ignore", ())),
        exclude=tuple(table.get("exclude", ())),
        min_severity=severity,
    )


def check_rule_names(place: str, names: list[str] | tuple[str, ...]) -> None:
    """Raise ``ConfigError`` for a name that is no rule's, with the nearest one as the cure."""
    from glossary.rules.registry import RULES

    known = [rule.name for rule in RULES]
    for name in names:
        if name not in known:
            raise ConfigError(place, f"there is no rule {name!r}", _nearest(name, known))


def _resolved(path: str, termbase: str) -> str:
    """A term base file relative to the settings' own folder; a URL or ``builtin`` as it is."""
    if not termbase or "://" in termbase or termbase == "builtin":
        return termbase
    return os.path.join(os.path.dirname(path), os.path.expanduser(termbase))


def _is_string_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _nearest(word: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
