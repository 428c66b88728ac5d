"""Columns and cut text, whatever the characters."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.entries import safe
from tui.widgets.columns import GUTTER, columns, fitted, occurrences

TEXTS = st.text(
    st.one_of(st.sampled_from("产业链供应链「」𠀀é👨\u200d\ufe0f\u0301[]\t\x1b"), st.characters(codec="utf-8"))
)


@given(TEXTS, st.integers(0, 60))
def test_a_fitted_text_takes_exactly_its_cells(text, width):
    assert cell_len(fitted(safe(text), width)) == width


@given(st.integers(24, 300))
def test_columns_fill_the_width(width):
    shown = columns(width)
    assert sum(column.width for column in shown) + GUTTER * (len(shown) - 1) == width
    assert shown[0].name == "chinese"
    assert all(column.width >= 8 for column in shown)


def test_more_columns_fit_into_more_width():
    counts = [len(columns(width)) for width in range(200)]
    assert counts == sorted(counts)
    assert counts[-1] == 4


def test_a_cut_text_says_so():
    assert fitted("产业链供应链", 7) == "产业链…"
    assert fitted("产业链供应链", 6) == "产业… "
    assert fitted("ab", 4) == "ab  "


@given(TEXTS, TEXTS)
def test_occurrences_are_the_query(text, query):
    for start, end in occurrences(text, query):
        assert text[start:end].lower() == query.strip().lower()


@given(TEXTS)
def test_safe_text_steers_nothing(text):
    assert not set(safe(text)) & set("\x1b\x07\r\n\t\u202e\u2066\u200d\ufe0f")
