"""Which part of one state of a concept is which part of another: sections by language, terms by their text."""

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import Any, Final

from termbase.codec import Plain

Key = Callable[[Plain], Hashable]
PARTS: Final[dict[str, Key]] = {
    "sections": lambda section: section["language"],
    "terms": lambda term: (term["text"], term.get("valid_from", "")),
    "definitions": lambda definition: definition["text"],
    "sources": lambda source: (source["document"], source.get("date", ""), source.get("locator", "")),
}
"""The lists whose items are compared one by one, by field name, and what tells their items apart."""
_UNCHANGING: Final = "sections"
"""The list in which an item with another key is another item; anywhere else it may be the same one, reworded."""


def name_of(field: str, item: Plain, position: int) -> str:
    """What an item of a list is called in a path: ``en``, ``term 2``."""
    return str(item["language"]) if field == "sections" else f"{field.removesuffix('s')} {position + 1}"


def partners(field: str, old: Sequence[Plain], new: Sequence[Plain]) -> dict[int, int]:
    """Positions in ``new`` with the position in ``old`` of the same item.

    Items with the same key are the same. What is left over on both sides is paired in order: reworded items.
    """
    key = PARTS[field]
    places: dict[Hashable, int] = {key(item): place for place, item in reversed(list(enumerate(old)))}
    pairs: dict[int, int] = {}
    for place, item in enumerate(new):
        partner = places.pop(key(item), None)
        if partner is not None:
            pairs[place] = partner
    if field != _UNCHANGING:
        taken = set(pairs.values())
        free_old = (place for place in range(len(old)) if place not in taken)
        free_new = (place for place in range(len(new)) if place not in pairs)
        pairs.update(zip(free_new, free_old, strict=False))
    return pairs


def in_order(places: Sequence[Any]) -> bool:
    """Whether positions only grow."""
    return all(first < second for first, second in pairwise(places))
