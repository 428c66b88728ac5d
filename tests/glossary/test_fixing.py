"""Fixing an article: what is applied, what is left, and that it comes to rest."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.article import Article
from glossary.articles.reading import parse_article
from glossary.findings import Finding
from glossary.fixing import applicable, applied, fixed_article

WORDS = st.sampled_from(["a", "b", "c", "aa", "ab", "bc", "", "a b"])
TABLES = st.dictionaries(st.sampled_from(["a", "b", "c", "aa", "ab", "a b"]), WORDS, max_size=4)


def findings(article: Article, table: dict[str, str]) -> list[Finding]:
    return sorted(
        Finding(hit.start(), hit.end(), hit[0], "rule", "error", 1.0, "", (new,), fixable=True)
        for old, new in table.items()
        for hit in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", article.text)
    )


def fixed(text: str, table: dict[str, str], name: str = "a.txt") -> str:
    return fixed_article(parse_article(name, text), lambda article: findings(article, table), lambda found: found)[
        0
    ].after


@given(st.text("abc \n", max_size=20), TABLES)
def test_fixing_twice_is_fixing_once(text: str, table: dict[str, str]) -> None:
    once = fixed(text, table)
    assert fixed(once, table) == once


@given(st.text("abc \n", max_size=20), TABLES)
def test_fixes_do_not_overlap_and_leave_the_rest_alone(text: str, table: dict[str, str]) -> None:
    article = parse_article("a.txt", text)
    fixes = [fix for fix, _ in applicable(article, findings(article, table))]
    assert all(one.end <= other.start for one, other in pairwise(fixes))
    kept = "".join(kept_pieces(text, fixes))
    new = applied(text, fixes)
    assert len(new) == len(kept) + sum(len(fix.replacement) for fix in fixes)


def kept_pieces(text: str, fixes: list) -> Iterator[str]:
    position = 0
    for fix in fixes:
        yield text[position : fix.start]
        position = fix.end
    yield text[position:]


@pytest.mark.parametrize(
    ("text", "old", "new", "result"),
    [
        ("It is an old way.", "old way", "new way", "It is a new way."),
        ("A new way.", "new way", "old way", "An old way."),
        ("A union.", "union", "society", "A society."),
        ("An hour.", "hour", "day", "A day."),
        ("An hour.", "hour", "unit", "A unit."),
        ("An NGO came.", "NGO", "body", "An body came."),
        ("A banana new way.", "new way", "old way", "A banana old way."),
        ("The vista new way.", "new way", "old way", "The vista old way."),
        ("It is a chain.", "chain", "industrial and supply chains", "It is a chain."),
        ("This chain grew.", "chain", "chains", "This chain grew."),
        ("The chain is long.", "chain", "chains", "The chain is long."),
        ("The chain grew.", "chain", "chains", "The chains grew."),
        ("These chains are long.", "chains", "chain", "These chains are long."),
        ("old\r\nway\r\n", "old\r\nway", "new long way", "new\r\nlong way\r\n"),
        ("old\n  way", "old\n  way", "new", "new"),
        ("same", "same", "same", "same"),
    ],
)
def test_what_stands_around_a_fix(text: str, old: str, new: str, result: str) -> None:
    assert fixed(text, {old: new}) == result


def test_markdown_inside_a_span_is_left_alone() -> None:
    assert fixed("an *old* way", {"an *old* way": "x"}, "a.md") == "an *old* way"
    assert fixed("an *old* way", {"an *old* way": "x"}) == "x"


def test_a_circle_ends_where_it_began_and_a_text_that_never_settles_stays() -> None:
    assert fixed("z x", {"z": "x", "x": "y", "y": "x"}) == "x y"
    assert fixed("x", {"x": "x x"}) == "x"


def test_what_is_not_fixable_stays() -> None:
    article = parse_article("a.txt", "one two")
    no_offer = Finding(0, 3, "one", "rule", "error", 1.0, "", (), fixable=True)
    not_sure = Finding(4, 7, "two", "rule", "error", 1.0, "", ("three",))
    assert applicable(article, [no_offer, not_sure]) == []
