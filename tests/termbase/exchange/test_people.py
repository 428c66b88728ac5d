"""Glossaries for people: sorted, indexed, complete, and safe whatever a term base says."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    LanguageSection,
    Relation,
    RelationKind,
    Source,
    SourceMark,
    Term,
)
from termbase.exchange.values import Order, WriteOptions
from tests.strategies import concept_lists
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, written

HOSTILE = "<script>alert(1)</script> [x](javascript:y) `z` *a* _b_ ![i](http://h/) & <b> | http://h.example \"' # ~~c~~"


def concept(name: str, chinese: str, english: str, pinyin: str = "", **fields: object) -> Concept:
    sections = (LanguageSection("zh-Hans", (Term(chinese, pinyin=pinyin),)), LanguageSection("en", (Term(english),)))
    return Concept(name, sections=sections, **fields)


def hostile() -> Concept:
    term = Term(
        HOSTILE, AdministrativeStatus.DEPRECATED, reason=f"{HOSTILE}\n- {HOSTILE}\n1. x\n# y", usage_note=HOSTILE
    )
    section = LanguageSection("en", (term,), (Definition(HOSTILE, Source(HOSTILE)),), notes=(HOSTILE,))
    return Concept("hostile", HOSTILE, (section,), notes=(HOSTILE,))


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


class PeopleSuite(FormatSuite):
    """What Markdown and HTML have in common."""

    is_sorted = True

    def headwords(self, concepts: list[Concept], order: Order = Order.PINYIN) -> list[str]:
        """The headwords of the glossary, in their order, as a reader sees them."""
        raise NotImplementedError

    def test_entries_are_sorted_by_pinyin(self):
        concepts = [
            concept("a", "中", "middle"),
            concept("b", "绿色发展", "green development", "lǜ sè fā zhǎn"),
            concept("c", "路", "road", "lù"),
            concept("d", "一带一路", "Belt"),
            concept("e", "5G", "5G"),
        ]
        assert self.headwords(concepts) == ["路", "绿色发展", "一带一路", "中", "5G"]

    def test_entries_are_sorted_by_english(self):
        concepts = [concept("a", "乙", "the Zone"), concept("b", "甲", "an area"), concept("c", "丙", "Économie")]
        assert self.headwords(concepts, Order.ENGLISH) == ["an area", "Économie", "the Zone"]

    def test_losses_are_what_is_not_shown(self):
        _, report = written(self.name, [PAIR])
        assert report.losses == ()
        _, report = written(self.name, [replace(PAIR, sections=()), PAIR])
        assert [(loss.field, loss.concepts) for loss in report.losses] == [("concept without a term", 1)]
        assert report.written == 1


class TestMarkdown(PeopleSuite):
    name = "markdown"

    def rendered(self, concepts: list[Concept], order: Order = Order.PINYIN) -> Page:
        content, _ = written("markdown", concepts, WriteOptions(order=order))
        return Page(MarkdownIt("commonmark", {"html": True}).enable("strikethrough").render(content.decode()))

    def headwords(self, concepts, order=Order.PINYIN):
        content, _ = written("markdown", concepts, WriteOptions(order=order))
        return [line[4:].partition(" (")[0] for line in content.decode().splitlines() if line.startswith("### ")]

    def test_everything_is_there(self):
        page = self.rendered([replace(PAIR, relations=(Relation(RelationKind.BROADER, "chain"),))])
        for text in ("chǎn yè liàn", "industry", "A line is not a chain.", "Ruling: Report to", "Broader: chain"):
            assert text in page.text
        assert ("a", {"href": "#c"}) in page.tags

    def test_hostile_text_stays_text(self):
        page = self.rendered([hostile()])
        assert {tag for tag, _ in page.tags} == {"h1", "h2", "h3", "p", "a", "ul", "li", "em", "s", "br"}
        assert [attributes for tag, attributes in page.tags if tag == "a"] == [{"href": "#other"}]
        assert page.text.count(HOSTILE) == 10

    @given(concept_lists(2))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_text_is_seen_as_it_is(self, concepts):
        page = self.rendered(concepts)
        seen = "".join(page.text.split())
        for section in (section for it in concepts for section in it.sections):
            for term in section.terms:
                assert "".join(term.text.split()) in seen


class TestHtml(PeopleSuite):
    name = "html"

    def page(self, concepts: list[Concept], order: Order = Order.PINYIN) -> Page:
        return Page(written("html", concepts, WriteOptions(order=order, title="Terms & more"))[0].decode())

    def headwords(self, concepts, order=Order.PINYIN):
        content = written("html", concepts, WriteOptions(order=order))[0].decode()
        return re.findall(r"<h3><bdi[^>]*>([^<]*)</bdi>", content)

    def test_everything_is_there(self):
        checked = Source("Report", body="CPC", date="2022", mark=SourceMark.CHECKED)
        more = Concept(
            "more", sections=(LanguageSection("en", (Term("more", sources=(checked,), valid_from="2021"),)),)
        )
        links = (Relation(RelationKind.RELATED, "more"), Relation(RelationKind.RELATED, "elsewhere"))
        page = self.page([replace(PAIR, relations=links), more])
        for text in (
            "Terms & more",
            "chǎn yè liàn",
            "A line is not a chain.",
            "CPC, Report (2022), checked",
            "2021 to …",
        ):
            assert text in page.text
        assert PAIR.sections[1].definitions[0].text in page.text
        links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
        assert links == ["#letter-c", "#letter-m", "#c-more"]
        ids = {attributes.get("id") for _, attributes in page.tags}
        assert {link[1:] for link in links} <= ids

    def test_hostile_text_stays_text_and_the_page_asks_for_nothing(self):
        page = self.page([hostile()])
        tags = {tag for tag, _ in page.tags}
        assert not tags & {"script", "img", "link", "b", "iframe", "object"}
        assert {"header", "nav", "main", "section", "article", "h1", "h2", "h3"} <= tags
        names = {name for _, attributes in page.tags for name in attributes}
        assert not {name for name in names if name.startswith("on") or name == "src"}
        assert page.text.count(HOSTILE) == 10
        assert ("html", {"lang": "en"}) in page.tags

    @given(concept_lists(2))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_text_is_seen_as_it_is(self, concepts):
        page = self.page(concepts)
        assert page.open == []
        for section in (section for it in concepts for section in it.sections):
            assert all(term.text in page.text for term in section.terms)
            if section.terms:
                assert all(definition.text in page.text for definition in section.definitions)


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_a_glossary_of_nothing_is_a_page(name):
    content, report = written(name, [])
    assert report.written == 0
    assert content
