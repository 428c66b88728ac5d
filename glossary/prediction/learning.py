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


class Lessons(NamedTuple):
    """What is learned from: for each part the words that may belong to it, each with the number of forms that bear it
    out, and in how many of the forms it occurs.
    """

    support: dict[str, Counter[str]]
    occurrences: Counter[str]


def learned_senses(examples: Iterable[Example], known: Mapping[str, Senses]) -> dict[str, Senses]:
    """New senses of parts, each with a weight that grows with the share of the part's terms that bear it out."""
    renderings: dict[str, list[tuple[str, ...]]] = {}
    for form, stems in examples:
        renderings.setdefault(form, []).append(stems)
    taught = lessons(renderings, known)
    learned = {part: learned_of(words, taught.occurrences[part]) for part, words in taught.support.items()}
    return {part: senses for part, senses in learned.items() if senses}


def lessons(renderings: Mapping[str, Iterable[tuple[str, ...]]], known: Mapping[str, Senses]) -> Lessons:
    """What forms teach, by the stems of their listed renderings."""
    found = Lessons({}, Counter())
    for form, listed in renderings.items():
        found.occurrences.update({part.text for part in parts(form)})
        for part, unknown in attributions(form, listed, known):
            found.support.setdefault(part, Counter())[unknown] += 1
    return found


def learned_of(words: Mapping[str, int], occurrences: int) -> Senses:
    """The new senses of a part, from the words that may belong to it and the number of forms in which it occurs."""
    learned = {}
    for word, forms in words.items():
        share = forms / occurrences
        if forms >= _FEWEST and (share >= _SHARE or forms >= _ENOUGH):
            learned[word] = min(_CEILING, _BASE + share)
    return learned


def attributions(form: str, renderings: Iterable[tuple[str, ...]], known: Mapping[str, Senses]) -> set[tuple[str, str]]:
    """Pairs of a part of a form and a word that its listed renderings suggest to belong together."""
    explained = _Explained(form, known)
    return {pair for stems in renderings for pair in explained.attributions(stems)}


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
