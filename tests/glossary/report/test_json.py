"""The JSON report keeps its promise (docs/json.md)."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.checker import check
from glossary.findings import SEVERITIES, Finding
from glossary.index.term_index import index_of
from glossary.report import json as report
from glossary.report.checked import Checked
from glossary.report.terminal import STEERING
from glossary.rules.registry import RULES
from glossary.rules.rule import Circumstances
from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Source, Term

SHAPE: dict[str, type] = {"version": int, "termbase": str, "summary": dict, "findings": list}
SUMMARY: dict[str, type] = {
    "files": int, "findings": int, "error": int, "warning": int, "suggestion": int, "waived": int,
}  # fmt: skip
FINDING: dict[str, type] = {
    "path": str, "start": int, "end": int, "line": int, "column": int, "end_line": int, "end_column": int,
    "text": str, "rule": str, "severity": str, "confidence": float, "message": str, "concept": str, "zh": str,
    "suggestions": list, "source": str, "fixable": bool,
}  # fmt: skip
"""Every key of the promise, in its order; additions go behind, and into docs/json.md."""

TEXT = (
    "\ufeffThe toughness  of China\u2019s 30.5%of it.\r\nIt raised the the the the chain \U0001f600 of my country.\n"
    "Toughness of 产业 toughness."
)


def chain() -> Concept:
    bad = Term("toughness", AdministrativeStatus.DEPRECATED, reason="A property of steel.")
    good = Term("resilience", sources=(Source("Report", body="CPC", date="2022"),))
    return Concept(
        "resilience", sections=(LanguageSection("zh-Hans", (Term("韧性"),)), LanguageSection("en", (good, bad)))
    )


def written(*checked: Checked, termbase: str = "builtin") -> dict[str, Any]:
    stream = io.StringIO()
    report.write(checked, stream, termbase=termbase)
    return json.loads(stream.getvalue())


def checked(path: str, text: str) -> Checked:
    article = parse_article(path, text)
    index = index_of([chain()])
    return Checked(article, check(article, Circumstances(index, "2026-01-01"), RULES))


def has_shape(value: dict[str, Any], shape: dict[str, type]) -> None:
    assert list(value) == list(shape)
    assert {key: type(value[key]) for key in shape} == shape


def test_the_shape_is_exactly_the_promise() -> None:
    result = written(checked("a.txt", TEXT), checked("b.txt", "The toughness."))
    has_shape(result, SHAPE)
    has_shape(result["summary"], SUMMARY)
    assert result["version"] == 1
    assert result["findings"]
    for finding in result["findings"]:
        has_shape(finding, FINDING)
        assert all(isinstance(suggestion, str) for suggestion in finding["suggestions"])
        assert 0 <= finding["confidence"] <= 1
        assert finding["severity"] in SEVERITIES
        assert finding["rule"] in {rule.name for rule in RULES}


def test_offsets_lines_and_columns_give_the_text_back() -> None:
    lines = TEXT.split("\n")
    found = written(checked("a.txt", TEXT))["findings"]
    assert len(found) >= 4
    for finding in found:
        assert finding["text"] == TEXT[finding["start"] : finding["end"]]
        for line, column, offset in (
            (finding["line"], finding["column"], finding["start"]),
            (finding["end_line"], finding["end_column"], finding["end"]),
        ):
            assert sum(len(text) + 1 for text in lines[: line - 1]) + column - 1 == offset


def test_findings_are_sorted_by_place_in_the_order_of_the_files() -> None:
    result = written(checked("b.txt", TEXT), checked("a.txt", TEXT))
    places = [(finding["path"], finding["start"]) for finding in result["findings"]]
    assert places == sorted(places, key=lambda place: ("b.txt", "a.txt").index(place[0]) * 10_000 + place[1])
    assert len({(finding["path"], finding["start"], finding["end"]) for finding in result["findings"]}) == len(places)


def test_the_summary_counts_what_is_listed() -> None:
    result = written(checked("a.txt", TEXT), checked("b.txt", "Resilience."))
    severities = [finding["severity"] for finding in result["findings"]]
    assert result["summary"] == {
        "files": 2,
        "findings": len(severities),
        **{severity: severities.count(severity) for severity in reversed(SEVERITIES)},
        "waived": 0,
    }


def test_concept_chinese_suggestion_and_source() -> None:
    (finding,) = written(checked("b.txt", "The toughness."))["findings"]
    assert finding["concept"] == "resilience"
    assert finding["zh"] == "韧性"
    assert finding["suggestions"] == ["resilience"]
    assert finding["source"] == "CPC, Report (2022)"


def test_nothing_found() -> None:
    assert written(termbase="x.db") == {
        "version": 1,
        "termbase": "x.db",
        "summary": {"files": 0, "findings": 0, "error": 0, "warning": 0, "suggestion": 0, "waived": 0},
        "findings": [],
    }


@pytest.mark.parametrize("part", ["path", "text", "message"])
@given(st.text())
def test_any_text_comes_back_and_none_of_it_steers_a_terminal(part: str, text: str) -> None:
    finding = Finding(0, 1, text if part == "text" else "x", "rule", "error", 1.0, text if part == "message" else "x")
    article = parse_article(text if part == "path" else "a.txt", "x")
    stream = io.StringIO()
    report.write([Checked(article, [finding])], stream, termbase="builtin")
    assert not {ord(char) for char in stream.getvalue()} & STEERING - {0x0A}
    assert json.loads(stream.getvalue())["findings"][0][part] == text
