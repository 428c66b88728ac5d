"""Quotations and headings: which stretches of a text count as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.waivers.regions import headings, quotations

LONG = "we build the road and the belt"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f'He said, "{LONG}," and left.', [f"{LONG},"]),
        (f"He said, \u201c{LONG}.\u201d Then \u201cdual chain\u201d.", [f"{LONG}."]),
        (f"\u300c{LONG}\u300d", [LONG]),
        (f"\u201c{LONG}.\n\n\u201c{LONG}!\u201d", [f"{LONG}.", f"{LONG}!"]),
        (f"\u201c{LONG}.\n\n{LONG}.", []),
        (f'It is 5" wide.\n\n{LONG} "{LONG}"', [LONG]),
        (f"> {LONG}\n", []),
    ],
)
def test_quotations_of_plain_text(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(parse_article("a.txt", text))] == found


def test_a_block_quote_of_markdown_with_its_lazy_lines() -> None:
    text = f"{LONG}\n\n> One.\n> Two.\nThree.\n\nFour.\n"
    assert [text[start:end] for start, end in quotations(parse_article("a.md", text))] == ["> One.\n> Two.\nThree."]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.md", "# One\n\nTwo.\n\n## Three ##\n", ["# One", "## Three ##"]),
        ("a.md", "One\n===\n\nTwo\n---\n\nThree.\n", ["One\n===", "Two\n---"]),
        ("a.md", "#hashtag\n\nA line\n\n> # Quoted\n", ["> # Quoted"]),
        ("a.txt", "One for all\n\nTwo is a sentence.\n\nThree\n", ["One for all", "Three"]),
        ("a.txt", "One\ntwo\n\nthree,\n", []),
        ("a.txt", f"{LONG} {LONG} {LONG}\n\nText.", []),
    ],
)
def test_headings(name: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in headings(parse_article(name, text))] == found


@given(st.text('ab "\u201c\u201d\n>#=-.', max_size=60), st.sampled_from(["a.txt", "a.md"]))
def test_any_text_has_regions_within_it(text: str, name: str) -> None:
    article = parse_article(name, text)
    for start, end in [*quotations(article), *headings(article)]:
        assert 0 <= start <= end <= len(text)
