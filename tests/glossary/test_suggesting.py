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
    trend = "the trend of the times"
    assert fit(trend, "big trend", "big trend", folded, folded.index(b"big")) == "trend of the times"
    assert fit(trend, "big trend", "big trend", b"big trend", 0) == trend


def test_the_capital_of_a_proper_adjective_says_nothing_of_its_place() -> None:
    listed = "Chinese-style modernization"
    offered = "modernization with Chinese features"
    assert fit(offered, listed, listed, b"spoke of chinese-style modernization", 9) == offered
    assert fit(offered, listed, listed, b"end. chinese-style modernization", 5) == "Modernization with Chinese features"
    assert fit(offered, listed, listed, b"chinese-style modernization", 0) == "Modernization with Chinese features"


def test_title_case_holds_for_names_too() -> None:
    folded = b"the western luhai new channel"
    assert fit("land-sea corridor", "Western Luhai New Channel", "Western Luhai New Channel", folded, 4) == (
        "Land-Sea Corridor"
    )
