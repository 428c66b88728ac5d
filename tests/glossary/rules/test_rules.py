"""Every rule on its cases.

A case file names the rule and, where it needs one, a small term base in the format of the built-in glossary. Each case
gives a text and the spans that have to be found; every other span is a false alarm. To add a case, copy one: marks
around a span in the text, ``⟦`` and ``⟧``, say what is found, and ``suggests`` the first suggestion for each of them.
``source`` is the Chinese of the text.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from glossary.alignment.aligning import align
from glossary.articles.article import Article
from glossary.articles.reading import parse_article
from glossary.checker import check
from glossary.index.term_index import TermIndex, index_of
from glossary.rules.registry import RULES
from glossary.rules.rule import Circumstances
from termbase.starter.loader import concepts_in

CASES = Path(__file__).parent / "cases"
MARK = re.compile("[⟦⟧]")


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, case in enumerate(table["case"], start=1):
            name = case.get("name", str(number))
            yield pytest.param(table["rule"], path, case, id=f"{path.stem}: {name}")


@cache
def index_of_cases(path: Path) -> TermIndex:
    return index_of(concepts_in(tomllib.loads(path.read_text(encoding="utf-8")).get("concepts", {})))


@pytest.mark.parametrize(("rule_name", "path", "case"), list(cases()))
def test_case(rule_name: str, path: Path, case: dict[str, Any]) -> None:
    rule = next(rule for rule in RULES if rule.name == rule_name)
    index = index_of_cases(path)
    marked = case["text"]
    text = MARK.sub("", marked)
    article = parse_article(case.get("file", "article.txt"), text)

    found = check(article, circumstances(article, index, case), [rule])

    assert [(finding.start, finding.end) for finding in found] == list(marked_spans(marked))
    assert all(text[finding.start : finding.end] == finding.text for finding in found)
    if "suggests" in case:
        assert [finding.suggestions[0] if finding.suggestions else "" for finding in found] == case["suggests"]
    if "severity" in case:
        assert {finding.severity for finding in found} == {case["severity"]}
    for part in case.get("says", []):
        assert any(part in finding.message for finding in found)


def circumstances(article: Article, index: TermIndex, case: dict[str, Any]) -> Circumstances:
    """What a case is judged by; ``source`` is the Chinese of its text."""
    day = case.get("date", "2026-01-01")
    if "source" not in case:
        return Circumstances(index, day)
    return Circumstances(index, day, align(article, parse_article("source.txt", case["source"]), index.source_terms))


def marked_spans(marked: str) -> Iterator[tuple[int, int]]:
    """Offsets, in the text without its marks, of what stands between them."""
    start = 0
    for number, mark in enumerate(MARK.finditer(marked)):
        offset = mark.start() - number
        if mark[0] == "⟦":
            start = offset
        else:
            yield start, offset


def test_every_rule_has_cases() -> None:
    covered = {tomllib.loads(path.read_text(encoding="utf-8"))["rule"] for path in CASES.glob("*.toml")}
    assert covered == {rule.name for rule in RULES}


def test_every_rule_finds_its_bad_example_and_passes_its_good_one(glossary_index: TermIndex) -> None:
    for rule in RULES:
        bad, good, source = (part_of(rule.documentation, part) for part in ("Bad", "Good", "Source of the examples"))
        assert bad, rule.name
        assert good, rule.name
        case = {"source": source} if source else {}
        for text, expected in ((bad, True), (good, False)):
            article = parse_article("example.txt", text)
            findings = check(article, circumstances(article, glossary_index, case), [rule])
            assert bool(findings) is expected, (rule.name, text, findings)


def part_of(documentation: str, part: str) -> str:
    """What is quoted under a heading of a rule's documentation."""
    quoted = re.search(rf"## {part}\n\n((?:> .*\n?)+)", documentation)
    return re.sub(r"^> ?", "", quoted[1], flags=re.MULTILINE) if quoted else ""
