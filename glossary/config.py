"""Settings: find the file, read it, validate it.

``zhengming.toml``, or the table ``[tool.zhengming]`` of a ``pyproject.toml``, in the folder where one starts or the
nearest above it. Paths and patterns in it are relative to its own folder. Every setting is described in
docs/configuration.md. A profile is a table of settings under a name, which takes effect when it is asked for.
"""

import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from glossary.errors import ConfigError
from glossary.findings import SEVERITIES

if TYPE_CHECKING:
    from glossary.waivers.waiver import ListedWaiver

FILE_NAME: Final = "zhengming.toml"
_PROJECT_FILE: Final = "pyproject.toml"


class Config(NamedTuple):
    """What a project has settled.

    ``path`` is the file it stands in, empty where there is none; ``termbase`` a location, resolved against that file;
    ``select`` and ``ignore`` rule names; ``exclude`` patterns of what a search in folders leaves out;
    ``quotations`` and ``headings`` say what becomes of findings in these; ``baseline`` is a file and ``source`` a file
    or a pattern for the Chinese of articles, resolved likewise.
    """

    path: str = ""
    termbase: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    min_severity: str = SEVERITIES[0]
    min_confidence: float = 0.0
    quotations: str = "check"
    headings: str = "check"
    baseline: str = ""
    source: str = ""
    waivers: "tuple[ListedWaiver, ...]" = ()


_TREATMENTS: Final = ("check", "suggestion", "skip")
_CHOICES: Final = {"min-severity": SEVERITIES, "quotations": _TREATMENTS, "headings": _TREATMENTS}
SETTINGS: Final = {
    "termbase": "string",
    "select": "list of rule names",
    "ignore": "list of rule names",
    "exclude": "list of patterns",
    "min-severity": "string: suggestion, warning or error",
    "min-confidence": "number from 0 to 1",
    "quotations": "string: check, suggestion or skip",
    "headings": "string: check, suggestion or skip",
    "baseline": "string",
    "source": "string",
    "waivers": "list of tables",
    "profiles": "table of tables of settings",
}
"""Every key of the file, and what it takes."""


def find_config(start: str = "", *, profile: str = "") -> Config:
    """The settings of the nearest file at or above the folder ``start`` (the current one); defaults where none is.

    The settings of the ``profile``, where one is named, stand above the others. Raises ``ConfigError`` for a file that
    cannot be read, an unknown or ill-typed setting, and a profile that is not there.
    """
    folder = os.path.abspath(start)
    while True:
        for name in (FILE_NAME, _PROJECT_FILE):
            path = os.path.join(folder, name)
            content = _content(path)
            table = _table(path, content) if content is not None else None
            if table is not None:
                return _validated(path, table, profile)
        parent = os.path.dirname(folder)
        if parent == folder:
            if profile:
                raise ConfigError(f"--profile {profile}", "there are no settings", f"write {FILE_NAME}")
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


def _validated(path: str, table: dict[str, Any], profile: str) -> Config:
    _check(path, table)
    profiles = table.get("profiles", {})
    for name, settings in profiles.items():
        place = f"{path}: profiles.{name}"
        if not isinstance(settings, dict) or "profiles" in settings:
            raise ConfigError(place, "is no table of settings", f"write [profiles.{name}] and settings below it")
        _check(place, settings)
    chosen = {}
    if profile:
        if profile not in profiles:
            raise ConfigError(
                f"{path}: --profile", f"there is no profile {profile!r}", nearest(profile, list(profiles))
            )
        chosen = profiles[profile]
    settled = {**table, **chosen}
    listed = table.get("waivers", []), chosen.get("waivers", [])
    return Config(
        path=path,
        termbase=_resolved(path, settled.get("termbase", "")),
        select=tuple(settled.get("select", ())),
        ignore=tuple(settled.get("ignore", ())),
        exclude=tuple(settled.get("exclude", ())),
        min_severity=settled.get("min-severity", SEVERITIES[0]),
        min_confidence=float(settled.get("min-confidence", 0)),
        quotations=settled.get("quotations", _TREATMENTS[0]),
        headings=settled.get("headings", _TREATMENTS[0]),
        baseline=_resolved(path, settled.get("baseline", "")),
        source=_source(path, settled.get("source", "")),
        waivers=_waivers(path, listed[0]) + _waivers(f"{path}: profiles.{profile}", listed[1]),
    )


def _check(place: str, table: dict[str, Any]) -> None:
    """Raise ``ConfigError`` for the first setting in ``table`` that is unknown or has a wrong value."""
    for key, value in table.items():
        if key not in SETTINGS:
            raise ConfigError(f"{place}: {key}", "there is no such setting", nearest(key, list(SETTINGS)))
        if not _fits(value, SETTINGS[key]):
            raise ConfigError(f"{place}: {key}", f"has the wrong type ({value!r})", f"it takes a {SETTINGS[key]}")
        if key in _CHOICES and value not in _CHOICES[key]:
            raise ConfigError(f"{place}: {key}", f"unknown value {value!r}", f"use one of: {', '.join(_CHOICES[key])}")
        if key in ("select", "ignore"):
            check_rule_names(f"{place}: {key}", value)
        if key == "waivers":
            _waivers(place, value)


def _waivers(place: str, tables: list[dict[str, Any]]) -> "tuple[ListedWaiver, ...]":
    if not tables:
        return ()
    from glossary.waivers.listed import listed_waivers

    return listed_waivers(f"{place}: waivers", tables)


def check_rule_names(place: str, names: list[str] | tuple[str, ...]) -> None:
    """Raise ``ConfigError`` for a name that is no rule's, with the nearest one as the cure."""
    from glossary.rules.registry import RULES

    known = [rule.name for rule in RULES]
    for name in names:
        if name not in known:
            raise ConfigError(place, f"there is no rule {name!r}", nearest(name, known))


def _resolved(path: str, termbase: str) -> str:
    """A term base file relative to the settings' own folder; a URL or ``builtin`` as it is."""
    if not termbase or "://" in termbase or termbase == "builtin":
        return termbase
    return os.path.join(os.path.dirname(path), os.path.expanduser(termbase))


def _source(path: str, source: str) -> str:
    """A source relative to the settings' own folder, unless it begins with the folder of each article."""
    return source if source.startswith("{dir}") else _resolved(path, source)


def _fits(value: object, expected: str) -> bool:
    """Whether a value is of the type that ``SETTINGS`` describes."""
    if expected == "list of tables":
        return isinstance(value, list) and all(isinstance(item, dict) for item in value)
    if expected.startswith("list"):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if expected.startswith("number"):
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return isinstance(value, dict if expected.startswith("table") else str)


def nearest(word: str, known: list[str]) -> str:
    """The cure for a word that is none of ``known``: the nearest of them, or all."""
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(known) or 'none'}"
