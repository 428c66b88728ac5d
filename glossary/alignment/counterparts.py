"""Find the words of a target passage that stand in the place of a Chinese term's rendering.

A word speaks for a term when the dictionary gives it for a part of the term, when it spells the part's pinyin, or when
it belongs to an accepted rendering. The stretch of words that accounts for most of the term, and holds least that does
not belong to it, is what stands there.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from glossary.index.source_terms import SourceTerms
from glossary.prediction.parts import SILENT, parts
from glossary.prediction.stems import stem
from glossary.words import FUNCTION_WORDS

_LEAST_WEIGHT: Final = 0.12
_LONGEST: Final = 14
_PER_TOKEN, _PER_WORD = 0.005, 0.007
"""What a token of a stretch costs, and what a word that belongs to the term is worth: of equals the fuller one wins."""

_CONJUNCTIONS: Final = frozenset(("and", "or"))
_BREAKS: Final = frozenset(
    "is are was were be been being has have had do does did will would shall should can could may might must that"
    " which who whom whose because if when while".split()
)
"""Words that part clauses: no rendering of a term goes across one."""


class Counterpart(NamedTuple):
    """What stands in the place of a rendering.

    ``first`` and ``last`` are tokens, the last one exclusive. ``covered`` is the share of the term's characters that
    its words account for by dictionary or pinyin, ``explained`` the share of its content words that belong to the
    term, ``near`` the largest share of an accepted rendering's content words among them. ``words`` counts its content
    words, ``foreign`` those that no accepted rendering has; ``in_order`` says that they follow each other as in an
    accepted rendering, ``scrambled`` that they are all words of one in an order that it does not allow, ``same`` that
    they are all words of one and no others, ``usual`` that a dictionary renders the whole term by them.
    ``number`` is the concept's.
    """

    first: int
    last: int
    covered: float
    explained: float
    near: float
    words: int
    foreign: int
    in_order: bool
    scrambled: bool
    same: bool
    usual: bool
    score: float
    number: int = -1

    @classmethod
    def standing_alone(cls, first: int, last: int, number: int) -> "Counterpart":
        """Words that neither the dictionary nor an accepted rendering gives for the concept with this number."""
        return cls(first, last, 0.0, 0.0, 0.0, last - first, last - first, False, False, False, False, 0.0, number)


class Words(NamedTuple):
    """The folded words of a passage.

    The first of them is token ``first``; tokens in ``taken`` render other terms; ``parted`` are the words, counted in
    the passage, before which punctuation stands that no rendering goes across.
    """

    words: Sequence[str]
    first: int
    taken: frozenset[int]
    parted: frozenset[int] = frozenset()


class _Evidence(NamedTuple):
    """What the words of one term can be.

    ``masks`` are stems with the characters of the term that they account for, each with a weight; ``accepted`` the
    stems of the accepted renderings, ``orders`` the same as they follow each other, ``turnable`` whether a rendering
    joins no equals, so that it can be said in another order; ``whole`` the stems by which the dictionary renders the
    term as a whole.
    """

    masks: dict[str, list[tuple[int, float]]]
    accepted: tuple[frozenset[str], ...]
    whole: frozenset[str]
    orders: tuple[tuple[str, ...], ...]
    turnable: tuple[bool, ...]
    length: int


class Seeker:
    """Looks for counterparts; keeps what the dictionary says of each term."""

    __slots__ = ("_known", "_terms")

    def __init__(self, terms: SourceTerms) -> None:
        self._terms = terms
        self._known: dict[tuple[str, int], _Evidence] = {}

    def seek(self, form: str, number: int, passage: Words) -> Counterpart | None:
        """What stands for ``form``, a term of the concept with this number, in a passage."""
        evidence = self._evidence(form, number)
        stems = [
            "" if passage.first + place in passage.taken else _content_stem(word)
            for place, word in enumerate(passage.words)
        ]
        speaking = [place for place, name in enumerate(stems) if name and self._speaks(evidence, name)]
        best: Counterpart | None = None
        for start in speaking:
            for end in speaking:
                if start <= end < start + _LONGEST and _is_whole(passage, start, end + 1):
                    found = _judged(evidence, stems, start, end + 1)
                    if best is None or found.score > best.score:
                        best = found
        if best is None:
            return None
        return best._replace(first=passage.first + best.first, last=passage.first + best.last, number=number)

    def _speaks(self, evidence: _Evidence, name: str) -> bool:
        return name in evidence.masks or any(name in stems for stems in evidence.accepted)

    def _evidence(self, form: str, number: int) -> _Evidence:
        key = form, number
        if key not in self._known:
            self._known[key] = _evidence(form, self._terms.record(number), self._terms)
        return self._known[key]


def _evidence(form: str, record: dict[str, Any], terms: SourceTerms) -> _Evidence:
    if not any(len(part.text) > 1 and terms.senses(part.text) for part in parts(form)):
        form = simplified(form)
    masks: dict[str, list[tuple[int, float]]] = {}
    syllables = record["pinyin"] if form == record["zh"] else []
    for part in parts(form):
        mask = (1 << part.end) - (1 << part.start)
        for name, weight in terms.senses(part.text).items():
            if weight >= _LEAST_WEIGHT:
                masks.setdefault(name, []).append((mask, weight))
        if syllables:
            masks.setdefault(stem("".join(syllables[part.start : part.end])), []).append((mask, 1.0))
    for full in record["full"]:
        places = abbreviated(form, full)
        for part in parts(full) if places else ():
            mask = sum(1 << places[at] for at in range(part.start, part.end) if at in places)
            for name, weight in terms.senses(part.text).items() if mask else ():
                if weight >= _LEAST_WEIGHT:
                    masks.setdefault(name, []).append((mask, weight))
    renderings = [names.split() for names in record["stems"] if not _CONJUNCTIONS.issuperset(names.split())]
    orders = tuple(tuple(name for name in names if name not in _CONJUNCTIONS) for names in renderings)
    turnable = tuple(not _CONJUNCTIONS.intersection(names) for names in renderings)
    length = sum(char not in SILENT for char in form)
    whole = frozenset(terms.senses(form))
    return _Evidence(masks, tuple(frozenset(order) for order in orders), whole, orders, turnable, max(1, length))


def abbreviated(form: str, full: str) -> dict[int, int]:
    """Which character of a short form each character of a full one became, by their places.

    Empty unless the characters of the short form stand in the full one, in their order.
    """
    if len(full) <= len(form):
        return {}
    places: dict[int, int] = {}
    start = 0
    for place, character in enumerate(form):
        found = full.find(character, start)
        if found < 0:
            return {}
        places[found] = place
        start = found + 1
    return places


@lru_cache(maxsize=10_000)
def simplified(form: str) -> str:
    """A Chinese term in Simplified characters, in which the dictionary is asked."""
    return _converter().convert(form)  # type: ignore[no-any-return]


@cache
def _converter() -> Any:
    from opencc import OpenCC  # for terms that are in Traditional characters, or in no dictionary

    return OpenCC("t2s")


def _is_whole(passage: Words, start: int, end: int) -> bool:
    """Whether nothing stands in a stretch of words that renders another term or parts clauses."""
    return not any(
        passage.first + place in passage.taken
        or passage.words[place] in _BREAKS
        or (place > start and place in passage.parted)
        for place in range(start, end)
    )


def _judged(evidence: _Evidence, stems: Sequence[str], start: int, end: int) -> Counterpart:
    """The stretch of words from ``start`` to before ``end`` as a counterpart, counted in the passage."""
    names = [name for name in stems[start:end] if name]
    mask, explained = 0, 0
    for name in names:
        best = max(
            evidence.masks.get(name, ()), key=lambda item: (item[0] & ~mask).bit_count() * item[1], default=(0, 0.0)
        )
        mask |= best[0]
        known = best[0] != 0 or any(name in accepted for accepted in evidence.accepted)
        explained += known
    near = max((len(accepted & set(names)) / len(accepted) for accepted in evidence.accepted), default=0.0)
    covered = mask.bit_count() / evidence.length
    share = explained / len(names)
    amount = max(covered, 0.95 * near, (covered + near) / 1.6)
    score = min(1.0, amount) * share**1.5 - _PER_TOKEN * (end - start) + _PER_WORD * explained
    foreign = sum(not any(name in accepted for accepted in evidence.accepted) for name in names)
    return Counterpart(
        start,
        end,
        round(covered, 3),
        round(share, 3),
        round(near, 3),
        len(names),
        foreign,
        any(_is_subsequence(names, order) for order in evidence.orders),
        any(_is_scrambled(names, *rendering) for rendering in zip(evidence.orders, evidence.turnable, strict=True)),
        any(accepted == set(names) for accepted in evidence.accepted),
        evidence.whole.issuperset(names),
        round(score, 3),
    )


def _is_scrambled(names: Sequence[str], order: Sequence[str], is_turnable: bool) -> bool:
    """Whether words are all those of a rendering, in an order that joins its equals otherwise."""
    return not is_turnable and sorted(names) == sorted(order) and not _is_subsequence(names, order)


def _is_subsequence(names: Sequence[str], order: Sequence[str]) -> bool:
    rest = iter(order)
    return all(name in rest for name in names)


@lru_cache(maxsize=50_000)
def _content_stem(word: str) -> str:
    return "" if word in FUNCTION_WORDS else stem(word)
