"""Offsets of the shadow always lead back to the text."""

from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.markdown import markup
from glossary.articles.reading import parse_article
from glossary.articles.shadow import fold, paragraph, shadow

PIECES = [
    "Five",
    " ",
    "  ",
    "-",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "é",
    "Ü",
    "“",
    "’",
    "中文",
    "\u200b",
    "\xad",
    "\ufeff",
    "😀",
    ".",
    "*",
    "`",
    ">",
    "\x00",
    "A",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


@given(texts)
def test_raw_stands_for_the_text_character_by_character(text: str) -> None:
    cast = shadow(text)
    assert len(cast.raw) == len(text)
    for char, byte in zip(text, cast.raw, strict=True):
        if char.isascii() and char.isalnum():
            assert chr(byte) == char


@given(texts)
def test_folded_is_the_text_without_what_was_dropped(text: str) -> None:
    cast = shadow(text)
    offsets = [cast.span(position, position + 1)[0] for position in range(len(cast.folded))]
    assert offsets == sorted(set(offsets))
    for position, offset in enumerate(offsets):
        kept = text[offset]
        if kept.isascii() and kept.isalnum():
            assert cast.folded[position] == ord(kept.lower())
    dropped = {text[offset] for offset in set(range(len(text))) - set(offsets)}
    assert all(not char.isalnum() for char in dropped)


@given(texts)
def test_offsets_go_there_and_back(text: str) -> None:
    cast = shadow(text)
    for position in range(len(cast.folded)):
        assert cast.folded_offset(cast.span(position, position + 1)[0]) == position


@given(texts)
def test_a_paragraph_break_is_never_one_space_wide(text: str) -> None:
    cast = shadow(f"{text}end\n\nstart{text}")
    assert b"end start" not in cast.folded


@given(texts)
def test_markdown_marks_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    marks = markup(text)
    reach = 0
    for start, end in marks.masked:
        assert reach <= start < end <= len(text)
        reach = end
    assert all(0 <= offset < len(text) for offset in marks.ignored)


@given(texts)
def test_every_article_has_a_line_and_column_for_every_offset(text: str) -> None:
    article = parse_article("a.md", text)
    for offset in range(len(text) + 1):
        line, column = article.line_column(offset)
        assert text.count("\n", 0, offset) == line - 1
        assert column == offset - (text.rfind("\n", 0, offset) + 1) + 1


def test_damage_is_dropped() -> None:
    text = "the  Five -Year\n  Plan, low-\nlevel, so\u200bft hy\xadphen, range - end, low- and high"
    assert shadow(text).folded == b"the five-year plan, low-level, soft hyphen, range - end, low- and high"


def test_fold_matches_the_shadow_of_the_same_words() -> None:
    assert fold("China’s “Five‑Year”  Plan") == shadow("China’s “Five‑Year” Plan").folded


def test_paragraph_runs_from_blank_line_to_blank_line() -> None:
    raw = shadow("one\ntwo\n \nthree\nfour\r\n\r\nfive").raw
    start = raw.index(b"four")
    assert raw[slice(*paragraph(raw, start, start + 4))].strip() == b"three\nfour"
