"""What is offered in place of broken spacing is never broken itself."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.findings import Finding
from glossary.index.term_index import index_of
from glossary.rules import broken_spacing
from glossary.rules.rule import Circumstances

CIRCUMSTANCES = Circumstances(index_of([]), "2026-01-01")
DAMAGED = (
    "Five -Year", "Beijing -Tianjin -Hebei", "high- quality", "30.5%of", "output.The", "Wuhan,Chengdu", "Author:Zhang",
    "in2022", "100yuan", "the end . But", "a loan ,which", "a loan .The", "so ; they", "really ? Yes", "(GDP )",
    "( GDP)", "Conference(COP15)", "end.. But", "stop. , but", "the “start”\" of", "Plan—-on", "the ”14th Plan” of",
    "“four confidences“ of", "growth，and", "fairs、forums", "《Opinions》", "３０％", "（draft）",
)  # fmt: skip


def findings(text: str) -> list[Finding]:
    return list(broken_spacing.check(parse_article("article.txt", text), CIRCUMSTANCES))


def mended(text: str) -> str:
    for finding in reversed(findings(text)):
        if finding.fixable:
            text = text[: finding.start] + finding.suggestions[0] + text[finding.end :]
    return text


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_is_found_and_mended(damage: str) -> None:
    text = f"They say {damage} again"
    assert any(finding.fixable for finding in findings(text))
    assert findings(mended(text)) == []


@given(st.lists(st.sampled_from(DAMAGED), min_size=2, max_size=12))
def test_damage_beside_damage_is_mended_too(damages: list[str]) -> None:
    text = "\n\n".join(f"They say {damage} again" for damage in damages)
    assert findings(mended(text)) == []


@given(st.text(alphabet="aZ9 \n.,;:!?%-()\"'“”’—，。、《》中é", max_size=80))
def test_no_text_trips_it(text: str) -> None:
    found = findings(text)
    assert all(text[finding.start : finding.end] == finding.text != "" for finding in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(finding.suggestions[0] != finding.text for finding in found if finding.fixable)
