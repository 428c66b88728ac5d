"""A part of the compiled term base: what one kind of rule needs of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from glossary.collecting import uncollected
from glossary.index.container import Content

if TYPE_CHECKING:
    from glossary.index.draft import Draft, Joined, Recipe
    from termbase.concepts import Concept

Loaded = TypeVar("Loaded")


class Part(NamedTuple, Generic[Loaded]):
    """How a part is made and read.

    ``recipe`` says how concepts become bytes, and imports what is needed for that only when it is called; ``load``
    turns the bytes into the part, and raises ``glossary.index.container.IndexDamaged`` for bytes that are none.
    ``of_concepts`` says whether it depends on the term base at all.
    """

    name: str
    recipe: Callable[[], "Recipe"]
    load: Callable[[Content], Loaded]
    of_concepts: bool = True


class Revision(NamedTuple):
    """The identity that a term base had when an index of it was kept, and the concepts that were changed since.

    These stand by their ids, None for one that was removed.
    """

    identity: str
    concepts: "Mapping[str, Concept | None]"


RevisionOf = Callable[[Part[Any]], Revision | None]
"""Says for a part that is not in the cache which earlier one it may be made from."""


class Made(NamedTuple):
    """The bytes of a part; ``draft`` gives the bytes of the draft from which it can be made anew after a change."""

    content: bytes
    draft: Callable[[], bytes]


def _made(draft: "Draft", joined: "Joined") -> Made:
    from glossary.index.draft import dumped  # only where something was compiled

    return Made(joined.content, lambda: dumped(draft._replace(shared=joined.shared())))


def made(part: Part[Any], concepts: Iterable["Concept"]) -> Made:
    """A part, made without looking for cycles among the millions of small values that come and go."""
    from glossary.index.draft import gathered  # only a cold start compiles

    recipe = part.recipe()
    with uncollected():
        draft = gathered(recipe, concepts)
        joined = recipe.join(draft, None)
        return _made(draft, joined)


def remade(part: Part[Any], content: Content, draft: Content, changes: Mapping[str, "Concept | None"]) -> Made:
    """A part after a change of some concepts, from what it was: the bytes of the part and of its draft.

    ``changes`` are the concepts by id, None for one that was removed. What it finds is what a part made of all
    concepts would find. Raises ``glossary.index.container.IndexDamaged`` for bytes that are none.
    """
    from glossary.index.draft import Earlier, loaded, revised  # only after a change

    recipe = part.recipe()
    with uncollected():
        earlier = Earlier(content, loaded(draft), frozenset(changes))
        changed = revised(recipe, earlier.draft, changes)
        if changed == earlier.draft._replace(shared={}):  # nothing was changed that this part knows of
            return Made(bytes(content), lambda: bytes(draft))
        joined = recipe.join(changed, earlier)
        return _made(changed, joined)


def compiled(part: Part[Any], concepts: Iterable["Concept"]) -> bytes:
    """The bytes of a part."""
    return made(part, concepts).content
