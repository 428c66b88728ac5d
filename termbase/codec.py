"""Concepts as plain values that JSON can carry, and back, exactly.

A plain concept is a dict with the fields of the term model by their names, in their order. What is empty is left out;
picklist values and switches always stand there, so that a default that changes one day changes nothing that was
written before. Both directions follow the types of the term model, so a new field is carried from its first day.
"""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from termbase.concepts import Concept
from termbase.errors import InvalidValue
from termbase.fields import choose

Plain = dict[str, Any]
"""What JSON calls an object."""

_T = TypeVar("_T")
_AS_IT_IS: Final = (str, bool, int, NoneType)
_EMPTY: Final[tuple[Any, ...]] = ("", None, [], {})


def to_plain(concept: Concept) -> Plain:
    """The concept as a dict that ``from_plain`` turns back into an equal one."""
    plain: Plain = _plain(concept)
    return plain


def from_plain(plain: object) -> Concept:
    """The concept that a plain dict holds.

    Raises ``InvalidValue``, whose place is the path of the field, for an unknown or missing field, a wrong type, and
    for what the term model refuses.
    """
    concept: Concept = _value(Concept, plain, "concept")
    return concept


def plain_of(value: object) -> Plain:
    """Any other frozen value of the term base, such as a record of its history, as a dict."""
    plain: Plain = _plain(value)
    return plain


def value_of(kind: type[_T], plain: object, place: str) -> _T:
    """The value of the class ``kind`` that ``plain_of`` made a dict of; raises what ``from_plain`` does."""
    value: _T = _value(kind, plain, place)
    return value


def _plain(value: Any) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    model: Any = type(value)
    fields = ((name, _plain(getattr(value, name))) for name in _hints(model))
    return {name: content for name, content in fields if content not in _EMPTY}


@cache
def _hints(model: Any) -> dict[str, Any]:
    """Field names of a value class, in their order, with their types."""
    return get_type_hints(model)


def _value(kind: Any, plain: Any, path: str) -> Any:
    """The value of type ``kind`` that ``plain`` holds."""
    if get_origin(kind) is UnionType:
        (kind,) = (option for option in get_args(kind) if option is not NoneType)
    if get_origin(kind) is tuple:
        items = _checked(list, plain, path)
        return tuple(_value(get_args(kind)[0], item, f"{path} {number}") for number, item in enumerate(items, start=1))
    if dataclasses.is_dataclass(kind):
        return _instance(kind, _checked(dict, plain, path), path)
    if issubclass(kind, StrEnum):
        return choose(kind, _checked(str, plain, path), path)
    if kind is datetime:
        return _moment(_checked(str, plain, path), path)
    return _checked(kind, plain, path)


def _instance(model: Any, plain: Mapping[str, Any], path: str) -> Any:
    hints = _hints(model)
    for name in plain:
        if name not in hints:
            raise InvalidValue(f"{path} > {name}", "is no field of the term model", f"use: {', '.join(hints)}")
    values = {name: _value(hints[name], content, f"{path} > {name}") for name, content in plain.items()}
    for field in dataclasses.fields(model):
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if required and field.name not in values:
            raise InvalidValue(f"{path} > {field.name}", "is missing", "give it a value")
    return model(**values)


def _checked(kind: type[Any], plain: Any, path: str) -> Any:
    if type(plain) is not kind:
        raise InvalidValue(path, f"is not of the type {_NAMES[kind]}", "correct it")
    return plain


_NAMES: Final = {str: "text", bool: "true or false", int: "whole number", list: "list", dict: "object"}


def _moment(text: str, path: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValue(path, f"{text!r} is no moment", "write it as 2022-10-16T02:30:00+00:00") from None
