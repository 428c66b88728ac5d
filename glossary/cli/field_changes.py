"""Change single fields of a concept by their paths, as ``zhengming history`` shows them: ``en > term 2 > status``."""

import re
import tomllib
from collections.abc import Iterable
from typing import Any, Final

from glossary.errors import UsageError
from termbase.codec import Plain, from_plain, to_plain
from termbase.concepts import Concept
from termbase.errors import InvalidValue

_OPTION: Final = "--set"
_ITEM: Final = re.compile(r"(term|definition|source) (\d+)")
_NO_TEXT: Final = re.compile(r"true|false|\[.*\]", re.DOTALL)
"""Values that are written as TOML: switches and lists. Anything else is a text as it stands."""


def with_fields(concept: Concept, changes: Iterable[str]) -> Concept:
    """The concept with each change, written ``FIELD=VALUE``; no value empties the field.

    Raises ``UsageError`` for a path that leads nowhere and for a value that the term model refuses.
    """
    plain = to_plain(concept)
    for change in changes:
        path, equals, value = change.partition("=")
        if not equals:
            raise UsageError(_OPTION, f"{change!r} has no =", "write it like --set 'en > term 1 > status=admitted'")
        *way, field = [part.strip() for part in path.split(">")]
        part: Any = plain
        for step in way:
            part = _part(part, step, path.strip())
        _set(part, _name(field), value.strip())
    try:
        return from_plain(plain)
    except InvalidValue as error:
        raise UsageError(_OPTION, f"{error.place}: {error.problem}", error.cure) from error


def _part(whole: Any, step: str, path: str) -> Any:
    """The part of a plain concept that one step of a path leads to."""
    for section in whole.get("sections", ()):
        if section["language"] == step:
            return section
    if found := _ITEM.fullmatch(step):
        items = whole.get(f"{found[1]}s", [])
        if 0 < int(found[2]) <= len(items):
            return items[int(found[2]) - 1]
    elif isinstance(part := whole.get(_name(step)), dict):
        return part
    raise UsageError(_OPTION, f"there is no {step!r} in {path!r}", "see the fields with `zhengming edit ID --print`")


def _set(part: Plain, name: str, value: str) -> None:
    if not value:
        part.pop(name, None)
    elif _NO_TEXT.fullmatch(value):
        part[name] = _toml(value)
    else:
        part[name] = value


def _toml(value: str) -> Any:
    try:
        return tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError as error:
        raise UsageError(_OPTION, f"{value!r} is no list", 'write it like ["one", "another"]') from error


def _name(label: str) -> str:
    """A field's name in the term model, from how it is shown."""
    return label.replace("look-up", "look_up").replace(" ", "_")
