"""Weigh a phrase against a Chinese form, to judge whether it is a literal rendering of it.

What is weighed once is remembered, because the same words come up again and again; nothing here depends on where a
phrase stands.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from glossary.calques.closeness import Accepted, accepted_rendering, closeness
from glossary.index.calques import NOTHING, Calques
from glossary.prediction.parts import SILENT
from glossary.prediction.properties import Explanation, Neighbours, Phrase, glance, properties
from glossary.prediction.scale import logarithm
from glossary.prediction.scoring import Forest, deserves_a_look, first_glance, probability

MOST_MISSED: Final = 1
"""How many words of a phrase may be left unexplained, its first and last one excepted."""

_LEAST_COVERAGE: Final = 0.5
_REPEATED: Final = 0.3
"""What an explanation counts that covers no characters which others leave over."""
_CHANCE: Final = 6.0
"""Frequencies are per thousand million words, pairs are counted in a corpus of a million million: 2 x 9 - 12."""
_UNEXPLAINED: Final = Explanation(0, 0.0)
_MOST_REMEMBERED: Final = 400_000


class Wording(NamedTuple):
    """A phrase without its place.

    The number of the form it is held against, the stems of its content words (``NOTHING`` for one that renders
    nothing), and how many words without meaning stand after each of them but the last.
    """

    form: int
    stems: tuple[int, ...]
    gaps: tuple[int, ...]


class Known(dict[int, tuple[Explanation, ...]]):
    """How parts of a form explain a stem, by the form's and the stem's number in one; fills itself, within limits."""

    def __init__(self, tables: Calques) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, key: int) -> tuple[Explanation, ...]:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        number = key & 0xFFFF
        found = self[key] = () if number == NOTHING else tuple(self._tables.explanations(number, key >> 16))
        return found


class Scales:
    """Judges wordings by the compiled tables and the learned judgement."""

    def __init__(self, tables: Calques, judge: Forest) -> None:
        self._tables = tables
        self._judge = judge
        self._glance = first_glance()
        self._weighed: dict[Wording, float] = {}
        self.known = Known(tables)
        self._accepted: dict[int, list[Accepted]] = {}

    def weigh(self, wording: Wording) -> float:
        """The probability that a wording is a literal rendering of its form; 0 for one that is out of the question."""
        weight = self._weighed.get(wording)
        if weight is None:
            if len(self._weighed) > _MOST_REMEMBERED:
                self._weighed.clear()
            weight = self._weighed[wording] = self._looked_at(wording)
        return weight

    def _looked_at(self, wording: Wording) -> float:
        chosen = self.explained(wording)
        audible = audible_mask(self._tables.form(wording.form).text)
        if not deserves_a_look(glance(chosen, audible), self._glance):
            return 0.0
        numbers = self._properties(wording, chosen)
        return probability(numbers, self._judge) if numbers else 0.0

    def properties(self, wording: Wording) -> tuple[float, ...]:
        """The properties of a wording, empty where it renders too little of its form or is accepted."""
        return self._properties(wording, self.explained(wording))

    def _properties(self, wording: Wording, chosen: list[Explanation]) -> tuple[float, ...]:
        form = self._tables.form(wording.form)
        audible = audible_mask(form.text)
        covered = 0
        for explanation in chosen:
            covered |= explanation.mask
        too_little = (covered & audible).bit_count() < _LEAST_COVERAGE * audible.bit_count()
        missed = sum(not explanation.mask for explanation in chosen)
        if too_little or missed > MOST_MISSED:
            return ()
        close = closeness(wording.stems, self._accepted_renderings(form.record))
        if not close:
            return ()
        return properties(
            Phrase(
                explanations=chosen,
                frequencies=[logarithm(self._level(number)) for number in wording.stems],
                neighbours=[
                    self._neighbours(*pair, gap)
                    for pair, gap in zip(pairwise(wording.stems), wording.gaps, strict=True)
                ],
                function_words=sum(wording.gaps),
                audible_mask=audible,
                boundaries=form.boundaries,
                kind=self._tables.record(form.record)["kind"],
                share_in_accepted=close.of_phrase,
                share_of_accepted=close.of_accepted,
            )
        )

    def explained(self, wording: Wording) -> list[Explanation]:
        """For each stem the explanation that covers most of what is not covered yet, weight considered."""
        covered, chosen = 0, []
        known, key = self.known, wording.form << 16
        for number in wording.stems:
            best = _best(known[key | number], covered)
            covered |= best.mask
            chosen.append(best)
        return chosen

    def explanations(self, number: int, form: int) -> tuple[Explanation, ...]:
        """How parts of a form explain a stem; empty when none does."""
        return self.known[form << 16 | number]

    def _accepted_renderings(self, record: int) -> list[Accepted]:
        """The accepted renderings of a concept; a stem that no part suggests is ``NOTHING``."""
        if record not in self._accepted:
            known = self._tables.numbers
            renderings = self._tables.record(record)["accepted"]
            self._accepted[record] = [
                accepted_rendering(known.get(name, NOTHING) for name in rendering.split()) for rendering in renderings
            ]
        return self._accepted[record]

    def _neighbours(self, first: int, second: int, gap: int) -> Neighbours:
        tables, adjacent = self._tables, not gap
        if NOTHING in (first, second):
            return Neighbours(0.0, 0.0, accepted=False, adjacent=adjacent)
        seen = tables.pair_level(first, second) if adjacent else tables.pair_level(second, first)
        accepted = tables.is_accepted_pair(first, second) or (not adjacent and tables.is_accepted_pair(second, first))
        expected = logarithm(self._level(first)) + logarithm(self._level(second)) - _CHANCE
        return Neighbours(logarithm(seen), max(expected, 0.0), accepted, adjacent)

    def _level(self, number: int) -> int:
        return self._tables.levels[number] if number != NOTHING else 0


@lru_cache(maxsize=50_000)
def audible_mask(form: str) -> int:
    """The characters of a form that a complete rendering shows, as a bit mask."""
    return sum(1 << place for place, character in enumerate(form) if character not in SILENT)


def _best(explanations: tuple[Explanation, ...], covered: int) -> Explanation:
    """Of the explanations of a word the one that tells most beside the characters that are ``covered`` already."""
    if len(explanations) == 1:
        return explanations[0]
    return max(
        explanations,
        key=lambda it: (it.weight * (1.0 if it.mask & ~covered else _REPEATED), (it.mask & ~covered).bit_count()),
        default=_UNEXPLAINED,
    )
