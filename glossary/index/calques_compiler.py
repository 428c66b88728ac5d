"""Compile the prediction of literal renderings: which English words the parts of each Chinese term suggest.

Two tables come out of it. *Entries* say of each stem which terms it may render, by which characters and how strongly.
*Anchors* are pairs of stems that render neighbouring parts of one term and that general English does not put together:
the finder looks for these first, so that good English costs next to nothing.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, Final
from unicodedata import combining, normalize

from glossary.index.anchors_compiler import Anchors
from glossary.index.calques import FORM_STEP, phrase_key
from glossary.index.container import json_bytes, offsets, pack
from glossary.index.draft import Draft, Earlier, Joined, Recipe, as_lines, lines_of
from glossary.index.readings import readings
from glossary.index.suggesting import Form, Suggestions
from glossary.prediction.dictionary import Senses, senses_of
from glossary.prediction.learning import Lessons, learned_of, lessons
from glossary.prediction.parts import SILENT, boundaries, parts_of_any
from glossary.prediction.phrases import phrase_stems
from glossary.prediction.properties import KINDS
from glossary.prediction.usage import pair_levels, word_levels
from termbase.concepts import AdministrativeStatus, Concept, Evidence, PartOfSpeech
from termbase.fields import CHINESE_SIMPLIFIED, ENGLISH

_FIRST_HAN: Final = "\u4e00"
_LAST_HAN: Final = "\u9fff"
_MOST_FORMS: Final = 4
_LONGEST_FORM: Final = 40
_MOST_SUGGESTIONS: Final = 5
COLUMNS: Final = ("forms", "examples", "accepted", "accepted_keys", "conditional_keys", "records")


def _gather(concept: Concept) -> tuple[bytes, ...]:
    """What one concept adds to the part; nothing of one without a preferred Chinese term."""
    if not concept.preferred(CHINESE_SIMPLIFIED):
        return (b"",) * len(COLUMNS)
    english = concept.terms(ENGLISH)
    accepted = _accepted_stems(concept)
    # Listed renderings that count only with evidence, which the rule on listed renderings sees to.
    conditional = (it for it in english if not it.status.accepted and it.match.evidence is not Evidence.ALWAYS)
    return (
        as_lines(map(form_line, _forms(concept))),
        as_lines(" ".join(phrase_stems(term.text)).encode() for term in english),
        as_lines(" ".join(stems).encode() for stems in accepted),
        _phrase_keys(accepted),
        _phrase_keys(phrase_stems(term.text) for term in conditional),
        _record(concept, accepted),
    )


def _join(draft: Draft, earlier: Earlier | None) -> Joined:
    if earlier:
        from glossary.index.calques_reviser import revised  # only after a change

        return revised(draft, earlier) or _joined(draft)
    return _joined(draft)


def _joined(draft: Draft) -> Joined:
    """The part of a draft, made from nothing."""
    cells = draft.cells
    with_records = [place for place, record in enumerate(cells["records"]) if record]
    forms = [(number, form) for number, place in enumerate(with_records) for form in forms_of(cells["forms"][place])]
    known = senses_of(parts_of_any(form.text for _, form in forms))
    taught = lessons(renderings_of(zip(cells["forms"], cells["examples"], strict=True)), known)
    suggestions = Suggestions(_with_learned(known, taught).get, {})
    anchors, entries = Anchors(len(forms)), list[list[int]]()
    for number, (_, form) in enumerate(forms):
        suggestion = suggestions.of(form)
        entries.extend([] for _ in range(len(entries), len(suggestions.numbers)))
        place = number * FORM_STEP
        for stem, code in suggestion.entries:
            entries[stem].append(place + code)
        anchors.add(number, form.text, suggestion.named)
    numbers = suggestions.numbers
    usual = pair_keys(numbers)
    tables = anchors.tables(usual)
    sections = {
        "form_boundaries": array("Q", [boundaries(form.text, known) for _, form in forms]).tobytes(),
        "form_records": array("I", [record for record, _ in forms]).tobytes(),
        "form_ranks": array("I", range(len(forms))).tobytes(),
        "form_texts": "\n".join(form.text for _, form in forms).encode(),
        "first_entries": offsets(map(len, entries)),
        "entries": _in_order(entries),
        "anchor_keys": tables.keys,
        "anchor_forms": tables.forms,
        "anchor_filter": tables.filter,
        "accepted_phrases": keys_in_order(cells["accepted_keys"]),
        "conditional_phrases": keys_in_order(cells["conditional_keys"]),
        "accepted_pairs": array("I", sorted(pairs_of(lines_of(cells["accepted"]), numbers))).tobytes(),
        **of_stems(numbers, usual),
        "first_bytes": offsets(len(cells["records"][place]) for place in with_records),
        "records": b"".join(cells["records"]),
    }
    return Joined(
        pack({}, sections),
        lambda: {
            "form_cells": b"\n".join(form_line(form) for _, form in forms),
            "record_ids": "\n".join(draft.ids[place] for place in with_records).encode(),
            "senses": table(known),
            "support": table(taught.support),
            "occurrences": table(taught.occurrences),
        },
    )


def forms_of(cell: bytes) -> list[Form]:
    """The forms in a cell of a draft."""
    return [
        Form(text, tuple(syllables)) for text, *syllables in (it.split("\t") for it in cell.decode().split("\n")[:-1])
    ]


def form_line(form: Form) -> bytes:
    """A form as a line of a cell: its text and its syllables."""
    return "\t".join((form.text, *form.syllables)).encode()


def renderings_of(cells: Iterable[tuple[bytes, bytes]]) -> dict[str, list[tuple[str, ...]]]:
    """The stems of listed renderings by the first form of their concept, from the cells of forms and of examples."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for forms, examples in cells:
        if forms and examples:
            stems = (tuple(line.split()) for line in examples.decode().split("\n")[:-1])
            found.setdefault(first_text(forms), []).extend(stems)
    return found


def first_text(forms: bytes) -> str:
    """The text of the first form in a cell."""
    return forms[: forms.find(b"\t")].decode()


def merged(known: Senses | None, learned: Senses) -> Senses:
    """The senses of a part by the dictionary and by what the term base lists."""
    senses = dict(known or {})
    for name, weight in learned.items():
        senses[name] = max(weight, senses.get(name, 0.0))
    return senses


def _with_learned(known: Mapping[str, Senses], taught: Lessons) -> dict[str, Senses]:
    senses = dict(known)
    for part, words in taught.support.items():
        if learned := learned_of(words, taught.occurrences[part]):
            senses[part] = merged(known.get(part), learned)
    return senses


def table(rows: Mapping[str, object]) -> bytes:
    """Rows by their Chinese, a line each: the Chinese, and what is known of it as JSON."""
    return b"".join(b"%b\t%b\n" % (part.encode(), json_bytes(row)) for part, row in rows.items())


def pair_keys(numbers: Mapping[str, int]) -> dict[int, int]:
    """The pairs of stems that general English has side by side, by their keys, with their levels, in order."""
    levels = pair_levels(numbers).items()
    return dict(sorted((numbers[first] << 16 | numbers[second], level) for (first, second), level in levels))


def of_stems(numbers: Mapping[str, int], pairs: Mapping[int, int]) -> dict[str, bytes]:
    """The sections that say what the stems are and how usual they and their pairs are."""
    frequencies = word_levels()
    return {
        "stems": "\n".join(numbers).encode(),
        "levels": bytes(frequencies.get(name, 0) for name in numbers),
        "pair_keys": array("I", pairs).tobytes(),
        "pair_levels": bytes(pairs.values()),
    }


def _phrase_keys(phrases: Iterable[tuple[str, ...]]) -> bytes:
    """The keys of those phrases that have two and more words."""
    return array("Q", [phrase_key(" ".join(stems)) for stems in set(phrases) if len(stems) > 1]).tobytes()


def keys_in_order(cells: Iterable[bytes]) -> bytes:
    """The keys of all phrases as a section, sorted."""
    return array("Q", sorted(set(array("Q", b"".join(cells))))).tobytes()


def pairs_of(phrases: Iterable[bytes], numbers: Mapping[str, int]) -> set[int]:
    """The keys of the neighbours in phrases, of those stems that have numbers."""
    found: set[int] = set()
    for phrase in set(phrases):
        known = [numbers.get(name, -1) for name in phrase.decode().split(" ")]
        found.update(first << 16 | second for first, second in pairwise(known) if first >= 0 and second >= 0)
    return found


def _in_order(entries: list[list[int]]) -> bytes:
    """The entries of all stems, those of each stem sorted."""
    found = array("I")
    for packed in entries:
        found.extend(sorted(packed))
    return found.tobytes()


def _forms(concept: Concept) -> Iterator[Form]:
    """The different Chinese forms of a concept, the preferred one first."""
    terms = concept.terms(CHINESE_SIMPLIFIED)
    texts = [text for term in terms for text in (term.text, *term.look_up_forms)]
    pinyin = next((term.pinyin for term in terms if term.status is AdministrativeStatus.PREFERRED), "")
    seen: set[str] = set()
    for text in texts:
        bare = "".join(character for character in text if character not in SILENT)
        if bare and bare not in seen and len(text) <= _LONGEST_FORM and len(seen) < _MOST_FORMS:
            seen.add(bare)
            yield Form(text, _syllables(text, pinyin if text == texts[0] else ""))


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


def _accepted_stems(concept: Concept) -> list[tuple[str, ...]]:
    """The stems of each accepted rendering, without repetition."""
    terms = [term for term in concept.terms(ENGLISH) if term.status.accepted]
    texts = [text for term in terms for text in (term.text, *term.look_up_forms)]
    return list(dict.fromkeys(map(phrase_stems, texts)))


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


RECIPE: Final = Recipe(COLUMNS, _gather, _join)
