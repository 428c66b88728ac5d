"""Search: what a translator types finds the concept, the best first."""

import dataclasses
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase import database
from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.history.undoing import undo
from termbase.listing import listed
from termbase.search import KeyKind, beginnings, fold, holds, parse_query, search_keys
from termbase.search_index.index import SearchIndex
from termbase.store import open_store
from tests.strategies import concept_ids, concepts

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
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_term_is_found_by_its_own_text(concept):
    keys = search_keys(concept)
    assert len({(key.kind, key.key, key.marked) for key in keys}) == len(keys)
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
    assert all(parse_query(text).lookups)


@given(st.text(max_size=12))
def test_short_texts_are_found_where_words_begin(text):
    folded = fold(text)
    begun = [folded[place : place + 2] for place in beginnings(folded)]
    assert all(holds(folded, pattern) for pattern in begun)
    assert not any(piece[:1] == " " for piece in begun)


@pytest.mark.parametrize(("typed", "found"), [("c", True), ("ch", True), ("ha", False), ("ain", True), ("chain", True)])
def test_one_or_two_letters_begin_a_word(typed, found, find):
    assert ("industrial-chain" in find(typed)) == found


@pytest.mark.parametrize("typed", ["產業鏈", "产业链", "产业鏈", "業鏈", "業"])
def test_either_script_finds_the_other(termbase, typed):
    with open_store(termbase) as store:
        simplified, traditional = (
            Concept(language.lower(), sections=(LanguageSection(language, (Term(text),)),))
            for language, text in (("zh-Hans", "产业链"), ("zh-Hant", "產業鏈"))
        )
        store.add_all([simplified, traditional])
        assert {it.id for it in store.find(typed)} == {"zh-hans", "zh-hant"}


ALPHABET = "链产业業 chainCHAIN-é'%_\"*()AND《5g，ß鏈ﬁ𠀀"


@st.composite
def sentences(draw):
    """Texts that share parts with each other, of Chinese, Latin letters and what means something to a database."""
    words = st.sampled_from(
        ("产业链", "產業", "chain", "chains", "industrial", "NEAR", "a", "链a", "«x»", '"', "%", "5G")
    )
    return draw(st.lists(words | st.text(ALPHABET, max_size=3), min_size=1, max_size=4).map(" ".join).filter(str.strip))


@st.composite
def small_concepts(draw):
    chinese, english = draw(sentences()), draw(sentences())
    pinyin = draw(st.sampled_from(("", "chǎn yè liàn", "liàn")))
    sections = (LanguageSection("zh-Hans", (Term(chinese, pinyin=pinyin),)), LanguageSection("en", (Term(english),)))
    return Concept(draw(concept_ids()), sections=sections)


@given(
    values=st.lists(small_concepts(), max_size=6, unique_by=lambda it: it.id),
    typed=st.lists(sentences() | st.text(ALPHABET, min_size=1, max_size=4) | st.just("chǎn"), min_size=1, max_size=4),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_database_finds_what_a_plain_scan_finds(termbase, values, typed):
    """Each example begins where the last one ended, so the index also lives through removals and changes."""
    with open_store(termbase) as store:
        for known in list(store.concepts()):
            store.remove(known.id)
        store.add_all(it for it in values if it.id not in store.issued([it.id]))
        stored = list(store.concepts())
        for text in typed:
            assert [it.id for it in store.find(text)] == scan(stored, text)
    with open_store(termbase, read_only=True) as store:
        for text in typed:
            assert [it.id for it in store.find(text)] == scan(stored, text)


def scan(stored, text):
    """The ids that every key of every concept gives, best first."""
    query = parse_query(text)
    if not query.text:
        return [it.id for it in stored]
    best = {it.id: min(filter(None, map(query.rank, search_keys(it))), default=None) for it in stored}
    return sorted((id_ for id_, rank in best.items() if rank), key=lambda it: (best[it], it))


def test_the_exact_term_is_found_among_very_many(termbase):
    many = [concept(f"c{number}", f"产业链{number}", f"chain number {number}") for number in range(3000)]
    with open_store(termbase) as store:
        store.add_all([*many, concept("zz", "产业链", "chain")])
        assert store.find("产业链")[0].id == store.find("chain")[0].id == "zz"
        assert store.find("链2999")[0].id == "c2999"


def test_the_index_is_in_step_after_every_kind_of_change(termbase):
    first, *rest = CONCEPTS
    with open_store(termbase) as store:
        store.add_all(CONCEPTS)
    with open_store(termbase) as store:
        store.replace(dataclasses.replace(first, sections=rest[0].sections))
        store.remove("green")
        store.replace_all([dataclasses.replace(it, notes=("x",)) for it in rest[:2]])
    with open_store(termbase) as store:
        undo(store)
    with open_store(termbase) as store:
        undo(store)
    with database.connect(termbase, read_only=False) as connection:
        assert SearchIndex(connection).problems() == []


def test_an_index_out_of_step_is_noticed_and_made_anew(termbase):
    with open_store(termbase) as store:
        store.add_all(CONCEPTS)
    with database.connect(termbase, read_only=False) as connection:
        connection.exec_driver_sql("DELETE FROM search_key WHERE key = 'green'")
        found = SearchIndex(connection).problems()
        assert found[0] == "the search keys of 1 concept are not those of the terms"
    with database.connect(termbase, read_only=False) as connection:
        SearchIndex(connection).rebuild()
        assert SearchIndex(connection).problems() == []
    with open_store(termbase, read_only=True) as store:
        assert [it.id for it in store.find("green")] == ["green"]


def test_what_a_list_shows_is_a_part_of_the_concept(termbase):
    term = Term("产业链", AdministrativeStatus.ADMITTED, look_up_forms=("「产业链」", "产业 链"))
    sections = (LanguageSection("zh-Hans", (term, Term("链", pinyin="liàn"))), LanguageSection("en"))
    with open_store(termbase) as store:
        store.add_all([Concept("bare"), Concept("both", "economy", sections), *CONCEPTS])
        for text in ("", "chain", "产业链"):
            assert store.find_listed(text) == [listed(it) for it in store.find(text)]
        (found,) = store.find_listed("both")
    assert (found.chinese, found.pinyin, found.english, found.subject_field) == ("链", "liàn", "", "economy")
