"""The ids of all concepts of a term base, to tell a misspelt one from one that is there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from glossary.index.container import Content, pack, unpack
from glossary.index.part import Part

if TYPE_CHECKING:
    from termbase.concepts import Concept


def _compile(concepts: Iterable["Concept"]) -> bytes:
    return pack({"ids": sorted(concept.id for concept in concepts)}, {})


def _load(content: Content) -> frozenset[str]:
    header, _ = unpack(content)
    return frozenset(header["ids"])


CONCEPT_IDS: Final = Part("concept-ids", _compile, _load)
