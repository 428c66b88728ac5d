"""What differs between two states of a concept, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from termbase.codec import to_plain
from termbase.concepts import Concept
from termbase.history.alignment import PARTS, in_order, name_of, partners

Path = tuple[str, ...]

SIGNATURE: Final = ("changed_at", "changed_by")
"""The fields that every change renews, and that its step tells."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: its path, such as ``("en", "term 2", "status")``, and what it held, as plain values.

    None stands for nothing: a field that was empty, a part that was not there.
    """

    path: Path
    before: Any
    after: Any

    @property
    def place(self) -> str:
        """The path for a reader: ``en > term 2 > status``."""
        return " > ".join(self.path)


def differences(before: Concept | None, after: Concept | None) -> tuple[Difference, ...]:
    """The fields that differ, in the order of the term model; none where both are equal but for the signature.

    Terms, definitions and sources are recognised by their text, so one that only moved shows as a new order. A concept
    that is not there has no fields.
    """
    return tuple(_fields(_comparable(before), _comparable(after), ()))


def label(field: str) -> str:
    """A field's name for a reader."""
    return field.replace("look_up", "look-up").replace("_", " ")


def _comparable(concept: Concept | None) -> dict[str, Any]:
    if concept is None:
        return {}
    plain = to_plain(concept)
    signature = {name: it for name, it in plain.pop("provenance", {}).items() if name not in SIGNATURE}
    return plain | ({"provenance": signature} if signature else {})


def _fields(before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in PARTS:
            yield from _items(name, old or [], new or [], path)
        elif isinstance(old, dict) and isinstance(new, dict):
            yield from _fields(old, new, (*path, label(name)))
        else:
            yield Difference((*path, label(name)), old, new)


def _items(field: str, old: Sequence[Any], new: Sequence[Any], path: Path) -> Iterator[Difference]:
    pairs = partners(field, old, new)
    kept = set(pairs.values())
    for place, item in enumerate(old):
        if place not in kept:
            yield Difference((*path, name_of(field, item, place)), item, None)
    for place, item in enumerate(new):
        here = (*path, name_of(field, item, place))
        if place in pairs:
            yield from _fields(old[pairs[place]], item, here)
        else:
            yield Difference(here, None, item)
    if not in_order([pairs[place] for place in sorted(pairs)]):
        yield Difference((*path, f"order of {field}"), _names(old), _names(new))


def _names(items: Sequence[Any]) -> list[str]:
    """What readers know the items of a list by."""
    return [str(next(item[name] for name in ("language", "text", "document") if name in item)) for item in items]
