"""What a Chinese form suggests to somebody who renders it word by word: stems by the senses and the reading of its
parts.
"""

from collections.abc import Callable
from math import log
from typing import Final, NamedTuple

from glossary.index.anchors_compiler import Named
from glossary.index.calques import NOTHING, WEIGHT_SCALE, pack_entry
from glossary.prediction.dictionary import Senses
from glossary.prediction.parts import SILENT, parts
from glossary.prediction.stems import stem

_CHARACTER: Final = 0.7
"""What the senses of a single character weigh, against those of a word."""
_PINYIN: Final = 0.8
_SHORTEST_PINYIN: Final = 4
_ANCHOR_WEIGHT: Final = 0.4
_MOST_SENSES: Final = 10
MOST_STEMS: Final = NOTHING


class Form(NamedTuple):
    """A Chinese form, and the reading of each of its characters without tones."""

    text: str
    syllables: tuple[str, ...]


class Suggestion(NamedTuple):
    """What a form suggests.

    The entries, as pairs of a stem's number and what ``pack_entry`` makes of part and weight without the form; and the
    stems that each part suggests most strongly, by where it begins and ends.
    """

    entries: list[tuple[int, int]]
    named: dict[tuple[int, int], Named]


class _Suggested(NamedTuple):
    """The stems that a part suggests: each with its weight, on the scale of entries, and the strongest, each with the
    logarithm of its weight.
    """

    weights: list[tuple[int, int]]
    strongest: Named


def outcome(part: str, senses: Senses | None) -> object:
    """What tells, of the senses of a part, in what its forms suggest: the same outcome, the same suggestions."""
    if senses is None:
        return None
    weights = _weights(part, senses)
    scaled = {name: _scaled(weight) for name, weight in weights.items()}
    return scaled, {name: weight for name, weight in weights.items() if weight >= _ANCHOR_WEIGHT}


def _weights(part: str, senses: Senses) -> Senses:
    factor = _CHARACTER if len(part) == 1 else 1.0
    return {name: weight * factor for name, weight in senses.items()}


def _scaled(weight: float) -> int:
    return round(min(weight, 1.0) * WEIGHT_SCALE)


class Suggestions:
    """What forms suggest, by the ``senses`` of their parts.

    ``numbers`` has the numbers of stems; those that are met for the first time are added.
    """

    def __init__(self, senses: Callable[[str], Senses | None], numbers: dict[str, int]) -> None:
        self.numbers = numbers
        self._senses = senses
        self._known: dict[tuple[str, tuple[str, ...]], _Suggested | None] = {}

    def of(self, form: Form) -> Suggestion:
        """What a form suggests."""
        found = Suggestion([], {})
        for start, end, text in parts(form.text):
            if suggested := self._of_part(text, form.syllables[start:end]):
                place = pack_entry(0, start, end, 0)
                found.entries.extend([(number, place | weight) for number, weight in suggested.weights])
                found.named[start, end] = suggested.strongest
        return found

    def _of_part(self, text: str, syllables: tuple[str, ...]) -> _Suggested | None:
        """The stems that a part suggests, by its senses and by its reading."""
        key = text, syllables
        if key not in self._known:
            self._known[key] = self._suggested(text, syllables)
        return self._known[key]

    def _suggested(self, text: str, syllables: tuple[str, ...]) -> _Suggested | None:
        senses = self._senses(text)
        if senses is None and len(text) > 2:
            return None  # what no dictionary knows suggests nothing
        weights = _weights(text, senses or {})
        if len(text) == 2 or (weights and len(text) > 2):
            spelling = "".join(syllables)
            if len(spelling) >= _SHORTEST_PINYIN and SILENT.isdisjoint(text):
                weights.setdefault(stem(spelling), _PINYIN)
        if not weights:
            return None
        known = [(name, number, weight) for name, weight in weights.items() if (number := self._number(name)) >= 0]
        # Of stems that weigh the same the first in the alphabet: whatever number they have, the same ones are taken.
        strong = sorted((-weight, name, number) for name, number, weight in known if weight >= _ANCHOR_WEIGHT)
        return _Suggested(
            [(number, _scaled(weight)) for _, number, weight in known],
            [(number, log(-weight)) for weight, _, number in strong[:_MOST_SENSES]],
        )

    def _number(self, name: str) -> int:
        """The number of a stem; negative where there are too many."""
        number = self.numbers.get(name, -1)
        if number < 0 and len(self.numbers) < MOST_STEMS:
            number = self.numbers[name] = len(self.numbers)
        return number
