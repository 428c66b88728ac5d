"""Paragraphs and sentences: nothing is lost, nothing counted twice."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from glossary.alignment.bilingual import Passage
from glossary.alignment.passages import chinese_sentences, english_sentences, paragraphs, prose
from glossary.articles.reading import parse_article

TEXTS = st.text(alphabet=" \n\r\tab.AB。，！；？“””’\"'()1、…字\u3000", max_size=120)


@given(TEXTS)
def test_paragraphs_hold_every_character_that_is_no_space(text: str) -> None:
    found = paragraphs(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(passage.start < passage.end for passage in found)
    held = {place for passage in found for place in range(passage.start, passage.end)}
    assert {place for place, char in enumerate(text) if not char.isspace()} <= held


@given(TEXTS)
def test_sentences_tile_their_paragraph(text: str) -> None:
    for cut in (chinese_sentences, english_sentences):
        for passage in paragraphs(text):
            found = cut(text, passage)
            assert [found[0].start, found[-1].end] == list(passage)
            assert all(one.end == other.start for one, other in pairwise(found))


def sentences(text: str) -> list[str]:
    cut = chinese_sentences if any(char > "\u2e80" for char in text) else english_sentences
    return [text[start:end].strip() for start, end in cut(text, Passage(0, len(text)))]


def test_where_sentences_end() -> None:
    assert sentences("他说：“好。”她走了！") == ["他说：“好。”", "她走了！"]
    assert sentences("Mr. Li of the U.S. came. He left at 3 p.m. yesterday.") == [
        "Mr. Li of the U.S. came.",
        "He left at 3 p.m. yesterday.",
    ]
    assert sentences('It grew 3.5 percent. "Why?" she asked.') == ["It grew 3.5 percent.", '"Why?" she asked.']


def test_lines_are_paragraphs_unless_they_are_wrapped() -> None:
    assert len(paragraphs("标题\n第一段。\n第二段。")) == 3
    wrapped = "The first line of a paragraph\nthat goes on in the second line\nand ends in the third one."
    assert len(paragraphs(wrapped)) == 1


def test_the_prose_of_a_source() -> None:
    markdown = parse_article("a.md", "# 标题\n\n坚持**高质量**发展`x`。\n\n```\n代码\n```\n")
    assert prose(markdown).split() == ["标题", "坚持高质量发展。"]
    spaced = parse_article("a.txt", "“ 十四五”规划 ， 开局\u3000良好。")
    assert prose(spaced) == "“十四五”规划，开局良好。"
