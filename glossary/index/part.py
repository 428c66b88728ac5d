"""A part of the compiled term base: what one kind of rule needs of it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from glossary.collecting import uncollected
from glossary.index.container import Content

if TYPE_CHECKING:
    from termbase.concepts import Concept

Loaded = TypeVar("Loaded")


class Part(NamedTuple, Generic[Loaded]):
    """How a part is made and read.

    ``compile`` turns concepts into bytes, and imports what it needs for that only when it is called; ``load`` turns
    the bytes into the part, and raises ``glossary.index.container.IndexDamaged`` for bytes that are none.
    """

    name: str
    compile: Callable[[Iterable["Concept"]], bytes]
    load: Callable[[Content], Loaded]


def compiled(part: Part[Any], concepts: Iterable["Concept"]) -> bytes:
    """The bytes of a part, made without looking for cycles among the millions of small values that come and go."""
    with uncollected():
        return part.compile(concepts)
