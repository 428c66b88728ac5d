import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from glossary.pinyin import has_several_syllables, is_pinyin, toneless


@pytest.mark.parametrize("word", ["Beijing", "Xi'an", "sannong", "chanyelian", "lvse", "er", "women", "zhe-jiang"])
def test_pinyin_is_told(word: str) -> None:
    assert is_pinyin(word)


@pytest.mark.parametrize(
    "word", ["", "industry", "x", "-xi", "xi-", "xi''an", "Xizhang9", "kyoto", "ng" * 40, "an" * 40]
)
def test_other_words_are_none(word: str) -> None:
    assert not is_pinyin(word)


def test_one_syllable_that_can_be_cut_in_two_counts_as_one() -> None:
    assert not has_several_syllables("xian")
    assert has_several_syllables("xi'an")


@pytest.mark.parametrize(
    ("toned", "bare"), [("lǜsè", "lvse"), ("Xī'ān", "xi'an"), ("nǚ", "nv"), ("sān nóng", "san nong"), ("lüe", "lve")]
)
def test_tones_are_taken_off(toned: str, bare: str) -> None:
    assert toneless(toned) == bare


@given(st.text(alphabet="三农产业链供应陆海新通道湘绿色女略儿安欧", min_size=1, max_size=8))
def test_every_reading_of_chinese_is_pinyin(text: str) -> None:
    toned = "'".join(lazy_pinyin(text, style=Style.TONE))
    assert is_pinyin(toneless(toned))
    assert has_several_syllables(toneless(toned)) == (len(text) > 1)
