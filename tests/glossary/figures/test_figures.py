"""What figures amount to, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.figures.chinese import amount, chinese_figures
from glossary.figures.comparing import mismatches
from glossary.figures.english import english_figures

CHINESE = {
    "1.3万亿斤": 1.3e12, "35.6%": 35.6, "３５．６％": 35.6, "百分之十二点五": 12.5, "三成五以上": 35,
    "2.3个百分点": 2.3, "第132届": 132, "第十四届": 14, "二〇二一年": 2021, "2021年": 2021,
    "一千三百多万": 13e6, "300余万": 3e6, "两万五千": 25e3, "翻两番": 4, "三分之二": 2 / 3, "十八": 18,
    "一百零五": 105, "1,234": 1234, "3亿5000万": 3e8, "萬": 1e4,
}  # fmt: skip
ENGLISH = {
    "1.3 trillion": 1.3e12, "35.6 percent": 35.6, "35.6%": 35.6, "2.3 percentage points": 2.3, "the 132nd": 132,
    "the fourteenth": 14, "2021": 2021, "thirteen million": 13e6, "two hundred and five thousand": 205e3,
    "$1.5bn": 1.5e9, "RMB1,200": 1200, "two-thirds": 2 / 3, "twenty-five": 25, "half": 0.5, "doubled": 2,
    "1.2-million": 1.2e6,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CHINESE.items())
def test_chinese(text: str, value: float) -> None:
    assert chinese_figures(text)[0].values[0] == pytest.approx(value)


@pytest.mark.parametrize(("text", "value"), ENGLISH.items())
def test_english(text: str, value: float) -> None:
    assert english_figures(text)[0].values[0] == pytest.approx(value)


def numeral(number: int) -> str:
    """A whole number below 100 million in Chinese numerals."""
    if number >= 10_000:
        rest = number % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return numeral(number // 10_000) + "万" + (zero + numeral(rest) if rest else "")
    digits, text = "零一二三四五六七八九", ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += digits[digit] + unit
        elif text and number % place and not text.endswith("零"):
            text += "零"
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_chinese_numerals(number: int) -> None:
    assert amount(numeral(number)) == number


@given(st.text(alphabet="0123456789.,%万亿千百十两成第年月日至-点分之个 abc约多", max_size=30))
def test_no_text_breaks_the_reading_of_figures(text: str) -> None:
    for figure in (*chinese_figures(text), *english_figures(text)):
        assert 0 <= figure.start < figure.end <= len(text)


@given(st.integers(1, 99_999), st.sampled_from([("万", 10_000), ("亿", 10**8), ("万亿", 10**12), ("", 1)]))
def test_equal_amounts_agree_and_a_lost_unit_is_found(number: int, unit: tuple[str, int]) -> None:
    value = number * unit[1]
    source = f"共投入{number}{unit[0]}个。"
    assert not list(mismatches(source, f"In all {value:,} were used."))
    if unit[0]:
        assert [found.confidence for found in mismatches(source, f"In all {number:,} were used.")] == [0.9]
