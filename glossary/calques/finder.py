"""Find phrases that the parts of one Chinese term explain word by word.

An anchor is two words that render neighbouring parts of a term and that good English does not put together. Around it
the finder takes the stretch of words that the term explains and weighs the phrases in it; of those that overlap it
keeps the likeliest, unless an accepted rendering claims its words.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from glossary.calques.reading import Reading
from glossary.calques.weighing import MOST_MISSED, Scales, Wording
from glossary.index.calques import NOTHING, Anchor, Calques
from glossary.prediction.scoring import HARDLY
from glossary.prediction.stems import stem

_MOST_WORDS: Final = 8
_ACCEPTED_SHARE: Final = 0.6
"""A phrase of whose words this share is an accepted rendering is taken to be one."""


class Derivation(NamedTuple):
    """Where one word of a rendering comes from: the word as it stands, and the part of the Chinese term."""

    word: str
    part: str


class Calque(NamedTuple):
    """A phrase that reads as a literal rendering.

    Offsets in the folded text, how probable it is (0 to 1), the number of the concept's record, the Chinese form, and
    where each word comes from.
    """

    start: int
    end: int
    probability: float
    record: int
    form: str
    derivation: tuple[Derivation, ...]


class Held(NamedTuple):
    """A phrase from one content word to another, by their numbers in the reading, and what it is held against."""

    first: int
    last: int
    wording: Wording


class Finder:
    """The search in one paragraph."""

    def __init__(self, reading: Reading, tables: Calques, scales: Scales) -> None:
        self._reading = reading
        self._tables = tables
        self._scales = scales
        self._regions: dict[int, list[int]] = {}

    @property
    def length(self) -> int:
        """How many words the paragraph has."""
        return self._reading.length

    def likeliest(self) -> list[tuple[float, Held]]:
        """Of phrases that overlap the likeliest, sorted by place; what is hardly likely, or accepted, is left out."""
        likely = [(weight, held) for weight, held in self._likely() if weight >= HARDLY]
        rank = self._tables.form_rank
        # Of phrases that are about as likely the longest says most.
        likely.sort(key=lambda it: (-round(it[0], 1), it[1].first - it[1].last, -it[0], rank(it[1].wording.form)))
        taken: list[tuple[float, Held]] = []
        occupied = bytearray(len(self._reading.codes))
        for weight, held in likely:
            place = slice(held.first, held.last + 1)
            if not any(occupied[place]) and not self.is_claimed(held):
                taken.append((weight, held))
                occupied[place] = bytes([1]) * (held.last + 1 - held.first)
        taken.sort(key=lambda it: it[1].first)
        return taken

    def phrases(self) -> Iterator[Held]:
        """Every phrase around an anchor whose words one form explains."""
        seen: set[tuple[int, int, int]] = set()
        for word, anchor in self._anchored():
            for form in anchor.forms:
                yield from self._around(word, form, seen)

    def _likely(self) -> Iterator[tuple[float, Held]]:
        """The same with their weights, without pairs that stand by themselves and weigh nothing, as most do."""
        weigh, rendered = self._scales.weigh, self._tables.rendered
        # Beyond both ends stands what renders nothing; a negative index reaches it.
        numbers, gaps = [*self._reading.numbers, NOTHING, NOTHING, NOTHING], self._reading.gaps
        seen: set[tuple[int, int, int]] = set()
        for word, anchor in self._anchored():
            extended = {
                form
                for neighbour in (word - 2, word - 1, word + 2, word + 3)
                for form in rendered(numbers[neighbour], anchor.forms)
            }
            for form in sorted(extended):
                for held in self._around(word, form, seen):
                    yield weigh(held.wording), held
            for form in anchor.alone:
                if form not in extended:
                    wording = Wording(form, (numbers[word], numbers[word + 1]), (gaps[word],))
                    weight = weigh(wording)
                    if weight >= HARDLY:
                        yield weight, Held(word, word + 1, wording)

    def _anchored(self) -> Iterator[tuple[int, Anchor]]:
        """The content words that begin an anchor, each with what it may render."""
        reading, numbers, anchor_of = self._reading, self._reading.numbers, self._tables.anchor
        for word in reading.anchor_places():
            anchor = anchor_of(numbers[word], numbers[word + 1])
            if anchor and reading.joined(word):
                yield word, anchor

    def _around(self, word: int, form: int, seen: set[tuple[int, int, int]]) -> Iterator[Held]:
        """The phrases around an anchor whose words a form explains and that are not ``seen`` yet."""
        left, right = self._reach(word, form, -1), self._reach(word + 1, form, 1)
        if right - left == 1:
            yield self._held(word, word + 1, form)
        else:
            yield from self._within(left, right, word, form, seen)

    def is_claimed(self, held: Held) -> bool:
        """Whether an accepted rendering holds a phrase, crosses it, or has most of its words."""
        first, last = held.first, held.last
        for start in range(max(0, first - _MOST_WORDS), last + 1):
            for end in self._accepted_from(start):
                if end < first:
                    continue
                inside = start <= first and last <= end
                crossing = start < first <= end < last or first < start <= last < end
                most = first <= start and end <= last and end - start + 1 >= _ACCEPTED_SHARE * (last - first + 1)
                if inside or crossing or most:
                    return True
        return False

    def is_conditional(self, held: Held) -> bool:
        """Whether a phrase is listed as a rendering that counts only with evidence."""
        return self._tables.is_conditional_phrase(" ".join(map(self._key, range(held.first, held.last + 1))))

    def calque(self, held: Held, likelihood: float) -> Calque:
        """A phrase in the terms of the text."""
        form = self._tables.form(held.wording.form)
        derivation = tuple(
            Derivation(self._reading.text(held.first + at), _characters(explanation.mask, form.text))
            for at, explanation in enumerate(self._scales.explained(held.wording))
        )
        start, end = self._reading.span(held.first, held.last)
        return Calque(start, end, likelihood, form.record, form.text, derivation)

    def _within(self, left: int, right: int, anchor: int, form: int, seen: set[tuple[int, int, int]]) -> Iterator[Held]:
        """The phrases of a stretch that hold an anchor and are not ``seen`` yet."""
        ends = [word for word in range(anchor + 1, right + 1) if self._explains(word, form)]
        for first in range(left, anchor + 1):
            if self._explains(first, form):
                for last in ends:
                    if last - first < _MOST_WORDS and (first, last, form) not in seen:
                        seen.add((first, last, form))
                        yield self._held(first, last, form)

    def _held(self, first: int, last: int, form: int) -> Held:
        reading = self._reading
        stems = tuple(reading.numbers[first : last + 1])
        return Held(first, last, Wording(form, stems, tuple(reading.gaps[first:last])))

    def _reach(self, word: int, form: int, step: int) -> int:
        """The farthest word from ``word`` on that a form explains, going back (-1) or forth (1).

        One word in between may be left unexplained.
        """
        reading, numbers, explanations = self._reading, self._reading.numbers, self._scales.explanations
        farthest, missed = word, 0
        for _ in range(_MOST_WORDS - 2):
            following = word + step
            if not 0 <= following < len(numbers):
                break
            explained = explanations(numbers[following], form)
            if not explained:
                missed += 1
                beyond = following + step
                if missed > MOST_MISSED or not 0 <= beyond < len(numbers) or not explanations(numbers[beyond], form):
                    break
            if not reading.joined(min(word, following)):
                break
            word = following
            farthest = word if explained else farthest
        return farthest

    def _explains(self, word: int, form: int) -> bool:
        return bool(self._scales.explanations(self._reading.numbers[word], form))

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
                if self._tables.is_accepted_phrase(key):
                    ends.append(word + 1)
            self._regions[start] = ends
        return self._regions[start]

    def _key(self, word: int) -> str:
        number = self._reading.numbers[word]
        return self._tables.stems[number] if number != NOTHING else stem(self._reading.text(word))


def _characters(mask: int, form: str) -> str:
    return "".join(character for place, character in enumerate(form) if mask >> place & 1)
