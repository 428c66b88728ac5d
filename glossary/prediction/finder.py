"""Find phrases that the parts of one Chinese term explain word by word.

An anchor is two words that render neighbouring parts of a term and that good English does not put together. Around it
the finder takes the stretch of words that the term explains, leaves out what an accepted rendering explains as well,
and lets the learned judgement choose among the phrases in that stretch.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from glossary.index.calques import Calques, Form
from glossary.prediction.parts import SILENT
from glossary.prediction.properties import Explanation, Neighbours, Phrase, frequency, properties
from glossary.prediction.reading import Reading
from glossary.prediction.scoring import Forest, probability
from glossary.prediction.stems import stem

_MOST_WORDS: Final = 8
_LEAST_COVERAGE: Final = 0.6
_REPEATED: Final = 0.3
"""What an explanation counts that covers no characters which others leave over."""
_ACCEPTED_SHARE: Final = 0.6
"""A phrase of whose words this share is an accepted rendering is taken to be one."""
_CHANCE: Final = 6.0
"""Frequencies are per thousand million words, pairs are counted in a corpus of a million million: 2 x 9 - 12."""


class Derivation(NamedTuple):
    """Where one word of a rendering comes from: the word as it stands, and the part of the Chinese term."""

    word: str
    part: str


class Calque(NamedTuple):
    """A phrase that reads as a literal rendering: offsets in the folded text, how probable that is (0 to 1), the
    number of the concept's record, the Chinese form, and where each word comes from.
    """

    start: int
    end: int
    probability: float
    record: int
    form: str
    derivation: tuple[Derivation, ...]


class Held(NamedTuple):
    """A phrase from one content word to another, by their numbers in the reading, held against a form."""

    first: int
    last: int
    form: int
    properties: tuple[float, ...]


class _Judged(NamedTuple):
    probability: float
    held: Held


def find_calques(folded: bytes, tables: Calques, judge: Forest, least: float) -> list[Calque]:
    """The phrases of at least the given probability, none overlapping another, sorted by place."""
    finder = Finder(Reading(folded, tables), tables)
    judged = [_Judged(probability(held.properties, judge), held) for held in finder.phrases()]
    likely = [it for it in judged if it.probability >= least]
    likely.sort(key=lambda it: (-it.probability, it.held.first - it.held.last, it.held.form))
    taken: list[_Judged] = []
    for it in likely:
        if all(it.held.last < other.held.first or other.held.last < it.held.first for other in taken):
            taken.append(it)
    taken.sort(key=lambda it: it.held.first)
    return [finder.calque(it.held, it.probability) for it in taken]


class Finder:
    """The search in one text."""

    def __init__(self, reading: Reading, tables: Calques) -> None:
        self._reading = reading
        self._tables = tables
        self._regions: dict[int, list[int]] = {}

    def phrases(self) -> Iterator[Held]:
        """Every phrase around an anchor all of whose words one form explains, and that no accepted rendering claims."""
        reading, tables = self._reading, self._tables
        seen: set[tuple[int, int, int]] = set()
        for word in reading.anchor_places():
            forms = tables.anchored(reading.number(word), reading.number(word + 1))
            if forms and reading.joined(word):
                for form in forms:
                    yield from self._around(word, form, seen)

    def calque(self, held: Held, likelihood: float) -> Calque:
        """A phrase in the terms of the text."""
        form = self._tables.form(held.form)
        words = range(held.first, held.last + 1)
        chosen = self._explained([self._reading.number(word) for word in words], held.form)
        derivation = tuple(
            Derivation(self._reading.text(word), _characters(explanation.mask, form.text))
            for word, explanation in zip(words, chosen, strict=True)
        )
        start, end = self._reading.span(held.first, held.last)
        return Calque(start, end, likelihood, form.record, form.text, derivation)

    def _around(self, anchor: int, form: int, seen: set[tuple[int, int, int]]) -> Iterator[Held]:
        """The phrases around an anchor that are not ``seen`` yet."""
        audible = _audible_mask(self._tables.form(form).text)
        left, right = self._stretch(anchor, form)
        for first in range(left, anchor + 1):
            for last in range(anchor + 1, min(right, first + _MOST_WORDS - 1) + 1):
                if (first, last, form) in seen:
                    continue
                seen.add((first, last, form))
                numbers = [self._reading.number(word) for word in range(first, last + 1)]
                chosen = self._explained(numbers, form)
                covered = 0
                for explanation in chosen:
                    covered |= explanation.mask
                if (covered & audible).bit_count() < _LEAST_COVERAGE * audible.bit_count():
                    continue
                if self._is_accepted(first, last, numbers, form):
                    continue
                phrase = self._phrase(first, numbers, chosen, self._tables.form(form))
                yield Held(first, last, form, properties(phrase))

    def _stretch(self, anchor: int, form: int) -> tuple[int, int]:
        """How far the words around an anchor are explained by a form."""
        reading = self._reading
        left, right = anchor, anchor + 1
        while left and right - left < _MOST_WORDS and self._explains(left - 1, form) and reading.joined(left - 1):
            left -= 1
        end = len(reading.codes) - 1
        while (
            right < end and right - anchor < _MOST_WORDS and self._explains(right + 1, form) and reading.joined(right)
        ):
            right += 1
        return left, right

    def _explains(self, word: int, form: int) -> bool:
        number = self._reading.number(word)
        return number >= 0 and bool(self._tables.explanations(number, form))

    def _explained(self, numbers: list[int], form: int) -> list[Explanation]:
        """For each stem the explanation that covers most of what is not covered yet, weight considered."""
        covered, chosen = 0, []
        for number in numbers:
            best = max(
                self._tables.explanations(number, form),
                key=lambda it: (
                    it.weight * (1.0 if it.mask & ~covered else _REPEATED),
                    (it.mask & ~covered).bit_count(),
                ),
            )
            covered |= best.mask
            chosen.append(best)
        return chosen

    def _is_accepted(self, first: int, last: int, numbers: list[int], form: int) -> bool:
        """Whether an accepted rendering has all the words, or claims too much of the phrase or of what is around it."""
        record = self._tables.record(self._tables.form(form).record)
        names = set(numbers)
        if any(names <= accepted for accepted in self._accepted_sets(record)):
            return True
        for start in range(max(0, first - _MOST_WORDS), last + 1):
            for end in self._accepted_from(start):
                if end < first:
                    continue
                inside = start <= first and last <= end
                crossing = start < first <= end < last or first < start <= last < end
                claimed = first <= start and end <= last and end - start + 1 >= _ACCEPTED_SHARE * (last - first + 1)
                if inside or crossing or claimed:
                    return True
        return False

    def _accepted_sets(self, record: dict[str, object]) -> list[set[int]]:
        """The stems of each accepted rendering of a concept; a stem that no part suggests counts for nothing."""
        known = self._tables.numbers
        if "sets" not in record:
            renderings: list[str] = record["accepted"]  # type: ignore[assignment]
            record["sets"] = [{known.get(name, -1) for name in rendering.split()} for rendering in renderings]
        return record["sets"]  # type: ignore[return-value]

    def _accepted_from(self, start: int) -> list[int]:
        """The content words with which accepted renderings of two and more words end that begin at ``start``."""
        if start not in self._regions:
            reading, ends = self._reading, []
            key = self._key(start)
            last = min(len(reading.codes), start + _MOST_WORDS) - 1
            for word in range(start, last):
                if not reading.joined(word):
                    break
                key = f"{key} {self._key(word + 1)}"
                if key in self._tables.accepted_phrases:
                    ends.append(word + 1)
            self._regions[start] = ends
        return self._regions[start]

    def _key(self, word: int) -> str:
        number = self._reading.number(word)
        return str(number) if number >= 0 else stem(self._reading.text(word))

    def _phrase(self, first: int, numbers: list[int], chosen: list[Explanation], form: Form) -> Phrase:
        """What is known of the phrase of these stems that begins with a content word."""
        reading, names = self._reading, set(numbers)
        accepted = [stems for stems in self._accepted_sets(self._tables.record(form.record)) if stems]
        return Phrase(
            explanations=chosen,
            frequencies=[frequency(self._tables.levels[number]) for number in numbers],
            neighbours=[self._neighbours(first + at, *pair) for at, pair in enumerate(pairwise(numbers))],
            function_words=reading.places[first + len(numbers) - 1] - reading.places[first] + 1 - len(numbers),
            audible_mask=_audible_mask(form.text),
            share_in_accepted=max((len(names & stems) / len(names) for stems in accepted), default=0.0),
            share_of_accepted=max((len(names & stems) / len(stems) for stems in accepted), default=0.0),
        )

    def _neighbours(self, word: int, first: int, second: int) -> Neighbours:
        tables = self._tables
        adjacent = not self._reading.gap(word)
        seen = tables.pair_level(first, second) if adjacent else tables.pair_level(second, first)
        accepted = tables.is_accepted_pair(first, second) or (not adjacent and tables.is_accepted_pair(second, first))
        expected = frequency(tables.levels[first]) + frequency(tables.levels[second]) - _CHANCE
        return Neighbours(frequency(seen), max(expected, 0.0), accepted, adjacent)


def _audible_mask(form: str) -> int:
    return sum(1 << place for place, character in enumerate(form) if character not in SILENT)


def _characters(mask: int, form: str) -> str:
    return "".join(character for place, character in enumerate(form) if mask >> place & 1)
