"""What was worked out for each concept by itself, kept so that a change of the term base costs little.

Compiling a part has two halves: each concept is read by itself and becomes a row of *cells* (bytes), and the rows of
all concepts are joined. After a change of the term base only the rows of the concepts that were changed are made
anew. A draft holds the rows in the order of the concepts' ids, so that joining them gives the same part whatever was
changed in which order.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from glossary.index.container import Content, offsets, pack, unpack

if TYPE_CHECKING:
    from termbase.concepts import Concept

_IDS: Final = "ids"
_SHARED: Final = "shared "
_BOUNDS: Final = " bounds"


class Draft(NamedTuple):
    """The rows: the concepts' ids in ascending order, and for each column the cells beside them.

    ``shared`` is what the join wants to find again next time.
    """

    ids: list[str]
    cells: dict[str, list[bytes]]
    shared: dict[str, bytes]


class Earlier(NamedTuple):
    """A part as it was compiled before some concepts were changed, and the draft that it was joined from."""

    content: Content
    draft: Draft
    changed: frozenset[str]


def nothing() -> dict[str, bytes]:
    """What a join leaves that wants to find nothing again."""
    return {}


class Joined(NamedTuple):
    """The bytes of a part; ``shared`` makes what the join wants to find again next time, when a draft is kept."""

    content: bytes
    shared: Callable[[], dict[str, bytes]] = nothing


class Recipe(NamedTuple):
    """How a part is made: the columns, how a concept becomes their cells, and how rows are joined.

    ``join`` may make use of an earlier state of the part, and the result has to be one that finds the same as without.
    """

    columns: tuple[str, ...]
    gather: Callable[["Concept"], tuple[bytes, ...]]
    join: Callable[[Draft, Earlier | None], Joined]


def gathered(recipe: Recipe, concepts: Iterable["Concept"]) -> Draft:
    """The draft of these concepts, from nothing."""
    held = sorted(concepts, key=attrgetter("id"))
    rows = list(map(recipe.gather, held))
    cells = {name: [row[place] for row in rows] for place, name in enumerate(recipe.columns)}
    return Draft([concept.id for concept in held], cells, {})


def revised(recipe: Recipe, draft: Draft, changes: Mapping[str, "Concept | None"]) -> Draft:
    """The draft after some concepts, by id, became what they are; None is a concept that was removed."""
    ids = list(draft.ids)
    columns = [list(draft.cells[name]) for name in recipe.columns]
    for concept_id, concept in changes.items():
        start = bisect_left(ids, concept_id)
        stop = start + (start < len(ids) and ids[start] == concept_id)
        row = recipe.gather(concept) if concept else ()
        ids[start:stop] = [concept_id] if concept else []
        for place, column in enumerate(columns):
            column[start:stop] = row[place : place + 1]
    return Draft(ids, dict(zip(recipe.columns, columns, strict=True)), {})


def dumped(draft: Draft) -> bytes:
    """The bytes of a draft."""
    sections = {_IDS: "\n".join(draft.ids).encode()}
    for name, cells in draft.cells.items():
        sections[name + _BOUNDS] = offsets(map(len, cells))
        sections[name] = b"".join(cells)
    sections |= {_SHARED + name: content for name, content in draft.shared.items()}
    return pack({"columns": list(draft.cells)}, sections)


def loaded(content: Content) -> Draft:
    """The draft that these bytes hold; raises ``glossary.index.container.IndexDamaged`` for anything else."""
    header, sections = unpack(content)
    ids = bytes(sections[_IDS]).decode()
    cells = {}
    for name in header["columns"]:
        joined, bounds = bytes(sections[name]), sections[name + _BOUNDS].cast("I")
        cells[name] = [joined[start:end] for start, end in pairwise(bounds)]
    shared = {
        name.removeprefix(_SHARED): bytes(content) for name, content in sections.items() if name.startswith(_SHARED)
    }
    return Draft(ids.split("\n") if ids else [], cells, shared)


def lines_of(cells: Iterable[bytes]) -> list[bytes]:
    """The lines of cells, each of which ends all its lines with a line break."""
    lines = b"".join(cells).split(b"\n")
    lines.pop()
    return lines


def touched_lines(earlier: Earlier, draft: Draft, *columns: str) -> set[bytes]:
    """The lines that the changed concepts had and have in some columns."""
    found: set[bytes] = set()
    for each in (earlier.draft, draft):
        for concept_id in earlier.changed:
            place = bisect_left(each.ids, concept_id)
            if each.ids[place : place + 1] == [concept_id]:
                found.update(lines_of(each.cells[column][place] for column in columns))
    return found


def as_lines(lines: Iterable[bytes]) -> bytes:
    """A cell of these lines."""
    return b"".join([line + b"\n" for line in lines])
