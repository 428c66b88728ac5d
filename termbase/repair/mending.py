"""Mend values that break the term model: keep every part that fits, and say which parts did not."""

import dataclasses
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, Boolean, Column, Integer, Table

from termbase.concepts import Concept
from termbase.errors import InvalidValue
from termbase.fields import choose
from termbase.rows import Parts, Record
from termbase.tables import UtcDateTime

_LOST: Final = object()
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_TRUE_UNLESS_TOLD: Final = frozenset({"inflect"})


def mended_row(table: Table, raw: Mapping[str, Any], lost: list[str]) -> Record | None:
    """A row with a value of its type in every column, or None where its key cannot be read.

    Texts may come as bytes. Adds to ``lost`` what had to be left out.
    """
    record: Record = {}
    for column in table.columns:
        value = raw.get(column.name)
        if isinstance(value, bytes) and _words(value).encode() != value:
            lost.append(f"characters of {column.name} in a row of {table.name}")
        try:
            record[column.name] = _content(column, value)
        except (ValueError, TypeError, OverflowError, RecursionError):
            if column.primary_key or (column.foreign_keys and not column.nullable):
                lost.append(f"a row of {table.name}, whose {column.name} cannot be read")
                return None
            record[column.name] = _nothing(column)
            if value is not None:
                lost.append(f"{column.name} of a row of {table.name}")
    return record


def _content(column: Column[Any], value: Any) -> Any:
    """The value that a column holds, in its type. Raises whatever its type raises where it does not have it."""
    if value is None:
        if column.nullable:
            return None
        raise TypeError("nothing is stored")
    if isinstance(column.type, UtcDateTime):
        moment = datetime.fromisoformat(_words(value))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(column.type, JSON):
        return _plain(json.loads(_words(value)), column)
    if isinstance(column.type, Boolean):
        return {0: False, 1: True}[value] if type(value) is int and value in (0, 1) else _refuse(value)
    if isinstance(column.type, Integer):
        return value if type(value) is int else _refuse(value)
    return _words(value)


_OBJECTS: Final = ("before", "concept")
"""Columns that hold a concept as ``termbase.codec`` writes it."""


def _plain(value: Any, column: Column[Any]) -> Any:
    """A list of texts or of data categories, or for the history whatever object it is."""
    if column.name in _OBJECTS:
        return value
    if column.name == "data_categories":
        return [it for it in value if isinstance(it, dict)] if type(value) is list else _refuse(value)
    return [item for item in value if type(item) is str] if type(value) is list else _refuse(value)


def _words(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _refuse(value: object) -> Any:
    raise ValueError(value)


def _nothing(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromtimestamp(0, UTC)
    if isinstance(column.type, JSON):
        return []
    if isinstance(column.type, Boolean):
        return column.name in _TRUE_UNLESS_TOLD
    return 0 if isinstance(column.type, Integer) else ""


def plain_of(row: Any, parts: Parts) -> dict[str, Any]:
    """What the rows of a concept hold, as ``termbase.codec`` writes concepts, fitting or not."""
    names = ("created_at", "created_by", "changed_at", "changed_by")
    signature = {name: getattr(row, name) for name in names}
    return {
        "id": row.id,
        "subject_field": row.subject_field,
        "notes": row.notes,
        "data_categories": row.data_categories or [],
        "provenance": {name: it.isoformat() if isinstance(it, datetime) else it for name, it in signature.items()},
        "relations": [{"kind": it.kind, "target": it.target} for it in parts["relation"]],
        "sections": [_section(it, parts) for it in parts["language_section"]],
    }


def _section(row: Any, parts: Parts) -> dict[str, Any]:
    own = {name: [it for it in found if getattr(it, "section", None) == row.section] for name, found in parts.items()}
    return {
        "language": row.language,
        "work_state": row.work_state,
        "notes": row.notes,
        "data_categories": row.data_categories or [],
        "definitions": [
            {"text": it.text, "source": next(iter(_sources(own, "definition", it.position)), None)}
            for it in own["definition"]
        ],
        "terms": [_term(it, own) for it in own["term"]],
    }


_OF_TERM: Final = (
    "text", "status", "term_type", "part_of_speech", "number", "pinyin", "geographical_usage", "usage_note", "reason",
    "valid_from", "valid_to", "notes",
)  # fmt: skip
_OF_MATCH: Final = ("case_sensitive", "inflect", "evidence", "context", "severity")


def _term(row: Any, own: Parts) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _OF_TERM},
        "data_categories": row.data_categories or [],
        "match": {name: getattr(row, name) for name in _OF_MATCH},
        "look_up_forms": [it.form for it in own["look_up_form"] if it.term == row.position],
        "sources": _sources(own, "term", row.position),
    }


def _sources(own: Parts, owner: str, item: int) -> list[dict[str, Any]]:
    names = ("document", "body", "date", "locator", "mark")
    return [
        {name: getattr(it, name) for name in names} for it in own["source"] if it.owner == owner and it.item == item
    ]


def mended_concept(plain: object, lost: list[str]) -> Concept | None:
    """The concept that a plain object holds, without the parts that do not fit; None where nothing is left of it.

    Adds to ``lost`` the paths of what was left out or cleaned.
    """
    found = _fitting(Concept, plain, "concept", lost)
    return found if isinstance(found, Concept) else None


def _fitting(kind: Any, plain: Any, path: str, lost: list[str]) -> Any:
    """The value of type ``kind`` that ``plain`` holds, or ``_LOST``."""
    if get_origin(kind) is UnionType:
        (kind,) = (option for option in get_args(kind) if option is not NoneType)
    if get_origin(kind) is tuple and isinstance(plain, list):
        items = [_fitting(get_args(kind)[0], it, f"{path} {place}", lost) for place, it in enumerate(plain, start=1)]
        return tuple(item for item in items if item is not _LOST)
    if dataclasses.is_dataclass(kind) and isinstance(plain, dict):
        return _instance(kind, plain, path, lost)
    try:
        return _leaf(kind, plain, path)
    except (InvalidValue, ValueError):
        lost.append(path)
        return _LOST


def _leaf(kind: Any, plain: Any, path: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(plain, str):
        return choose(kind, plain, path)
    if kind is datetime and isinstance(plain, str):
        return datetime.fromisoformat(plain)
    return plain if type(plain) is kind else _refuse(plain)


@cache
def _hints(model: Any) -> dict[str, Any]:
    return get_type_hints(model)


def _instance(model: Any, plain: Mapping[str, Any], path: str, lost: list[str]) -> Any:
    """A value of a class of the term model: as it is, or cleaned, or without a field that does not fit."""
    given = {name: plain[name] for name in _hints(model) if plain.get(name) is not None}
    values = {name: _fitting(_hints(model)[name], it, f"{path} > {name}", lost) for name, it in given.items()}
    values = {name: value for name, value in values.items() if value is not _LOST}
    cleaned = {name: _cleaned(value) for name, value in values.items()}
    needed = {it.name for it in dataclasses.fields(model) if it.default is dataclasses.MISSING}
    optional = [name for name in values if name not in needed]
    attempts = [values, cleaned, *({k: v for k, v in cleaned.items() if k != name} for name in optional)]
    attempts.append({name: value for name, value in cleaned.items() if name in needed})
    for attempt in attempts:
        try:
            made = model(**attempt)
        except (InvalidValue, ValueError, TypeError, AttributeError):
            continue
        if attempt is not values:
            lost.append(", ".join(f"{path} > {name}" for name in values if values[name] != attempt.get(name)) or path)
        return made
    lost.append(path)
    return _LOST


def _cleaned(value: Any) -> Any:
    """Texts without control characters, the others as they are; a part that comes twice comes once."""
    if isinstance(value, tuple):
        return tuple(it for it in dict.fromkeys(_cleaned(item) for item in value) if it != "")
    return _CONTROLS.sub(" ", value).strip() if type(value) is str else value
