"""Suggestions take the shape of what they replace."""

import pytest

from glossary.suggesting import fit, in_case_of


@pytest.mark.parametrize(
    ("model", "text", "expected"),
    [
        ("dual chain", "industrial and supply chains", "industrial and supply chains"),
        ("Dual chain", "industrial and supply chains", "Industrial and supply chains"),
        ("Dual Chain", "industrial and supply chains", "Industrial and Supply Chains"),
        ("DUAL CHAIN", "industrial and supply chains", "INDUSTRIAL AND SUPPLY CHAINS"),
        ("Toughness", "resilience", "Resilience"),
        ("IT", "information technology", "Information technology"),
        ("big trend", "Beijing-Tianjin-Hebei region", "Beijing-Tianjin-Hebei region"),
        ("Plan of the Year", "high-quality plan", "High-Quality Plan"),
        ("14th", "plan", "plan"),
        ("", "plan", "plan"),
    ],
)
def test_case(model: str, text: str, expected: str) -> None:
    assert in_case_of(model, text) == expected


def test_no_article_after_a_determiner() -> None:
    folded = b"it is a big trend"
    assert fit("the trend of the times", "big trend", folded, folded.index(b"big")) == "trend of the times"
    assert fit("the trend of the times", "big trend", b"big trend", 0) == "the trend of the times"
