"""Senses that no dictionary has, learned from the renderings that the term base lists.

Where a listed rendering of a term is explained by the senses of its parts but for a word or two, those words belong to
the parts that are left over. What several terms agree on becomes a sense of that part (攻坚: *attack*, *tough*), and
so serves to predict renderings of other terms.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from glossary.prediction.dictionary import Senses
from glossary.prediction.parts import SILENT, parts

_MOST_UNKNOWN: Final = 2
_FEWEST: Final = 2
_ENOUGH: Final = 4
_SHARE: Final = 0.2
_BASE: Final = 0.3
_CEILING: Final = 0.9


class Example(NamedTuple):
    """A Chinese form and the stems of one listed rendering of it."""

    form: str
    stems: tuple[str, ...]


def learned_senses(examples: Iterable[Example], known: Mapping[str, Senses]) -> dict[str, Senses]:
    """New senses of parts, each with a weight that grows with the share of the part's terms that bear it out."""
    support: dict[tuple[str, str], set[str]] = {}
    occurrences: Counter[str] = Counter()
    explained: dict[str, _Explained] = {}
    for form, stems in examples:
        if form not in explained:
            explained[form] = _Explained(form, known)
            occurrences.update({part.text for part in parts(form)})
        for attribution in explained[form].attributions(stems):
            support.setdefault(attribution, set()).add(form)
    found: dict[str, Senses] = {}
    for (part, unknown), forms in support.items():
        share = len(forms) / occurrences[part]
        if len(forms) >= _FEWEST and (share >= _SHARE or len(forms) >= _ENOUGH):
            found.setdefault(part, {})[unknown] = min(_CEILING, _BASE + share)
    return found


class _Explained:
    """A Chinese form and which of its parts explain a word; characters are bits of a mask."""

    __slots__ = ("_masks", "_parts", "_senses")

    def __init__(self, form: str, known: Mapping[str, Senses]) -> None:
        lattice = [((1 << part.end) - (1 << part.start), part.text) for part in parts(form)]
        self._parts = [(mask, text) for mask, text in lattice if SILENT.isdisjoint(text)]
        self._senses = [(mask, senses) for mask, text in lattice if (senses := known.get(text))]
        self._masks: dict[str, int] = {}

    def attributions(self, stems: Iterable[str]) -> list[tuple[str, str]]:
        """Pairs of a part that no word renders and a word that no part explains."""
        covered = 0
        unknown = []
        for name in stems:
            mask = self._masks.get(name)
            if mask is None:
                mask = self._masks[name] = self._explanation(name)
            covered |= mask
            if not mask:
                unknown.append(name)
        if not unknown or len(unknown) > _MOST_UNKNOWN:
            return []
        free = [text for mask, text in self._parts if not mask & covered]
        words = [text for text in free if len(text) > 1] or free
        return [(text, name) for text in words for name in dict.fromkeys(unknown)]

    def _explanation(self, name: str) -> int:
        """The part that explains a word best, 0 for none."""
        best, most = 0, 0.0
        for mask, senses in self._senses:
            weight = senses.get(name, 0.0)
            if weight > most:
                best, most = mask, weight
        return best
