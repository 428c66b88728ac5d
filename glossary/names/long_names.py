"""Long official names in other words, capitals or none: *the idea of socialism with Chinese characteristics in the new
era of Xi Jinping*.

Pairs of words that stand side by side in such a name bring it into play; then the sentence is compared with it.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from glossary.articles.shadow import paragraph
from glossary.index.names import Names, OfficialName
from glossary.names.comparison import Difference, compare
from glossary.names.likeness import Word, words_in
from glossary.names.words import CONNECTIVES, families, related, stem

_LEAST_SHARE: Final = 0.6
"""Of the words of a name, those that have to stand there as they are."""
_ODD_SHARE: Final = 0.25
"""Of the words of a name, those that may have nothing to do with what stands there."""
_MOST_WORDS: Final = 120
_SENTENCE_ENDS: Final = (b". ", b".\n", b"; ", b";\n", b"! ", b"? ")


class Reworded(NamedTuple):
    """A span of a text that is a long name, in other words or its own, the number of the name, and the difference."""

    start: int
    end: int
    name: int
    difference: Difference


def reworded_names(raw: bytes, folded: bytes, to_raw: Callable[[int], int], names: Names) -> list[Reworded]:
    """The long names that a text has in other words, best first.

    ``to_raw`` leads from an offset in ``folded`` to the one in ``raw``.
    """
    found = [
        one._replace(start=one.start + opening, end=one.end + opening)
        for (opening, closing), meant in _sentences(raw, folded, to_raw, names).items()
        for one in _in_sentence(raw[opening:closing], tuple(meant), names)
    ]
    kept: list[Reworded] = []
    for one in sorted(found, key=_worth, reverse=True):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return [one for one in kept if one.difference.related + one.difference.foreign + one.difference.misspelt]


def _sentences(
    raw: bytes, folded: bytes, to_raw: Callable[[int], int], names: Names
) -> dict[tuple[int, int], list[int]]:
    """The sentences that have several of the pairs of a long name, or its only one, and the numbers of these names."""
    pairs: dict[tuple[int, int], dict[int, set[int]]] = {}
    bounds = (0, 0)
    for start, end, pair, numbers in names.pairs_in(folded):
        place = to_raw(start)
        if not bounds[0] <= place < bounds[1]:
            bounds = _sentence(raw, place, to_raw(end))
        sentence = pairs.setdefault(bounds, {})
        for number in numbers:
            sentence.setdefault(number, set()).add(pair)
    meant = {
        sentence: [number for number, found in numbers.items() if len(found) > 1 or names.has_one_pair(number)]
        for sentence, numbers in pairs.items()
    }
    return {sentence: numbers for sentence, numbers in meant.items() if numbers}


@lru_cache(maxsize=2_000)  # an article is often checked again after a small correction
def _in_sentence(sentence: bytes, meant: tuple[int, ...], names: Names) -> tuple[Reworded, ...]:
    """For each of some names the window of a sentence that it explains best."""
    words = [word for word in words_in(sentence, most=_MOST_WORDS) if sentence[word.start - 1 : word.start] != b"("]
    stems = frozenset(word.stem for word in words)
    likely = (number for number in meant if _is_likely(stems, names.name(number)))
    return tuple(best for number in likely if (best := _closest(sentence, words, number, names)))


def _sentence(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence that a span stands in."""
    opening, closing = paragraph(raw, start, end)
    opening = max(opening, *(raw.rfind(mark, opening, start) + 1 for mark in _SENTENCE_ENDS))
    ends = [place for mark in _SENTENCE_ENDS if (place := raw.find(mark, end, closing)) >= 0]
    return opening, min([closing, *ends])


def _closest(raw: bytes, words: list[Word], number: int, names: Names) -> Reworded | None:
    """The window of a sentence that a name explains best, if it does so well enough."""
    official = names.name(number)
    size = len(official.stems)
    holds = [word.stem in official.stems or not families(word.stem).isdisjoint(official.families) for word in words]
    had = list(accumulate((word.stem in official.stems for word in words), initial=0))
    best: Reworded | None = None
    for first, begins in enumerate(holds):
        for last in range(first + size - 4, min(len(words), first + size + 3)) if begins else ():
            if holds[last] and had[last + 1] - had[first] >= _LEAST_SHARE * size:
                window = words[first : _title_end(raw, words, last) if last - first < size - 1 else last + 1]
                stems = [word.stem for word in window]
                difference = compare(stems, official.stems, is_word=names.is_word)
                found = Reworded(window[0].start, window[-1].end, number, difference)
                if _is_meant(stems, difference, official) and (best is None or _worth(found) > _worth(best)):
                    best = found
    return best


def _is_likely(stems: frozenset[str], official: OfficialName) -> bool:
    """Whether a sentence has enough of the words of a name to be worth a closer look."""
    return len(stems.intersection(official.stems)) >= _LEAST_SHARE * len(set(official.stems))


def _title_end(raw: bytes, words: list[Word], last: int) -> int:
    """How many words there are up to the end of the title in whose middle a window ends: its capitals go on."""
    end = last + 1
    while end < len(words) and raw[words[end].start : words[end].start + 1].isupper():
        between = raw[words[end - 1].end : words[end].start].split()
        if any(word.decode("latin-1") not in CONNECTIVES for word in between if word not in {b"'s", b"-"}):
            break
        end += 1
    return end


def _is_meant(stems: list[str], difference: Difference, official: OfficialName) -> bool:
    """Whether words are meant for a name: most of its words, and the one for the kind of thing, stand there."""
    size = len(official.stems)
    if difference.same < _LEAST_SHARE * size or difference.odd + difference.light > _ODD_SHARE * size:
        return False
    head = _kind(official)
    return any(word == head or related(word, head) for word in stems)


def _kind(official: OfficialName) -> str:
    """The word that says what kind of thing a name is of: the first one before *on* or *of*, else the last."""
    has_head = any(word in {"on", "of", "for"} for word in official.words)
    content = [word for word in official.words if word not in CONNECTIVES]
    return stem(content[0] if has_head else content[-1])


def _worth(found: Reworded) -> tuple[float, int]:
    difference = found.difference
    return difference.same + 0.7 * difference.related - difference.odd - 0.3 * difference.light, found.start - found.end
