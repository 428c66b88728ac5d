"""TBX v2: valid by the published schemas, and shaped as the programs that read it need it."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    LanguageSection,
    PartOfSpeech,
    Provenance,
    Relation,
    RelationKind,
    Term,
)
from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from termbase.exchange.values import Loss, WriteOptions
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, written


def tree(concept: Concept, **options: object) -> etree._Element:
    return etree.fromstring(written("tbx-v2", [concept], WriteOptions(**options))[0])


class TestTbxV2(FormatSuite):
    name = "tbx-v2"

    def test_root_has_no_namespace_and_no_doctype(self):
        content, _ = written("tbx-v2", [PAIR])
        root = etree.fromstring(content)
        assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
        assert root.nsmap == {}
        assert b"DOCTYPE" not in content
        assert b"http" not in content

    def test_each_entry_has_two_languages_the_source_first(self):
        reverse = replace(PAIR, sections=(*reversed(PAIR.sections), LanguageSection("zh-Hant", (Term("產業鏈"),))))
        root = tree(reverse)
        assert root.xpath("//langSet/@xml:lang") == ["zh-CN", "en"]
        assert root.xpath("//ntig") == []
        assert root.xpath("//tig/term/text()") == ["产业链", "industrial chain", "industry line"]

    def test_the_direction_and_the_codes_can_be_chosen(self):
        root = tree(PAIR, source_language="en", target_language="zh-Hans", target_code="zh-Hans", source_code="en-US")
        assert root.xpath("//langSet/@xml:lang") == ["en-US", "zh-Hans"]

    def test_the_preferred_term_is_the_first(self):
        section = LanguageSection("en", (Term("b", AdministrativeStatus.DEPRECATED), Term("a")))
        root = tree(replace(PAIR, sections=(PAIR.sections[0], section)))
        assert root.xpath("//langSet[2]/tig/term/text()") == ["a", "b"]

    def test_deprecated_terms_can_be_left_out(self):
        content, report = written("tbx-v2", [PAIR], WriteOptions(deprecated=False))
        assert etree.fromstring(content).xpath("//langSet[2]/tig/term/text()") == ["industrial chain"]
        losses = {loss.field for loss in report.losses}
        assert "deprecated and superseded terms" in losses
        assert "reason" not in losses

    def test_definitions_stand_where_every_program_shows_them(self):
        (definition,) = tree(PAIR).xpath("//termEntry/descripGrp/descrip[@type='definition']")
        assert definition.text == "The stages of making a product & <selling> it."

    def test_proper_nouns_and_days(self):
        section = LanguageSection("en", (Term("Beijing", part_of_speech=PartOfSpeech.PROPER_NOUN),))
        made = Provenance(datetime(2026, 1, 2, 23, 30, tzinfo=UTC))
        root = tree(replace(PAIR, sections=(PAIR.sections[0], section), provenance=made))
        assert root.xpath("//termNote[@type='partOfSpeech']/text()") == ["properNoun"]
        assert root.xpath("//date/text()") == ["2026-01-02"]

    def test_ids_are_xml_names_and_references_stay_in_the_file(self):
        links = (Relation(RelationKind.RELATED, "2nd"), Relation(RelationKind.RELATED, "elsewhere"))
        content, _ = written("tbx-v2", [replace(PAIR, relations=links), replace(PAIR, id="2nd")])
        root = etree.fromstring(content)
        assert root.xpath("//termEntry/@id") == ["industrial-chain", "_2nd"]
        assert root.xpath("//ref/@target") == ["_2nd"]

    def test_a_concept_with_one_of_the_languages_is_left_out(self):
        half = Concept("half", sections=(LanguageSection("en", (Term("half"),)),))
        content, report = written("tbx-v2", [half, PAIR])
        assert etree.fromstring(content).xpath("//termEntry/@id") == ["industrial-chain"]
        assert Loss("concept without a term in both languages", 1, "left out") in report.losses

    def test_nothing_is_written_where_no_concept_has_both_languages(self):
        stream = io.BytesIO()
        with pytest.raises(ExchangeError, match="no concept has terms in zh-Hans and fr"):
            format_named("tbx-v2").write([PAIR], stream, WriteOptions(target_language="fr"))
        assert stream.getvalue() == b""


class ProfileSuite(FormatSuite):
    """What holds for the profile of every program."""

    def test_deprecated_terms_are_left_out_unless_asked_for(self):
        content, report = written(self.name, [PAIR])
        assert etree.fromstring(content).xpath("//langSet[2]//term/text()") == ["industrial chain"]
        assert Loss("deprecated and superseded terms", 1, "left out") in report.losses


class TestLokalize(ProfileSuite):
    name = "lokalize"

    def test_codes(self):
        assert codes("lokalize") == ["zh-CN", "en"]

    def test_deprecated_terms_stand_with_the_others_where_asked_for(self):
        content, _ = written("lokalize", [PAIR], WriteOptions(deprecated=True))
        assert etree.fromstring(content).xpath("//langSet[2]//term/text()") == ["industrial chain", "industry line"]


class TestOmegat(ProfileSuite):
    name = "omegat-tbx"

    def test_codes(self):
        assert codes("omegat-tbx") == ["zh-CN", "en"]


class TestWeblate(ProfileSuite):
    name = "weblate"

    def test_codes_are_those_of_weblate_unless_others_are_asked_for(self):
        assert codes("weblate") == ["zh-Hans", "en"]
        assert codes("weblate", source_language="zh-Hant") == ["zh-Hant", "en"]
        assert codes("weblate", source_code="zh-CN") == ["zh-CN", "en"]

    def test_a_forbidden_term_has_an_entry_of_its_own(self):
        """Weblate takes an entry with any forbidden term for forbidden as a whole."""
        old = Term("chain of industry", AdministrativeStatus.SUPERSEDED)
        pair = replace(
            PAIR, sections=(PAIR.sections[0], replace(PAIR.sections[1], terms=(*PAIR.sections[1].terms, old)))
        )
        content, report = written("weblate", [pair], WriteOptions(deprecated=True))
        entries = etree.fromstring(content).findall(".//termEntry")
        told = [(entry.get("id"), *entry.xpath(".//langSet[2]/tig[1]/*[position() < 3]/text()")) for entry in entries]
        assert told == [
            ("industrial-chain", "industrial chain", "preferredTerm-admn-sts"),
            ("industrial-chain.F1", "industry line", "forbidden"),
            ("industrial-chain.F2", "chain of industry", "obsolete"),
        ]
        assert [entry.findtext(".//langSet[1]/tig/term") for entry in entries] == ["产业链"] * 3
        assert [entry.findtext(".//langSet[1]/tig/termNote") for entry in entries][1:] == ["forbidden", "obsolete"]
        assert report.written == 1
        remedy = "written in entries of their own, marked as forbidden"
        assert Loss("deprecated and superseded terms", 1, remedy) in report.losses


def codes(name: str, **options: object) -> list[str]:
    concept = replace(PAIR, sections=(*PAIR.sections, LanguageSection("zh-Hant", (Term("產業鏈"),))))
    return etree.fromstring(written(name, [concept], WriteOptions(**options))[0]).xpath("//langSet/@xml:lang")
