"""Search: what a translator types finds the concept, the best first."""

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.search import KeyKind, fold, parse_query, search_keys
from termbase.store import open_store
from tests.strategies import concepts

DEPRECATED = AdministrativeStatus.DEPRECATED


def concept(id_, chinese, english, *bad, pinyin="", traditional=""):
    sections = [LanguageSection("zh-Hans", (Term(chinese, pinyin=pinyin),))]
    if traditional:
        sections.append(LanguageSection("zh-Hant", (Term(traditional, look_up_forms=(f"「{traditional}」",)),)))
    sections.append(LanguageSection("en", (Term(english), *(Term(text, DEPRECATED) for text in bad))))
    return Concept(id_, sections=tuple(sections))


CONCEPTS = [
    concept("industrial-chain", "产业链", "industrial chain", pinyin="chǎn yè liàn", traditional="產業鏈"),
    concept("supply-chain", "供应链", "supply chain", "provide chain", pinyin="gōng yìng liàn"),
    concept("chain", "链", "chain"),
    concept("chain-store", "连锁店", "chain store"),
    concept("blockchain", "区块链", "blockchain"),
    concept("green", "绿色", "green", pinyin="lǜ sè"),
    concept("tax", "税收", "tax revenue", "chain"),
    concept("xian", "西安", "Xi'an", pinyin="xī'ān"),
    concept("five-g", "5G网络", "5G network"),
    concept("naive", "天真", "naïve café policy 50% off_road"),
]


@pytest.fixture
def find(termbase):
    with open_store(termbase) as store:
        store.add_all(CONCEPTS)
        yield lambda text, **options: [found.id for found in store.find(text, **options)]


@pytest.mark.parametrize(
    "typed",
    [
        "产业链", "产业", "业链", "產業鏈", "產業", "「產業鏈」", " 产业链 ",
        "chan ye", "chanye", "chanyelian", "ChanYe", "cyl", "CYL",
        "chǎn yè", "chǎnyè", "CHǍN YÈ LIÀN", normalize("NFD", "chǎn yè"), "chan3 ye4", "chan3ye4",
        "industrial ch", "Industrial  Chain", "INDUSTRIAL", "ｉｎｄｕｓｔｒｉａｌ", "industrial-chain", "industrial-c",
    ],
)  # fmt: skip
def test_a_concept_is_found_by(typed, find):
    assert find(typed)[0] == "industrial-chain"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("chàn yè", None), ("chan4ye4", None), ("chan1ye4", None),
        ("lvse", "green"), ("lü se", "green"), ("luse", "green"), ("lǜsè", "green"),
        ("lv4se4", "green"), ("lu:4 se4", "green"),
        ("xian", "xian"), ("xi'an", "xian"), ("xī'ān", "xian"), ("xa", "xian"),
        ("qukuailian", "blockchain"), ("qū kuài liàn", "blockchain"), ("qkl", "blockchain"),
        ("5gwl", "five-g"), ("5g wang", "five-g"),
        ("naive cafe", "naive"), ("NAÏVE", "naive"), ("50%", "naive"), ("5%", None), ("off_", "naive"), ("offr", None),
        ("provide", "supply-chain"), ("nothing", None), ("\\", None), ("'", "xian"),
    ],
)  # fmt: skip
def test_tones_accents_and_marks(typed, expected, find):
    assert (find(typed) or [None])[0] == expected


def test_the_best_comes_first(find):
    found = find("chain")
    assert found[:2] == ["chain", "tax"]  # exact; a preferred term before a deprecated one
    assert found[2] == "chain-store"  # then what begins so
    assert set(found[3:5]) == {"industrial-chain", "supply-chain"}  # then the whole word
    assert found[5:] == ["blockchain"]


def test_as_many_as_wanted(find):
    assert find("chain", limit=2) == ["chain", "tax"]
    assert find("chain", limit=0) == []
    assert find("") == find("  ") == sorted(it.id for it in CONCEPTS)
    assert find("", limit=1) == ["blockchain"]


def test_a_very_long_text_finds_nothing(find):
    assert find("链%_" * 100_000) == []


def test_search_does_not_see_removed_concepts(termbase):
    with open_store(termbase) as store:
        store.add_all(CONCEPTS)
        store.remove("green")
        assert store.find("lüse") == []


@given(concepts())
@settings(max_examples=40)
def test_every_term_is_found_by_its_own_text(concept):
    keys = search_keys(concept)
    assert len({(key.kind, key.key) for key in keys}) == len(keys)
    for section in concept.sections:
        for term in section.terms:
            for text in (term.text, *term.look_up_forms):
                pattern = parse_query(text).text
                assert any(pattern == key.key for key in keys if key.kind is KeyKind.TEXT) or not pattern


@given(st.text())
def test_folding_once_is_enough(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_any_text_is_a_query(text):
    assert all(parse_query(text).patterns.values())
