"""What of Markdown is prose, held against a real parser."""

import pytest
from markdown_it import MarkdownIt

from glossary.articles.reading import parse_article

DOCUMENTS = [
    "# Title\n\nText with `code` and ``more `code` here`` and *emphasis*.\n",
    "Para\n\n    indented code\n\nPara again\n",
    "- item\n\n    continued in the item\n\n- item\n",
    "```python\nx = 1\n```\n\nafter\n\n~~~\nmore\n~~~\n\nend\n",
    "````\n```\nstill code\n```\n````\n\nprose\n",
    "> quoted *text*\n> goes on\n\nafter\n",
    '[a link](https://example.org/path "title") and <https://example.org> and ![picture](p.png)\n',
    "An unclosed ` tick and text\n\nnext ` paragraph\n",
    "```\nunclosed fence\n\nto the end\n",
    "Text <b>bold</b> <!-- a comment --> more\n",
    "A\\*literal\\* star and snake_case_word and __strong__.\n",
    "1. one\n2. two `code`\n\n   paragraph in two\n",
]


@pytest.mark.parametrize("text", DOCUMENTS)
def test_prose_is_what_a_parser_calls_text(text: str) -> None:
    expected = " ".join(_prose_words(text))
    assert " ".join(_shadow_words(text)) == expected


def _shadow_words(text: str) -> list[str]:
    folded = parse_article("a.md", text).shadow.folded
    kept = bytes(code if chr(code).isalnum() else 0x20 for code in folded)
    return kept.decode("latin-1").split()


def _prose_words(text: str) -> list[str]:
    """The words of all text tokens of a CommonMark parse; code, HTML, link targets are left out."""
    words: list[str] = []
    list_number = ""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "list_item_open":
            list_number = token.info
        if token.type == "inline":
            if list_number:
                words.append(list_number)
                list_number = ""
            parts = []
            for child in token.children or []:
                if (child.type == "text" and not child.content.startswith("https://")) or child.type == "image":
                    parts.append(child.content)
                elif child.type in ("softbreak", "code_inline", "html_inline"):
                    parts.append(" ")
            words += "".join(char if char.isalnum() else " " for char in "".join(parts).lower()).split()
    return words


def test_front_matter_is_no_prose() -> None:
    assert _shadow_words("---\ntitle: words\n---\n\nprose\n") == ["prose"]
    assert _shadow_words("+++\ntitle = 1\n+++\nprose\n") == ["prose"]


def test_emphasis_does_not_break_a_phrase() -> None:
    assert (
        b"industrial chain supply chain" in parse_article("a.md", "**industrial chain** supply *chain*").shadow.folded
    )


def test_a_block_quote_does_not_break_a_phrase() -> None:
    assert b"industrial chain" in parse_article("a.md", "> industrial\n> chain").shadow.folded
