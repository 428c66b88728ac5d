"""TMX: short units become proposals, long ones are counted, markup is no text."""

from datetime import UTC, datetime

import pytest

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    LanguageSection,
    Provenance,
    Term,
    WorkState,
)
from termbase.errors import ExchangeError
from termbase.exchange.identifiers import IDENTIFIER
from termbase.exchange.values import Problem
from tests.termbase.exchange.format_suite import ReaderSuite, read


def tmx(*units: str, version: str = "1.4", head: str = "") -> bytes:
    header = '<header creationtool="x" segtype="phrase" srclang="*all*"/>'
    return f'{head}<tmx version="{version}">{header}\n<body>\n{chr(10).join(units)}</body></tmx>'.encode()


def unit(chinese: str, english: str, attributes: str = "", inner: str = "") -> str:
    return (
        f'<tu {attributes}>{inner}<tuv xml:lang="zh-CN"><seg>{chinese}</seg></tuv>'
        f'<tuv xml:lang="EN"><seg>{english}</seg></tuv></tu>'
    )


class TestTmx(ReaderSuite):
    name = "tmx"

    def sample(self) -> bytes:
        return tmx(unit("产业链", "industrial chain"))

    def test_a_short_unit_is_a_proposal_with_all_that_is_said_of_it(self):
        attributes = 'tuid="7" creationid="ann" creationdate="20221016T023000Z" changedate="soon"'
        inner = '<note>seen</note><prop type="project">A</prop><prop type="empty"/>'
        (concept,) = read("tmx", tmx(unit("产业链", "industrial\n chain", attributes, inner)))
        assert concept == Concept(
            "industrial-chain",
            sections=(
                LanguageSection("zh-Hans", (Term("产业链"),), work_state=WorkState.PROPOSED),
                LanguageSection("en", (Term("industrial chain"),), work_state=WorkState.PROPOSED),
            ),
            notes=("seen",),
            provenance=Provenance(datetime(2022, 10, 16, 2, 30, tzinfo=UTC), "ann"),
            data_categories=(DataCategory(IDENTIFIER, "7"), DataCategory("admin/project", "A")),
        )

    def test_markup_is_no_text_and_highlighting_is(self):
        english = '<bpt i="1">&lt;b&gt;</bpt>industrial<ept i="1">&lt;/b&gt;</ept> '
        english += '<hi>ch<ph>&lt;x/&gt;</ph>ain</hi><it pos="end">y</it>'
        (concept,) = read("tmx", tmx(unit("产业链", english)))
        assert concept.preferred("en") == "industrial chain"

    @pytest.mark.parametrize("version", ["1.1", "1.4"])
    def test_old_files_and_a_document_type_are_read(self, version):
        old = unit("产业链", "industrial chain").replace("xml:lang", "lang")
        head = '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "http://localhost:9/tmx14.dtd">\n'
        (concept,) = read("tmx", tmx(old, version=version, head=head))
        assert concept.preferred("zh-Hans") == "产业链"

    def test_what_is_too_long_to_be_a_term_is_counted(self):
        sentence = "这是一句很长的话，长得不可能是一个术语。"
        items = read(
            "tmx",
            tmx(unit("好", "good"), unit(sentence, "short"), unit("长", "x" * 61), unit("短句。", "A short one.")),
        )
        good, problem = items
        assert good.id == "good"
        assert str(problem) == (
            "terms.tmx:4: 3 units of more than 60 letters or 20 Chinese characters, or sentences, left out, "
            "the first of them here"
        )

    def test_alternatives_are_admitted_and_repetitions_come_once(self):
        more = unit("词", "word").replace("</tu>", '<tuv xml:lang="en"><seg>term</seg></tuv></tu>')
        first, second = read("tmx", tmx(unit("好", "good", 'tuid="1"'), unit("好", "good"), more))
        assert first.id == "good"
        assert [term.status for term in second.terms("en")] == [
            AdministrativeStatus.PREFERRED,
            AdministrativeStatus.ADMITTED,
        ]

    def test_a_bad_unit_is_a_problem_and_the_rest_is_read(self):
        alone = '<tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu>'
        unknown = unit("好", "good").replace("EN", "!")
        items = read(
            "tmx",
            tmx(unknown, alone, unit("坏", "ba&#x9b;d"), unit("好", "good", 'tuid="1"'), unit("糟", "bad", 'tuid="1"')),
        )
        assert [item.line for item in items if isinstance(item, Problem)] == [3, 5, 4]
        assert [item.id for item in items if isinstance(item, Concept)] == ["good", "bad"]

    def test_entities_are_not_expanded(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("confidential")
        head = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        (problem,) = read("tmx", tmx(unit("好", "a&x;b"), head=head))
        assert "refers to the entity &x;" in str(problem)

    def test_other_xml_is_refused(self):
        with pytest.raises(ExchangeError, match="is no TMX: its root is mtf, not tmx"):
            read("tmx", b"<mtf/>")
