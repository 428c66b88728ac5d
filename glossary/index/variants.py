"""The accepted renderings of concepts that have several, compiled: where a text uses which of them.

Sections of the part: those of ``glossary.index.automata``, the use of each pattern (numbers of the concept, of its
variant and of the form; patterns without a use only keep others silent), first byte of each record, records (JSON).
"""

from array import array
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from glossary.index.automata import automaton_of
from glossary.index.container import Content, Records, offsets, pack, unpack
from glossary.index.matching import leftmost_longest
from glossary.index.part import Part
from glossary.index.renderings import Hit, at_boundary
from glossary.inflections import FORMS

if TYPE_CHECKING:
    from glossary.index.draft import Recipe


class Use(NamedTuple):
    """A place in folded text where a rendering stands.

    Offsets, the number of its concept, that of the variant, and the name of the form it stands in.
    """

    start: int
    end: int
    concept: int
    variant: int
    form: str


class Variants:
    """Finds accepted renderings of concepts that have several ways to be rendered."""

    __slots__ = ("_automaton", "_records", "_uses")

    def __init__(self, content: Content) -> None:
        _, sections = unpack(content)
        self._automaton = automaton_of(sections)
        self._uses = sections["uses"].cast("I")
        self._records = Records(sections["records"], sections["first_bytes"])

    def uses(self, folded: bytes) -> Iterator[Use]:
        """Every rendering in a text that stands in no longer accepted phrase, from left to right."""
        if self._automaton is None:
            return
        found = self._automaton.find_overlapping(folded)
        hits = [Hit(start, end, pattern) for start, end, pattern in found if at_boundary(folded, start, end)]
        hits.sort(key=_by_place)
        last = len(self._uses) // 3
        for hit in leftmost_longest(hits):
            if hit.pattern < last:
                concept, variant, form = self._uses[3 * hit.pattern : 3 * hit.pattern + 3]
                yield Use(hit.start, hit.end, concept, variant, FORMS[form])

    def record(self, number: int) -> dict[str, Any]:
        """What is known of a concept.

        Besides what a finding says of it: the ``texts`` of its variants by form, for each of them the numbers of the
        variants that it ``clashes`` with, the number of the preferred (``best``) one, -1 where that is none of them,
        and whether it is a ``name``.
        """
        record: dict[str, Any] = self._records.read(number)
        return record


def assemble(automata: dict[str, bytes], uses: list[tuple[int, int, int]], records: list[bytes]) -> bytes:
    """The bytes of the part."""
    sections = {
        **automata,
        "uses": array("I", chain.from_iterable(uses)).tobytes(),
        "first_bytes": offsets(map(len, records)),
        "records": b"".join(records),
    }
    return pack({}, sections)


def _by_place(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _recipe() -> "Recipe":
    from glossary.index.variants_compiler import RECIPE  # only a cold start compiles

    return RECIPE


VARIANTS: Final = Part("variants", _recipe, Variants)
