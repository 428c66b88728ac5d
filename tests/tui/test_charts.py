"""Bars and columns made of characters, in cells, with and without Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.charts import Bar, bar, bar_lines, sparkline, with_others

BARS = (Bar("农业农村", 1200), Bar("law", 300), Bar("国防和军队现代化建设的方针", 3), Bar("none", 0))


def drawn(bars, width, *, blocks=True):
    return [line.plain for line in bar_lines(bars, width, blocks=blocks)]


@pytest.mark.parametrize(
    ("number", "blocks", "ascii_bar"),
    [(0, "", ""), (1, "▏", "#"), (25, "██▌", "##"), (50, "█████", "#####"), (100, "█" * 10, "#" * 10)],
)
def test_a_bar_is_as_long_as_its_number_and_never_hidden(number, blocks, ascii_bar):
    assert bar(number, 100, 10, blocks=True) == blocks
    assert bar(number, 100, 10, blocks=False) == ascii_bar


def test_bars_stand_in_columns_with_their_numbers():
    assert drawn(BARS, 46) == [
        "农业农村             ██████████████ 1,200  80%",
        "law                  ███▌             300  20%",
        "国防和军队现代化建…  ▏                  3  <1%",
        "none                                    0   0%",
    ]


def test_without_unicode_bars_are_of_ascii():
    assert drawn(BARS[:2], 30, blocks=False) == [
        "农业农村 ############### 1,200",
        "law      ####              300",
    ]


def test_a_part_is_told_with_its_whole():
    parts = [Bar("en", 1, whole=4), Bar("zh-Hans", 4, whole=4)]
    assert drawn(parts, 32) == [
        "en      ████▎░░░░░░░░░░░░ 1 of 4",
        "zh-Hans █████████████████ 4 of 4",
    ]
    assert drawn(parts, 32, blocks=False) == [
        "en      ####............. 1 of 4",
        "zh-Hans ################# 4 of 4",
    ]


@given(st.lists(st.builds(Bar, st.text("产业ab ", max_size=12), st.integers(0, 10**7)), max_size=5), st.integers(0, 90))
def test_no_line_is_wider_than_there_is_room(bars, width):
    for blocks in (True, False):
        assert all(cell_len(line) <= width for line in drawn(bars, width, blocks=blocks))


def test_what_does_not_fit_is_counted_together_and_does_not_dwarf_the_rest():
    bars = with_others([Bar(str(number), 10 - number) for number in range(6)], 3)
    assert [(it.label, it.number) for it in bars] == [("0", 10), ("1", 9), ("4 others", 26)]
    first, _, others = drawn(bars, 30)
    assert "█" in first
    assert "█" not in others
    assert with_others(bars, 3) == bars


def test_columns_are_as_high_as_their_numbers_and_0_is_a_gap():
    assert sparkline([0, 1, 4, 8, 0], blocks=True) == " ▁▄█ "
    assert sparkline([0, 1, 4, 8, 0], blocks=False) == " .=@ "
    assert sparkline([], blocks=True) == ""
    assert sparkline([0, 0], blocks=True) == "  "
