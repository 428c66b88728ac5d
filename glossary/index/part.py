"""A part of the compiled term base: what one kind of rule needs of it."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

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
    """The bytes of a part."""
    with undisturbed():
        return part.compile(concepts)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Make millions of small values without looking for cycles among them again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            # What has been made counts as old, or the next small value would set off a look at all of it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
