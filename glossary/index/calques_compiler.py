"""Compile the prediction of literal renderings: which English words the parts of each Chinese term suggest.

Two tables come out of it. *Entries* say of each stem which terms it may render, by which characters and how strongly.
*Anchors* are pairs of stems that render neighbouring parts of one term and that general English does not put together:
the finder looks for these first, so that good English costs next to nothing.
"""

from array import array
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from math import log
from typing import Any, Final, NamedTuple
from unicodedata import combining, normalize

from glossary.index.anchors_compiler import Anchors
from glossary.index.calques import NOTHING, WEIGHT_SCALE, pack_entry, phrase_key
from glossary.index.container import json_bytes, offsets, pack
from glossary.index.readings import readings
from glossary.prediction.dictionary import Senses, senses_of
from glossary.prediction.learning import Example, learned_senses
from glossary.prediction.parts import SILENT, boundaries, parts
from glossary.prediction.phrases import phrase_stems
from glossary.prediction.properties import KINDS
from glossary.prediction.stems import stem
from glossary.prediction.usage import pair_levels, word_levels
from termbase.concepts import AdministrativeStatus, Concept, Evidence, PartOfSpeech
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH

_FIRST_HAN: Final = "\u4e00"
_LAST_HAN: Final = "\u9fff"
_MOST_FORMS: Final = 4
_LONGEST_FORM: Final = 40
_CHARACTER: Final = 0.7
"""What the senses of a single character weigh, against those of a word."""
_PINYIN: Final = 0.8
_SHORTEST_PINYIN: Final = 4
_ANCHOR_WEIGHT: Final = 0.4
_MOST_SENSES: Final = 10
_MOST_STEMS: Final = NOTHING
_MOST_SUGGESTIONS: Final = 5


class _Form(NamedTuple):
    """A Chinese form of a concept, by the concept's number; ``syllables`` are its pinyin without tones."""

    concept: int
    text: str
    syllables: tuple[str, ...]


class _Suggested(NamedTuple):
    """The stems that a part of a form suggests: each with its weight, on the scale of entries, and the strongest, each
    with the logarithm of its weight.
    """

    weights: list[tuple[int, int]]
    strongest: list[tuple[int, float]]


class _Draft(NamedTuple):
    """What comes of the forms: the numbers of the stems that their parts suggest, the entries of each stem, the
    anchors, and the boundaries of each form.
    """

    numbers: dict[str, int]
    entries: list[list[int]]
    anchors: Anchors
    boundaries: list[int]


def compile_calques(concepts: Iterable[Concept]) -> bytes:
    """The part as bytes for ``glossary.index.calques.Calques``."""
    held = [concept for concept in concepts if concept.preferred(CHINESE_SIMPLIFIED)]
    forms = [form for number, concept in enumerate(held) for form in _forms(number, concept)]
    draft = _draft(held, forms)
    known = draft.numbers
    accepted = [_accepted_stems(concept) for concept in held]
    pairs = sorted((known[first] << 16 | known[second], value) for (first, second), value in pair_levels(known).items())
    accepted_pairs = _accepted_pairs(accepted, known)
    anchors = draft.anchors.tables(accepted_pairs.union(key for key, _ in pairs))
    frequencies = word_levels()
    records = [_record(*item) for item in zip(held, accepted, strict=True)]
    return pack(
        {},
        {
            "form_boundaries": array("Q", draft.boundaries).tobytes(),
            "accepted_phrases": _phrase_keys(known, (it for group in accepted for it in group)),
            "conditional_phrases": _phrase_keys(known, _conditional(held)),
            "form_records": array("I", [form.concept for form in forms]).tobytes(),
            "first_entries": offsets(map(len, draft.entries)),
            "entries": _in_order(draft.entries),
            "pair_keys": array("I", [key for key, _ in pairs]).tobytes(),
            "accepted_pairs": array("I", sorted(accepted_pairs)).tobytes(),
            "anchor_keys": anchors.keys,
            "first_bytes": offsets(map(len, records)),
            "anchor_forms": anchors.forms,
            "form_texts": "\n".join(form.text for form in forms).encode(),
            "stems": "\n".join(known).encode(),
            "levels": bytes(frequencies.get(name, 0) for name in known),
            "pair_levels": bytes(value for _, value in pairs),
            "anchor_filter": anchors.filter,
            "records": b"".join(records),
        },
    )


def _draft(concepts: list[Concept], forms: list[_Form]) -> _Draft:
    senses = senses_of({part.text for form in forms for part in parts(form.text)})
    words = frozenset(senses)
    _learn(concepts, forms, senses)
    suggestions = _Suggestions(senses)
    draft = _Draft(suggestions.numbers, suggestions.entries, Anchors(len(forms)), [])
    for number, form in enumerate(forms):
        named = {}
        for start, end, text in parts(form.text):
            if end - start > 2 and text not in senses:
                continue  # what no dictionary knows suggests nothing
            suggested = suggestions.of(text, form.syllables[start:end])
            if suggested:
                place = pack_entry(number, start, end, 0)
                for name, weight in suggested.weights:
                    draft.entries[name].append(place | weight)
                named[start, end] = suggested.strongest
        draft.anchors.add(number, form.text, named)
        draft.boundaries.append(boundaries(form.text, words))
    return draft


class _Suggestions:
    """What the parts of forms suggest: the stems get their numbers in the order in which forms suggest them."""

    def __init__(self, senses: dict[str, Senses]) -> None:
        self.numbers: dict[str, int] = {}
        self.entries: list[list[int]] = []
        self._senses = senses
        self._known: dict[tuple[str, tuple[str, ...]], _Suggested | None] = {}

    def of(self, text: str, syllables: tuple[str, ...]) -> _Suggested | None:
        """The stems that a part suggests, by its senses and by its reading."""
        key = text, syllables
        if key not in self._known:
            self._known[key] = self._suggested(text, syllables)
        return self._known[key]

    def _suggested(self, text: str, syllables: tuple[str, ...]) -> _Suggested | None:
        factor = _CHARACTER if len(text) == 1 else 1.0
        weights = {name: weight * factor for name, weight in self._senses.get(text, {}).items()}
        if len(text) == 2 or (weights and len(text) > 2):
            spelling = "".join(syllables)
            if len(spelling) >= _SHORTEST_PINYIN and SILENT.isdisjoint(text):
                weights.setdefault(stem(spelling), _PINYIN)
        if not weights:
            return None
        numbered = [(number, weight) for name, weight in weights.items() if (number := self._number(name)) is not None]
        strong = sorted((-weight, number) for number, weight in numbered if weight >= _ANCHOR_WEIGHT)
        return _Suggested(
            [(number, round(min(weight, 1.0) * WEIGHT_SCALE)) for number, weight in numbered],
            [(number, log(-weight)) for weight, number in strong[:_MOST_SENSES]],
        )

    def _number(self, name: str) -> int | None:
        """The number of a stem; None where there are too many."""
        number = self.numbers.get(name)
        if number is None and len(self.numbers) < _MOST_STEMS:
            number = self.numbers[name] = len(self.numbers)
            self.entries.append([])
        return number


def _in_order(entries: list[list[int]]) -> bytes:
    """The entries of all stems, those of each stem sorted."""
    found = array("I")
    for packed in entries:
        found.extend(sorted(packed))
    return found.tobytes()


def _forms(number: int, concept: Concept) -> Iterator[_Form]:
    """The different Chinese forms of a concept, the preferred one first."""
    terms = concept.terms(CHINESE_SIMPLIFIED)
    texts = [text for term in terms for text in (term.text, *term.look_up_forms)]
    pinyin = next((term.pinyin for term in terms if term.status is AdministrativeStatus.PREFERRED), "")
    seen: set[str] = set()
    for text in texts:
        bare = "".join(character for character in text if character not in SILENT)
        if bare and bare not in seen and len(text) <= _LONGEST_FORM and len(seen) < _MOST_FORMS:
            seen.add(bare)
            yield _Form(number, text, _syllables(text, pinyin if text == texts[0] else ""))


def _syllables(text: str, pinyin: str) -> tuple[str, ...]:
    """The reading of each character without tones: the given pinyin where it has one syllable a character."""
    given = tuple([_toneless(syllable) for syllable in pinyin.replace("'", " ").replace("\u2019", " ").split()])
    if len(given) == len(text):
        return given
    found = iter(readings(text))
    return tuple([next(found, "") if _FIRST_HAN <= character <= _LAST_HAN else character for character in text])


@cache
def _toneless(syllable: str) -> str:
    decomposed = normalize("NFD", syllable.lower())
    return "".join(character for character in decomposed if not combining(character))


def _learn(concepts: list[Concept], forms: list[_Form], known: dict[str, Senses]) -> None:
    """Add to the senses of the dictionary those that follow from what the term base lists."""
    first = {form.concept: form.text for form in reversed(forms)}
    examples = (
        Example(first[number], phrase_stems(term.text))
        for number, concept in enumerate(concepts)
        for term in concept.terms(ENGLISH)
    )
    for part, learned in learned_senses(examples, known).items():
        senses = known.setdefault(part, {})
        for name, weight in learned.items():
            senses[name] = max(weight, senses.get(name, 0.0))


def _accepted_stems(concept: Concept) -> list[tuple[str, ...]]:
    """The stems of each accepted rendering, without repetition."""
    terms = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    texts = [text for term in terms for text in (term.text, *term.look_up_forms)]
    return list(dict.fromkeys(map(phrase_stems, texts)))


def _accepted_pairs(accepted: list[list[tuple[str, ...]]], known: dict[str, int]) -> set[int]:
    """Neighbours in accepted renderings, as keys of two stems."""
    return {
        known[first] << 16 | known[second]
        for renderings in accepted
        for rendering in renderings
        for first, second in pairwise(rendering)
        if first in known and second in known
    }


def _conditional(concepts: list[Concept]) -> Iterator[tuple[str, ...]]:
    """The stems of listed renderings that count only with evidence, which the rule on listed renderings sees to."""
    for concept in concepts:
        for term in concept.terms(ENGLISH):
            if not term.status.accepted and term.match.evidence is not Evidence.ALWAYS:
                yield phrase_stems(term.text)


def _phrase_keys(numbers: dict[str, int], phrases: Iterable[tuple[str, ...]]) -> bytes:
    """The keys of phrases of two and more words, sorted."""
    keys = {
        phrase_key(" ".join(str(numbers.get(name, name)) for name in phrase)) for phrase in phrases if len(phrase) > 1
    }
    return array("Q", sorted(keys)).tobytes()


def _record(concept: Concept, accepted: list[tuple[str, ...]]) -> bytes:
    """What a finding says of a concept: JSON."""
    section = concept.section(ENGLISH)
    preferred = section.preferred if section else None
    source = preferred.sources[0] if preferred and preferred.sources else None
    terms = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    terms.sort(key=lambda term: term.status is not AdministrativeStatus.PREFERRED)
    record: dict[str, Any] = {
        "concept": concept.id,
        "zh": concept.preferred(CHINESE_SIMPLIFIED),
        "source": source.citation if source else "",
        "suggestions": [term.text for term in terms[:_MOST_SUGGESTIONS]],
        "kind": KINDS.index((preferred and preferred.part_of_speech) or PartOfSpeech.NOUN),
        "accepted": [" ".join(rendering) for rendering in accepted],
    }
    return json_bytes(record)
