"""The ids of all concepts of a term base, to tell a misspelt one from one that is there."""

from typing import TYPE_CHECKING, Final

from glossary.index.container import Content, pack, unpack
from glossary.index.part import Part

if TYPE_CHECKING:
    from glossary.index.draft import Recipe


def _recipe() -> "Recipe":
    from glossary.index.draft import Joined, Recipe  # only a cold start compiles

    return Recipe((), lambda _: (), lambda draft, _: Joined(pack({"ids": draft.ids}, {})))


def _load(content: Content) -> frozenset[str]:
    header, _ = unpack(content)
    return frozenset(header["ids"])


CONCEPT_IDS: Final = Part("concept-ids", _recipe, _load)
