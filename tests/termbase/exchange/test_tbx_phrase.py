"""TBX for Phrase: its own data categories, and everything in the one field that it has for it."""

import io
from dataclasses import replace

import pytest
from lxml import etree

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Definition,
    GrammaticalNumber,
    LanguageSection,
    MatchSettings,
    PartOfSpeech,
    Source,
    Term,
    TermType,
    WorkState,
)
from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from termbase.exchange.values import Loss, WriteOptions
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, ReaderSuite, written

ADDRESS = "https://example.org/plan"


def entry(concept: Concept, **options: object) -> etree._Element:
    return etree.fromstring(written("phrase-tbx", [concept], WriteOptions(**options))[0]).find(".//termEntry")


def said(parent: etree._Element) -> dict[str, str]:
    return {child.get("type") or child.tag: child.text for child in parent if len(child) == 0}


class TestPhraseTbx(FormatSuite, ReaderSuite):
    name = "phrase-tbx"

    def test_the_concept_has_one_of_each(self):
        concept = replace(
            PAIR,
            notes=("a", "b"),
            data_categories=(DataCategory("xref/externalCrossReference", ADDRESS), DataCategory("admin/x", "y")),
            sections=(replace(PAIR.sections[0], definitions=(Definition("定义", Source("规划")),)), PAIR.sections[1]),
        )
        assert said(entry(concept)) == {
            "conceptDomain": "industry",
            "conceptDefinition": "定义 (规划)\nThe stages of making a product & <selling> it.",
            "conceptNote": "x: y\na\nb",
            "conceptUrl": ADDRESS,
        }
        losses = written("phrase-tbx", [concept])[1].losses
        assert Loss("several definitions", 1, "joined in one") in losses
        assert Loss("several notes", 1, "joined in one") in losses

    def test_a_term_has_switches_and_one_note(self):
        term = Term(
            "GDP",
            AdministrativeStatus.PREFERRED,
            TermType.FULL_FORM,
            PartOfSpeech.PROPER_NOUN,
            GrammaticalNumber.MASS,
            usage_note="In tables.",
            valid_from="2017",
            match=MatchSettings(case_sensitive=True, inflect=False),
            notes=("a note",),
            data_categories=(DataCategory("termNote/grammaticalGender", "neuter"),),
        )
        section = LanguageSection("en", (term,), work_state=WorkState.APPROVED)
        tig = entry(replace(PAIR, sections=(section,))).find("langSet/tig")
        assert said(tig) == {
            "term": "GDP",
            "partOfSpeech": "NOUN",
            "grammaticalNumber": "UNCOUNTABLE",
            "termType": "FULL_FORM",
            "forbidden": "false",
            "preferred": "true",
            "caseSensitive": "true",
            "exactMatch": "true",
            "status": "Approved",
            "usageNote": "In tables.",
            "grammaticalGender": "NEUTRAL",
            "note": "Valid: 2017 to …\na note",
        }
        assert [child.tag for child in tig][-1] == "note"

    def test_deprecated_terms_are_forbidden(self):
        tigs = entry(PAIR).findall("langSet[2]/tig")
        assert [(said(tig)["term"], said(tig)["forbidden"]) for tig in tigs] == [
            ("industrial chain", "false"),
            ("industry line", "true"),
        ]
        assert len(entry(PAIR, deprecated=False).findall("langSet[2]/tig")) == 1

    def test_all_languages_with_codes_that_phrase_knows(self):
        concept = replace(PAIR, sections=(*PAIR.sections, LanguageSection("zh-Hant", (Term("產業鏈"),))))
        assert entry(concept).xpath("langSet/@xml:lang") == ["zh-CN", "en", "zh-TW"]
        assert entry(concept, target_code="en_us").xpath("langSet/@xml:lang")[1] == "en_us"

    def test_terms_that_phrase_would_refuse_are_left_out(self):
        long = LanguageSection("en", (Term("a" * 1001), Term("short")))
        content, report = written("phrase-tbx", [replace(PAIR, sections=(long,))])
        assert etree.fromstring(content).xpath("//term/text()") == ["short"]
        assert Loss("term of more than 1000 characters", 1, "left out") in report.losses

    def test_nothing_is_written_where_there_is_no_term(self):
        stream = io.BytesIO()
        with pytest.raises(ExchangeError, match="no concept has a term to write"):
            format_named("phrase-tbx").write([Concept("empty")], stream, WriteOptions())
        assert stream.getvalue() == b""
