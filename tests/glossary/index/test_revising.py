"""An index that is made from an earlier one after changes finds what one made from nothing finds."""

import json
from array import array
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.checker import check
from glossary.findings import Finding
from glossary.index import automata, calques_compiler, lessons_reviser, source_terms_compiler
from glossary.index.abbreviations import ABBREVIATIONS
from glossary.index.automata import automaton_of
from glossary.index.calques import CALQUES, NO_STEM, Calques, code_of
from glossary.index.concept_ids import CONCEPT_IDS
from glossary.index.container import unpack
from glossary.index.names import NAMES
from glossary.index.part import Made, Part, made, remade
from glossary.index.pinyin_terms import PINYIN_TERMS
from glossary.index.renderings import RENDERINGS
from glossary.index.source_terms import SOURCE_TERMS
from glossary.index.term_index import TermIndex
from glossary.index.variants import VARIANTS
from glossary.prediction import usage
from glossary.prediction.dictionary import Senses, senses_of
from glossary.prediction.parts import parts_of_any
from glossary.prediction.stems import stem
from glossary.rules.registry import RULES
from glossary.rules.rule import Circumstances
from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    Evidence,
    LanguageSection,
    MatchSettings,
    PartOfSpeech,
    Term,
)

CHINESE_WORDS = ["产业", "供应", "链", "攻坚", "脱贫", "重点", "改革", "体制"]
ENGLISH_WORDS = [
    "industrial",
    "chain",
    "supply",
    "attack",
    "tough",
    "key",
    "Reform",
    "Four",
    "reform's",
    "system",
    "CSRC",
]
PARTS = (CALQUES, RENDERINGS, NAMES, VARIANTS, ABBREVIATIONS, PINYIN_TERMS, SOURCE_TERMS, CONCEPT_IDS)
LAYERED = {"automaton", "numbers", "later", "later_numbers"}

IDS = st.sampled_from([f"concept-{letter}" for letter in "abcdefgh"])
CHINESE = st.lists(st.sampled_from(CHINESE_WORDS), min_size=1, max_size=3).map("".join)
ENGLISH = st.lists(st.sampled_from(ENGLISH_WORDS), min_size=1, max_size=4).map(" ".join)
KINDS = st.sampled_from([PartOfSpeech.NOUN, PartOfSpeech.VERB, PartOfSpeech.PROPER_NOUN, None])
MATCHES = st.sampled_from(
    [
        MatchSettings(),
        MatchSettings(evidence=Evidence.SOURCE),
        MatchSettings(evidence=Evidence.CONTEXT, context=("key",)),
    ]
)
STATUSES = st.sampled_from([AdministrativeStatus.PREFERRED, AdministrativeStatus.ADMITTED, *AdministrativeStatus])
DAYS = st.sampled_from(["", "", "", "2020"])
Changes = Mapping[str, Concept | None]


@pytest.fixture(scope="module", autouse=True)
def dictionaries() -> Iterator[None]:
    """What dictionaries say of the few words of these tests, read once."""
    texts = [
        "".join((one, other, third)) for one in CHINESE_WORDS for other in CHINESE_WORDS for third in CHINESE_WORDS
    ]
    known = senses_of(parts_of_any([*CHINESE_WORDS, *texts]))
    stems = {name for senses in known.values() for name in senses} | {stem(word) for word in ENGLISH_WORDS}
    bigrams = [
        (first, second, count) for first, second, count in usage._bigrams() if {stem(first), stem(second)} <= stems
    ]
    levels = usage.word_levels()

    def senses(words: set[str]) -> dict[str, Senses]:
        return {word: dict(known[word]) for word in words if word in known}

    with (
        patch.object(calques_compiler, "senses_of", senses),
        patch.object(lessons_reviser, "senses_of", senses),
        patch.object(source_terms_compiler, "senses_of", senses),
        patch.object(source_terms_compiler, "overlapping_words", sorted),
        patch.object(usage, "_bigrams", lambda: iter(bigrams)),
        patch.object(calques_compiler, "word_levels", lambda: levels),
        patch.object(automata, "FEWEST", 0),
        patch.object(automata, "_MOST_CHANGED", 1.0),
    ):
        yield


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    chinese = draw(st.lists(CHINESE, max_size=3, unique=True))
    forms = draw(st.lists(CHINESE, max_size=1))
    english = draw(st.lists(ENGLISH, max_size=4, unique=True))
    terms = tuple(
        Term(
            text,
            draw(STATUSES),
            part_of_speech=draw(KINDS),
            match=draw(MATCHES),
            valid_from=draw(DAYS),
            usage_note=draw(st.sampled_from(["", "Explain it at first mention."])),
        )
        for text in english
    )
    sections = (
        LanguageSection("zh-Hans", tuple(Term(text, look_up_forms=tuple(forms)) for text in chinese)),
        LanguageSection("en", terms, tuple(Definition(text) for text in draw(st.lists(ENGLISH, max_size=1)))),
    )
    return Concept("none", sections=tuple(section for section in sections if section.terms))


TERM_BASES = st.dictionaries(IDS, concepts(), max_size=8)
CHANGES = st.lists(st.dictionaries(IDS, st.none() | concepts(), min_size=1, max_size=4), min_size=1, max_size=3)


@given(TERM_BASES, CHANGES)
@settings(max_examples=40, deadline=None)
def test_it_finds_the_same(termbase: dict[str, Concept], changes: list[Changes]) -> None:
    now: dict[str, Concept | None] = dict(named(termbase))
    revised = {part.name: made(part, held(now)) for part in PARTS}
    for change in map(named, changes):
        now |= change
        revised = {part.name: remade_from(part, revised[part.name], change) for part in PARTS}
    fresh = {part.name: made(part, held(now)) for part in PARTS}
    for part in PARTS:
        assert seen_in(part, revised[part.name]) == seen_in(part, fresh[part.name]), part.name
    assert findings(revised) == findings(fresh)


def named(concepts: Changes) -> dict[str, Concept | None]:
    return {
        concept_id: Concept(concept_id, sections=concept.sections) if concept else None
        for concept_id, concept in concepts.items()
    }


def held(now: Changes) -> list[Concept]:
    return [concept for concept in now.values() if concept]


def remade_from(part: Part[Any], earlier: Made, change: Changes) -> Made:
    return remade(part, memoryview(earlier.content), memoryview(earlier.draft()), change)


def findings(parts: Mapping[str, Made]) -> list[Finding]:
    index = TermIndex(lambda part: part.load(parts[part.name].content))
    text = "In China the industrial chain attack, key supply chains, Four Reform and the tough system of chain supply."
    article = parse_article("-", f"{text} CSRC {' '.join(ENGLISH_WORDS)} {' '.join(reversed(ENGLISH_WORDS))}")
    return list(check(article, Circumstances(index, "2026-01-01"), RULES))


def seen_in(part: Part[Any], state: Made) -> object:
    """What readers of a part can see."""
    header, sections = unpack(state.content)
    if part is CALQUES:
        return seen_in_calques(state)
    plain = {name: bytes(section) for name, section in sections.items() if name not in LAYERED or part is SOURCE_TERMS}
    if "later" not in sections:
        return header["ids"] if part is CONCEPT_IDS else plain
    automaton = automaton_of(sections)
    words = " ".join(ENGLISH_WORDS).lower()
    text = (
        f"{words} {words.replace(' ', 's ')} {'  '.join(ENGLISH_WORDS).lower()} chanye gongying lian gongjian".encode()
    )
    return {key: header[key] for key in header if key != "sizes"}, plain, automaton and automaton.find_overlapping(text)


def seen_in_calques(state: Made) -> object:
    _, sections = unpack(state.content)
    tables = Calques(state.content)
    names, texts = tables.stems, bytes(sections["form_texts"]).decode().split("\n")
    concept = {number: record["concept"] for number, record in enumerate(records(sections)) if record}
    forms = {
        number: (concept[sections["form_records"].cast("I")[number]], text, tables.form(number).boundaries)
        for number, text in enumerate(texts)
        if text
    }
    firsts, entries = sections["first_entries"].cast("I"), sections["entries"].cast("I")
    of_stems = {
        name: sorted((forms[entry >> 14], entry & (1 << 14) - 1) for entry in entries[start:end])
        for name, (start, end) in zip(names, pairwise(firsts), strict=True)
        if not name.startswith(NO_STEM)
    }
    keys, beside = sections["anchor_keys"].cast("I"), array("H", bytes(sections["anchor_forms"]))
    assert list(zip(keys, beside, strict=True)) == sorted(zip(keys, beside, strict=True))
    assert all(tables.anchor_filter[code_of(key >> 16) ^ code_of(key & 0xFFFF)] for key in keys)
    anchors = sorted(
        (*sorted((names[key >> 16], names[key & 0xFFFF])), forms[form >> 1], form & 1)
        for key, form in zip(keys, beside, strict=True)
    )
    pairs = {
        (names[key >> 16], names[key & 0xFFFF]): level
        for key, level in zip(sections["pair_keys"].cast("I"), sections["pair_levels"], strict=True)
    }
    return {
        "entries": of_stems,
        "anchors": anchors,
        "ranks": [forms[number] for number in sorted(forms, key=tables.form_rank)],
        "levels": {name: tables.levels[number] for number, name in enumerate(names) if name in of_stems},
        "pairs": {pair: level for pair, level in pairs.items() if set(pair) <= of_stems.keys()},
        "accepted pairs": {(names[it >> 16], names[it & 0xFFFF]) for it in sections["accepted_pairs"].cast("I")},
        "phrases": [bytes(sections[name]) for name in ("accepted_phrases", "conditional_phrases")],
        "records": sorted((record for record in records(sections) if record), key=lambda record: record["concept"]),
    }


def records(sections: Mapping[str, memoryview]) -> list[Any]:
    bounds = sections["first_bytes"].cast("I")
    return [json.loads(bytes(sections["records"][start:end])) for start, end in pairwise(bounds)]
