"""Put items into long sorted arrays, and take items out, without going through all that stays."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class NotThere(Exception):
    """What was to be taken out is not there."""


class Edit(NamedTuple):
    """What happens at a place of an array: an item goes (``value`` is negative), or a value comes before it."""

    place: int
    value: int


def edits_of_groups(items: "array[int]", firsts: Sequence[int], gone: set[int], fresh: set[int]) -> list[Edit]:
    """The edits of an array of groups that lie one behind the other, each sorted; ``firsts`` is where they begin.

    What goes and comes is given as the number of its group and, in the last 32 bits, the item itself. A new group is
    one behind the last.
    """
    edits = []
    for each in sorted(gone | fresh):
        group, item = each >> 32, each & 0xFFFF_FFFF
        low, high = (firsts[group], firsts[group + 1]) if group + 1 < len(firsts) else (len(items), len(items))
        edits.append(_edit(items, item, low, high, goes=each in gone))
    return edits


def edits_beside(keys: "array[int]", items: "array[int]", gone: set[int], fresh: set[int]) -> list[Edit]:
    """The edits of an array whose items lie beside their keys and are sorted where these are the same.

    What goes and comes is given as the key and, in the last 32 bits, the item.
    """
    edits = []
    for each in sorted(gone | fresh):
        key, item = each >> 32, each & 0xFFFF_FFFF
        low = bisect_left(keys, key)
        edits.append(_edit(items, item, low, bisect_right(keys, key, low), goes=each in gone))
    return edits


def edited(items: "array[int]", edits: Iterable[Edit]) -> "array[int]":
    """The array after its edits, which are sorted by place."""
    found, last = array(items.typecode), 0
    for place, value in edits:
        found.extend(items[last:place])
        last = place
        if value < 0:
            last += 1
        else:
            found.append(value)
    found.extend(items[last:])
    return found


def _edit(items: "array[int]", item: int, low: int, high: int, *, goes: bool) -> Edit:
    place = bisect_left(items, item, low, high)
    if not goes:
        return Edit(place, item)
    if place == high or items[place] != item:
        raise NotThere
    return Edit(place, -1)
