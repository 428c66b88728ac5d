"""Senses that no dictionary has, learned from the renderings that the term base lists.

Where a listed rendering of a term is explained by the senses of its parts but for a word or two, those words belong to
the parts that are left over. What several terms agree on becomes a sense of that part (攻坚: *attack*, *tough*), and
so serves to predict renderings of other terms.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from glossary.prediction.dictionary import Senses
from glossary.prediction.parts import SILENT, Part, parts

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
    counted: set[str] = set()
    lattice: list[Part] = []
    previous = ""
    for example in examples:
        if example.form != previous:
            previous = example.form
            lattice = list(parts(previous))
        if example.form not in counted:
            counted.add(example.form)
            occurrences.update({part.text for part in lattice})
        for part, unknown in _attributions(example, lattice, known):
            support.setdefault((part, unknown), set()).add(example.form)
    found: dict[str, Senses] = {}
    for (part, unknown), forms in support.items():
        share = len(forms) / occurrences[part]
        if len(forms) >= _FEWEST and (share >= _SHARE or len(forms) >= _ENOUGH):
            found.setdefault(part, {})[unknown] = min(_CEILING, _BASE + share)
    return found


def _attributions(example: Example, lattice: list[Part], known: Mapping[str, Senses]) -> list[tuple[str, str]]:
    """Pairs of a part that no word renders and a word that no part explains."""
    covered: set[int] = set()
    unknown = []
    for name in example.stems:
        best = max(
            (part for part in lattice if name in known.get(part.text, {})),
            key=lambda part: known[part.text][name],
            default=None,
        )
        if best:
            covered.update(range(best.start, best.end))
        else:
            unknown.append(name)
    if not unknown or len(unknown) > _MOST_UNKNOWN:
        return []
    free = [part for part in lattice if not covered.intersection(range(part.start, part.end)) and _is_word(part)]
    words = [part for part in free if len(part.text) > 1] or free
    return [(part.text, name) for part in words for name in dict.fromkeys(unknown)]


def _is_word(part: Part) -> bool:
    return not SILENT.intersection(part.text)
