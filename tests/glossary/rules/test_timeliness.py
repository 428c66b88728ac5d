"""What was right at its time is no finding of any rule, and what was not valid then is not suggested."""

import re
from collections.abc import Iterator

import pytest

from glossary.articles.article import Article
from glossary.articles.reading import parse_article
from glossary.checker import check
from glossary.findings import Finding
from glossary.index.term_index import TermIndex, index_of
from glossary.rules.rule import Circumstances, Rule
from termbase.starter.loader import concepts_in

SUPERSEDED = {"status": "superseded", "valid-from": "2015-09-23", "reason": "ruled", "evidence": "source"}
CONCEPTS = {
    "belt-and-road": {
        "zh": "一带一路",
        "en": "Belt and Road Initiative",
        "admitted": [{"term": "Belt and Road plan", "valid-from": "2015-09", "valid-to": "2019"}, "Belt and Road"],
        "deprecated": [{"term": "One Belt, One Road", **SUPERSEDED}],
    },
}
OFFERS = ("Belt and Road plan", "Belt and Road Initiative")


@pytest.fixture(scope="module")
def index() -> TermIndex:
    return index_of(concepts_in(CONCEPTS))


def other_rule(words: str, offers: tuple[str, ...] = OFFERS) -> Rule:
    """A rule that knows nothing of time and reports ``words``."""

    def find(article: Article, _circumstances: Circumstances) -> Iterator[Finding]:
        for hit in re.finditer(words, article.text):
            yield Finding(hit.start(), hit.end(), hit[0], "other", "error", 1.0, "m", offers, "belt-and-road")

    return Rule("other", "error", 5, "", find, "")


@pytest.mark.parametrize(
    ("text", "day", "count"),
    [
        ("They built One Belt, One Road.", "2015-09-22", 0),
        ("They built One Belt, One Road.", "2015-09-23", 1),
        ("In 2014 they built One Belt, One Road.", "2026-01-01", 0),
        ("In 2016 they built One Belt, One Road.", "2026-01-01", 1),
        ("They built One Belt. One Road too.", "2014-01-01", 1),
    ],
)
def test_what_was_right_is_no_finding_of_another_rule(text: str, day: str, count: int, index: TermIndex) -> None:
    found = check(parse_article("a.txt", text), Circumstances(index, day), [other_rule("One Road")])
    assert len(found) == count


@pytest.mark.parametrize(
    ("day", "offers"),
    [
        ("2014-01-01", OFFERS[1:]),
        ("2015-09-01", OFFERS),
        ("2019-12-31", OFFERS),
        ("2020-01-01", OFFERS[1:]),
    ],
)
def test_what_was_not_valid_is_not_suggested(day: str, offers: tuple[str, ...], index: TermIndex) -> None:
    (found,) = check(parse_article("a.txt", "A belt."), Circumstances(index, day), [other_rule("belt")])
    assert found.suggestions == offers


def test_the_only_suggestion_is_kept(index: TermIndex) -> None:
    rule = other_rule("belt", OFFERS[:1])
    (found,) = check(parse_article("a.txt", "A belt."), Circumstances(index, "2026-01-01"), [rule])
    assert found.suggestions == OFFERS[:1]
