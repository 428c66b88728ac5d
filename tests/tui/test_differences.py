"""How differences are shown: by fields and by words, side by side where there is room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from termbase.history.differences import Difference
from tui.widgets.difference_view import difference_lines
from tui.widgets.word_differences import word_differences


def parts(before, after):
    found = word_differences(before, after)
    return [before[start:end] for start, end in found.before], [after[start:end] for start, end in found.after]


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("industrial chain", "industrial chains", ["chain"], ["chains"]),
        ("the Party's line", "the Party's own line", [], ["own "]),
        ("推动产业链升级", "推动供应链升级", ["产业"], ["供应"]),
        ("same", "same", [], []),
        ("quite another thing", "一带一路", [], []),
        ("", "new", [], []),
    ],
)
def test_words_and_characters_that_changed_are_found(before, after, gone, come):
    assert parts(before, after) == (gone, come)


def test_texts_too_long_to_compare_are_not():
    assert parts("字" * 2000, "字" * 1999) == ([], [])


@given(st.text("产业 ab'\n"), st.text("产业 ab'\n"))
def test_what_did_not_change_is_the_same_on_both_sides(before, after):
    found = word_differences(before, after)
    if found.before or found.after or before == after:
        assert without(before, found.before) == without(after, found.after)


def without(text, spans):
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def drawn(difference, width):
    return [line.plain.rstrip() for line in difference_lines(difference, width)]


CHANGED = Difference(("en", "term 1", "usage note"), "Use the full form.", "Use the 全称 at first mention.")


def test_in_little_room_both_values_stand_below_each_other():
    assert drawn(CHANGED, 40) == [
        "en > term 1 > usage note",
        "  - Use the full form.",
        "  + Use the 全称 at first mention.",
    ]


def test_in_much_room_they_stand_side_by_side():
    assert drawn(CHANGED, 84) == [
        "en > term 1 > usage note",
        "  - Use the full form.                   │   + Use the 全称 at first mention.",
    ]


def test_what_was_nothing_has_no_line():
    assert drawn(Difference(("notes",), None, ["一", "two"]), 84) == ["notes", "  + 一; two"]
    assert drawn(Difference(("notes",), ["one"], None), 84) == ["notes", "  - one"]
    assert drawn(Difference(("en", "term 1", "inflect"), True, False), 40)[1:] == ["  - yes", "  + no"]


def test_words_that_changed_are_underlined_and_control_characters_are_made_visible():
    _, before, after = difference_lines(Difference(("note",), "one two", "one \x1b[31m three"), 40)
    assert "\x1b" not in after.plain
    underlined = [before.plain[span.start : span.end] for span in before.spans if "underline" in str(span.style)]
    assert underlined == ["two"]


@given(st.text("产业链 abc", min_size=1, max_size=200), st.text("产业链 abc", max_size=200), st.integers(20, 200))
def test_no_line_is_wider_than_there_is_room(before, after, width):
    lines = difference_lines(Difference(("en",), before, after), width)
    assert all(cell_len(line.plain) <= width for line in lines)
