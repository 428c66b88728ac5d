"""The text report: the mark stands under the span, whatever the line holds and however long it is."""

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.findings import Finding
from glossary.report.checked import Checked
from glossary.report.terminal import Palette, width
from glossary.report.text import summary, write


def finding_at(text: str, start: int, end: int) -> Finding:
    return Finding(
        start, end, text[start:end], "a-rule", "error", 1.0, "is wrong", ("right",), zh="对", source="A report"
    )


def report(text: str, *spans: tuple[int, int], columns: int = 100, colour: bool = False) -> list[str]:
    stream = io.StringIO()
    article = parse_article("a.txt", text)
    findings = [finding_at(text, start, end) for start, end in spans]
    write([Checked(article, findings)], stream, palette=Palette(colour=colour), columns=columns)
    return stream.getvalue().split("\n")


def test_the_whole_of_one_finding() -> None:
    assert report("one\ntwo three four\n", (8, 13)) == [
        "a.txt:2:5: error: is wrong [a-rule]",
        "  two three four",
        "      ^^^^^",
        "  对 → right",
        "  ruling: A report",
        "",
        "",
    ]


def test_colour_changes_nothing_else() -> None:
    import re

    coloured = report("one two", (4, 7), colour=True)
    assert coloured != report("one two", (4, 7))
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == report("one two", (4, 7))


LINES = st.text(st.sampled_from("ab c，链-\u0301\t\u202e"), max_size=300)


@given(
    before=LINES,
    span=st.text(st.sampled_from("ab链"), min_size=1, max_size=150),
    after=LINES,
    columns=st.integers(60, 200),
)
def test_the_mark_stands_under_the_span(before: str, span: str, after: str, columns: int) -> None:
    text = f"first\n{before}{span}{after}\nlast"
    start = len("first\n") + len(before)
    _, line, mark, *_ = report(text, (start, start + len(span)), columns=columns)
    spaces = len(mark) - len(mark.lstrip(" "))
    left = next(line[:count] for count in range(len(line) + 1) if width(line[:count]) == spaces)
    shown = line[len(left) :].lstrip("\u0301")
    assert shown.startswith(span if len(span) <= max(20, columns - 58) else span[:15])


@pytest.mark.parametrize("end", [12, 30])
def test_a_span_over_several_lines_is_marked_on_its_first(end: int) -> None:
    _, line, mark, *_ = report("one two thr\nee four five six seven eight nine", (4, end))
    assert (line, mark) == ("  one two thr", "      ^^^^^^^")


def test_a_carriage_return_is_not_shown() -> None:
    assert report("one two\r\nthree\r\n", (4, 7))[1] == "  one two"


def test_an_empty_span_has_a_mark() -> None:
    assert report("one two", (4, 4))[2] == "      ^"


def test_a_very_long_line_takes_no_time() -> None:
    text = "word " * 2_000_000
    spans = [(start, start + 4) for start in range(0, 500_000, 5_000)]
    started = time.perf_counter()
    lines = report(text, *spans)
    assert time.perf_counter() - started < 2
    assert max(map(len, lines)) < 200


@pytest.mark.parametrize(
    ("severities", "unread", "told"),
    [
        ([], 0, "1 file checked: nothing found"),
        (["error"], 0, "1 file checked: 1 error"),
        (["warning", "error", "error", "suggestion"], 0, "1 file checked: 2 errors, 1 warning, 1 suggestion"),
        ([], 2, "1 file checked: nothing found; 2 could not be checked"),
    ],
)
def test_summary(severities: list[str], unread: int, told: str) -> None:
    findings = [finding_at("text", 0, 1)._replace(severity=severity) for severity in severities]
    tally = write([Checked(parse_article("a.txt", "text"), findings)], io.StringIO(), palette=Palette(colour=False))
    assert summary(tally, unread=unread) == told
