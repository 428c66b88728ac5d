"""The other forms of the report: SARIF, GitHub annotations, HTML, whatever stands in the articles."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.findings import Finding
from glossary.report.checked import Checked, Tally
from glossary.report.others import FORMS, Options, write
from glossary.report.terminal import STEERING
from glossary.rules.registry import RULES
from glossary.waivers.waiver import Waived

TEXT = "\ufeffThe toughness\r\nof toughness & <b>.\n"
HOSTILE = '\x1b[31m</mark><script>alert("x")</script>\r\n::error::%0A,:%\u202e\' & --> ]]>'


def finding(text: str, start: int, end: int, **changes: object) -> Finding:
    found = Finding(
        start, end, text[start:end], "deprecated-term", "error", 0.95, "m", ("resilience",), "resilience", "韧性", "CPC"
    )
    return found._replace(**{"fixable": True, **changes})


def checked(name: str = "a b/a.md") -> Checked:
    waived = Waived(finding(TEXT, 19, 28), "comment", "a.md:3", "as said")
    findings = [finding(TEXT, 5, 14), finding(TEXT, 5, 28, severity="suggestion", suggestions=(), fixable=False)]
    return Checked(parse_article(name, TEXT), findings, (waived,))


def written(form: str, *items: Checked, show_waived: bool = True) -> tuple[str, Tally]:
    stream = io.StringIO()
    tally = write(form, items, stream, Options("builtin", show_waived=show_waived))
    return stream.getvalue(), tally


def hostile() -> Checked:
    text = f"{HOSTILE} bad"
    bad = finding(text, 0, len(text), message=HOSTILE, suggestions=(HOSTILE,), zh=HOSTILE, source=HOSTILE)
    return Checked(parse_article(f"{HOSTILE}.txt", text), [bad], (Waived(bad, "comment", HOSTILE, HOSTILE),))


def test_every_form_counts_what_it_was_given() -> None:
    for form in FORMS:
        _, tally = written(form, checked(), checked("b.txt"))
        assert (tally.files, tally.findings, tally.waived) == (2, 4, 2), form


def test_no_form_lets_anything_steer_a_terminal() -> None:
    for form in ("sarif", "github", "html"):
        assert not {ord(char) for char in written(form, hostile())[0]} & STEERING - {0x0A}, form


def test_sarif_has_the_structure_of_2_1_0() -> None:
    log = json.loads(written("sarif", checked())[0])
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.name for rule in RULES]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == 3
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == "a b/a.md"
        assert " " not in place["artifactLocation"]["uri"]
        has_sound_region(place["region"])
        assert re.fullmatch("[0-9a-f]{32}", result["partialFingerprints"]["zhengming/v1"])


def has_sound_region(region: dict) -> None:
    """Offsets, lines and columns name the same place in the text without its byte order mark."""
    plain = TEXT.removeprefix("\ufeff")
    snippet = plain[region["charOffset"] : region["charOffset"] + region["charLength"]]
    assert snippet == region["snippet"]["text"]
    lines = plain.split("\n")
    start = sum(len(line) + 1 for line in lines[: region["startLine"] - 1]) + region["startColumn"] - 1
    end = sum(len(line) + 1 for line in lines[: region["endLine"] - 1]) + region["endColumn"] - 1
    assert (start, end - start) == (region["charOffset"], region["charLength"])


def test_sarif_offers_fixes_and_marks_what_is_waived() -> None:
    fixed, unsure, waived = json.loads(written("sarif", checked())[0])["runs"][0]["results"]
    (change,) = fixed["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"]["text"] == "resilience"
    assert replacement["deletedRegion"]["charLength"] == len("toughness")
    assert "fixes" not in unsure
    assert waived["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "as said"}]
    assert "suppressions" not in fixed
    assert len(json.loads(written("sarif", checked(), show_waived=False)[0])["runs"][0]["results"]) == 2


def test_sarif_names_an_absolute_path_as_a_file() -> None:
    path = Path("a.md").absolute()
    result = json.loads(written("sarif", checked(str(path)))[0])["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == path.as_uri()


def test_github_writes_one_command_for_each_finding() -> None:
    lines = written("github", checked("a,b:c%.md"))[0].splitlines()
    assert lines[0].startswith(
        "::error file=a%2Cb%3Ac%25.md,line=1,endLine=1,col=6,endColumn=15,title=deprecated-term::m%0A"
    )
    assert lines[1].startswith("::notice file=a%2Cb%3Ac%25.md,line=1,endLine=2,title=deprecated-term::m")
    assert len(lines) == 2


@given(st.text())
def test_github_never_lets_a_text_begin_a_command(text: str) -> None:
    bad = Finding(0, 1, "x", "rule", "error", 1.0, text, (text,), zh=text, source=text)
    output = written("github", Checked(parse_article(text, "x"), [bad]))[0]
    assert output.count("\n") == 1
    assert output.startswith("::error file=")


class Page(HTMLParser):
    """What a reader of the page gets: its tags, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("item", [checked(), hostile(), Checked(parse_article("a.txt", "Good."), [])])
def test_html_is_well_formed_and_holds_nothing_active(item: Checked) -> None:
    page = Page()
    page.feed(written("html", item)[0])
    assert page.open == []
    assert set(page.tags).isdisjoint({"script", "img", "link", "iframe", "form", "b"})
    names = {name for name, _ in page.attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "style")]
    assert all((value or "").startswith("#") for name, value in page.attributes if name == "href")
    targets = {value for name, value in page.attributes if name == "id"}
    assert {(value or "")[1:] for name, value in page.attributes if name == "href"} <= targets


@given(st.text())
def test_html_shows_any_text_as_it_is(text: str) -> None:
    article = parse_article("a.txt", text)
    ends = min(len(text), 3)
    found = [finding(text, 0, ends)] if ends else []
    page = Page()
    page.feed(written("html", Checked(article, found))[0])
    assert plain(text.replace("\r\n", "\n")) in plain(page.text)


def plain(text: str) -> str:
    """A text without white space, without what could steer a terminal, and without the stand-ins for that."""
    stand_ins = {0xFFFD, *range(0x2400, 0x2420)}
    return "".join("".join(char for char in text if ord(char) not in STEERING | stand_ins).split())
