"""The abbreviations of a term base, compiled: what each stands for, and terms that want an explanation when first used.

The part is JSON: abbreviations by their text, and the explained terms by their folded text.
"""

import json
from typing import TYPE_CHECKING, Any, Final

from glossary.index.container import Content, pack, unpack
from glossary.index.part import Part

if TYPE_CHECKING:
    from glossary.index.draft import Recipe


class Abbreviations:
    """What is known of abbreviations.

    ``meanings`` gives, for an abbreviation as it is written, the concepts that it stands for, each with the folded
    ``full`` forms; ``explained`` gives, for a folded term whose usage note asks for something at its first mention,
    the concept and that ``note``.
    """

    __slots__ = ("explained", "meanings")

    def __init__(self, content: Content) -> None:
        _, sections = unpack(content)
        self.meanings: dict[str, list[dict[str, Any]]] = json.loads(bytes(sections["meanings"]))
        self.explained: dict[str, dict[str, Any]] = json.loads(bytes(sections["explained"]))


def assemble(meanings: dict[str, list[dict[str, Any]]], explained: dict[str, dict[str, Any]]) -> bytes:
    """The bytes of the part."""
    sections = {"meanings": meanings, "explained": explained}
    return pack({}, {name: json.dumps(value, ensure_ascii=False).encode() for name, value in sections.items()})


def _recipe() -> "Recipe":
    from glossary.index.abbreviations_compiler import RECIPE  # only a cold start compiles

    return RECIPE


ABBREVIATIONS: Final = Part("abbreviations", _recipe, Abbreviations)
