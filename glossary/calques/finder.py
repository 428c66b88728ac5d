"""Find phrases that the parts of one Chinese term explain word by word.

An anchor is two words that render neighbouring parts of a term and that good English does not put together. Around it
the finder takes the stretch of words that the term explains and weighs the phrases in it; of those that overlap it
keeps the likeliest, unless an accepted rendering claims its words.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from glossary.calques.company import CLEAR, in_company
from glossary.calques.reading import Reading
from glossary.calques.weighing import MOST_MISSED, Scales, Wording
from glossary.index.calques import NOTHING, Calques
from glossary.prediction.scoring import HARDLY
from glossary.prediction.stems import stem

_MOST_WORDS: Final = 8
_EVIDENCE: Final = 1.5
"""Sum of the probabilities of other literal renderings that stands for the evidence a listed rendering asks for."""
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


class Judged(NamedTuple):
    """A phrase and how probable it is by itself; a conditional one is listed as bad only with evidence."""

    probability: float
    held: Held
    conditional: bool


class JudgedText(NamedTuple):
    """The likely phrases of a text, none overlapping another, sorted by place, and what finds them in it."""

    finder: "Finder"
    phrases: list[Judged]

    @property
    def evidence(self) -> float:
        """The sum of the probabilities of the phrases that are clear by themselves, each wording counted once."""
        clear = (it for it in self.phrases if it.probability >= CLEAR and not it.conditional)
        return sum({it.held.wording: it.probability for it in clear}.values())


def judge_text(folded: bytes, tables: Calques, scales: Scales) -> JudgedText:
    """Judge the phrases of a text, each by itself."""
    finder = Finder(Reading(folded, tables), tables, scales)
    return JudgedText(finder, finder.likeliest())


def in_their_company(judged: JudgedText, least: float, evidence: float) -> list[Calque]:
    """The phrases of at least the given probability in view of all that was found in the text.

    ``evidence`` is the sum of the probabilities of literal renderings that were found in other ways. A phrase that the
    term base lists as bad only with evidence needs other literal renderings in the text.
    """
    clear = evidence + judged.evidence
    found = []
    for it in judged.phrases:
        own = it.probability if it.probability >= CLEAR and not it.conditional else 0.0
        others = clear - own
        likelihood = in_company(it.probability, others, judged.finder.length)
        if likelihood >= least and (not it.conditional or others >= _EVIDENCE):
            found.append(judged.finder.calque(it.held, likelihood))
    return found


class Finder:
    """The search in one text."""

    def __init__(self, reading: Reading, tables: Calques, scales: Scales) -> None:
        self._reading = reading
        self._tables = tables
        self._scales = scales
        self._regions: dict[int, list[int]] = {}

    @property
    def length(self) -> int:
        """How many words the text has."""
        return self._reading.length

    def likeliest(self) -> list[Judged]:
        """Of phrases that overlap the likeliest, sorted by place; what is hardly likely, or accepted, is left out."""
        likely = [(weight, held) for weight, held in self._likely() if weight >= HARDLY]
        # Of phrases that are about as likely the longest says most.
        likely.sort(key=lambda it: (-round(it[0], 1), it[1].first - it[1].last, -it[0], it[1].wording.form))
        taken: list[Judged] = []
        occupied = bytearray(len(self._reading.codes))
        for weight, held in likely:
            place = slice(held.first, held.last + 1)
            if not any(occupied[place]) and not self.is_claimed(held):
                taken.append(Judged(weight, held, self._is_conditional(held)))
                occupied[place] = bytes([1]) * (held.last + 1 - held.first)
        taken.sort(key=lambda it: it.held.first)
        return taken

    def phrases(self) -> Iterator[Held]:
        """Every phrase around an anchor whose words one form explains."""
        seen: set[tuple[int, int, int]] = set()
        for word, forms in self._anchored():
            for form in forms:
                yield from self._around(word, form, seen)

    def _likely(self) -> Iterator[tuple[float, Held]]:
        """The same with their weights, without pairs that stand by themselves and weigh nothing, as most do."""
        reading, known = self._reading, self._scales.known
        weights, weigh = self._scales.weights, self._scales.weigh
        # Beyond both ends stands what renders nothing; a negative index reaches it.
        numbers, gaps = [*reading.numbers, NOTHING, NOTHING, NOTHING], reading.gaps
        seen: set[tuple[int, int, int]] = set()
        for word, forms in self._anchored():
            before, left, first, second = numbers[word - 2], numbers[word - 1], numbers[word], numbers[word + 1]
            right, after, gap = numbers[word + 2], numbers[word + 3], gaps[word]
            for form in forms:
                key = form << 16
                if known[key | left] or known[key | right] or known[key | before] or known[key | after]:
                    for held in self._around(word, form, seen):
                        yield weigh(held.wording), held
                    continue
                pair = form, first, second, gap
                weight = weights.get(pair)
                if weight is None:
                    weight = weights[pair] = weigh(Wording(form, (first, second), (gap,)))
                if weight >= HARDLY:
                    yield weight, Held(word, word + 1, Wording(form, (first, second), (gap,)))

    def _anchored(self) -> Iterator[tuple[int, list[int]]]:
        """The content words that begin an anchor, each with the forms that it may render."""
        reading, numbers, anchored = self._reading, self._reading.numbers, self._tables.anchored
        for word in reading.anchor_places():
            forms = anchored(numbers[word], numbers[word + 1])
            if forms and reading.joined(word):
                yield word, forms

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

    def _is_conditional(self, held: Held) -> bool:
        """Whether a phrase is listed as a rendering that counts only with evidence."""
        return self._tables.is_conditional_phrase(" ".join(map(self._key, range(held.first, held.last + 1))))

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
        return str(number) if number != NOTHING else stem(self._reading.text(word))


def _characters(mask: int, form: str) -> str:
    return "".join(character for place, character in enumerate(form) if mask >> place & 1)
