"""A baseline: whatever it was made from it knows again, and no more than that."""

import io
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.article import Article
from glossary.articles.reading import parse_article
from glossary.findings import Finding
from glossary.waivers.baseline import Baseline, in_baseline, known_finding, read_baseline, write_baseline

TEXTS = st.lists(st.sampled_from(["bad", "good", "fair", ".", "\n", "\n\n", "wörd", "“bad”", "坏"]), max_size=30).map(
    " ".join
)


def found(article: Article) -> list[Finding]:
    text, start, findings = article.text, article.text.find("bad"), []
    while start >= 0:
        findings.append(Finding(start, start + 3, "bad", "rule", "error", 1.0, "m"))
        start = text.find("bad", start + 3)
    return findings


def baseline_of(text: str) -> Baseline:
    article = parse_article("a.txt", text)
    stream = io.StringIO()
    write_baseline([known_finding(article, finding, "") for finding in found(article)], stream)
    Path("known.json").write_text(stream.getvalue(), encoding="utf-8")
    return read_baseline("known.json")


@given(TEXTS)
def test_what_was_written_is_known(text: str) -> None:
    article = parse_article("a.txt", text)
    covered, stale = in_baseline(article, found(article), baseline_of(text))
    assert covered == set(found(article))
    assert stale == 0


@given(TEXTS, TEXTS, TEXTS)
def test_text_that_comes_before_and_after_changes_nothing(before: str, text: str, after: str) -> None:
    around = parse_article("a.txt", f"{before}\n\none two three {text} four five six\n\n{after}")
    inner = baseline_of(f"one two three {text} four five six")
    covered, _ = in_baseline(around, found(around), inner)
    assert len(covered) >= text.count("bad")
    assert len(covered) <= sum(count for known in inner.known.values() for count in known.values())


def test_another_file_knows_nothing() -> None:
    article = parse_article("b.txt", "so bad it is")
    assert in_baseline(article, found(article), baseline_of("so bad it is")) == (set(), 0)


def test_a_finding_that_stands_twice_is_counted() -> None:
    line = "so bad it is\n\n"
    baseline = baseline_of(line * 3)
    article = parse_article("a.txt", line * 5)
    assert len(in_baseline(article, found(article), baseline)[0]) == 3
    article = parse_article("a.txt", line)
    assert in_baseline(article, found(article), baseline)[1] == 2


def test_the_file_is_sorted_json_with_a_finding_on_each_line() -> None:
    baseline_of("z bad z a bad a")
    content = Path("known.json").read_text(encoding="utf-8")
    entries = json.loads(content)["findings"]
    assert [entry["before"] for entry in entries] == sorted(entry["before"] for entry in entries)
    assert content.count("\n") == len(entries) + 2
