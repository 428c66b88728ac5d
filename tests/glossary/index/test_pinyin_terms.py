"""The readings of Chinese terms, from concepts to hits in folded text."""

import pytest

from glossary.articles.shadow import fold
from glossary.index.container import IndexDamaged
from glossary.index.part import compiled
from glossary.index.pinyin_terms import PINYIN_TERMS, PinyinTerms
from termbase.starter.loader import concepts_in

CONCEPTS = {
    "supply-chain": {"zh": "供应链", "traditional": "供應鏈", "en": "supply chain", "look-up": ["供应链条"]},
    "beidou": {"zh": "北斗系统", "en": "BeiDou Navigation Satellite System"},
    "bank": {"zh": "银行", "pinyin": "yín háng", "en": "bank"},
    "security": {"zh": "公安", "en": "public security"},
}


@pytest.fixture(scope="module")
def terms() -> PinyinTerms:
    return PINYIN_TERMS.load(compiled(PINYIN_TERMS, concepts_in(CONCEPTS)))


def found(terms: PinyinTerms, text: str) -> list[str]:
    folded = fold(text)
    return [folded[start:end].decode("latin-1") for start, end, _ in terms.spellings(folded)]


@pytest.mark.parametrize("spelling", ["gongyinglian", "gong ying lian", "gong-ying-lian", "yinhang"])
def test_a_term_is_found_as_it_is_read(terms: PinyinTerms, spelling: str) -> None:
    assert spelling in found(terms, f"the {spelling.upper()} of it")


def test_a_word_in_a_term_is_found_joined_only(terms: PinyinTerms) -> None:
    assert found(terms, "the gongying of it") == ["gongying"]
    assert found(terms, "the gong ying of it") == []


@pytest.mark.parametrize(
    "text",
    ["the beidou system", "the women there", "gong an", "gongyingliander", "xgongyinglian", "taxi", "yin", "the bank"],
)
def test_what_english_uses_is_not(terms: PinyinTerms, text: str) -> None:
    assert found(terms, text) == []


def test_a_record_tells_the_concept(terms: PinyinTerms) -> None:
    (hit,) = terms.spellings(b"gongyinglian")
    record = terms.record(hit.record)
    assert (record["zh"], record["whole"]) == ("供应链", True)
    assert record["concepts"] == [
        {"concept": "supply-chain", "zh": "供应链", "source": "", "renderings": ["supply chain"]}
    ]


@pytest.mark.parametrize("chinese", ["供应链", "供應鏈", "供应链条"])
def test_a_concept_is_known_by_its_chinese(terms: PinyinTerms, chinese: str) -> None:
    concept = terms.of_chinese(chinese)
    assert concept is not None
    assert concept["concept"] == "supply-chain"


def test_other_chinese_names_none(terms: PinyinTerms) -> None:
    assert terms.of_chinese("供应") is None
    assert terms.of_chinese("") is None


def test_english_words_are_told(terms: PinyinTerms) -> None:
    assert terms.is_english("taxi")
    assert not terms.is_english("xianjinxing")
    assert terms.is_common("women")
    assert not terms.is_common("guanxi")


def test_no_concepts_make_a_part_that_finds_nothing() -> None:
    assert PINYIN_TERMS.load(compiled(PINYIN_TERMS, [])).spellings(b"gongyinglian") == []


def test_other_bytes_are_refused() -> None:
    with pytest.raises(IndexDamaged):
        PINYIN_TERMS.load(b"gongyinglian")
