"""TBX-Basic v3: valid by the published schemas, and each thing on its level and in its order."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    GrammaticalNumber,
    LanguageSection,
    PartOfSpeech,
    Provenance,
    Relation,
    RelationKind,
    Source,
    Term,
    TermType,
)
from termbase.errors import ExchangeError
from termbase.exchange.values import Loss
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, written

NS = {"t": "urn:iso:std:iso:30042:ed-2"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tree(*concepts: Concept) -> etree._Element:
    return etree.fromstring(written("tbx-basic", list(concepts))[0])


def found(root: etree._Element, path: str) -> list[str]:
    return [item if isinstance(item, str) else item.text for item in root.xpath(path, namespaces=NS)]


def children(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


class TestTbxBasic(FormatSuite):
    name = "tbx-basic"

    def test_root_and_header(self):
        content, _ = written("tbx-basic", [PAIR])
        root = etree.fromstring(content)
        assert root.tag == f"{{{NS['t']}}}tbx"
        assert dict(root.attrib) == {"type": "TBX-Basic", "style": "dca", LANG: "en"}
        assert b"DOCTYPE" not in content
        assert b"http://" not in content

    def test_no_concepts_make_an_empty_text(self):
        assert found(tree(), "//t:body") == []
        assert len(tree().xpath("t:text", namespaces=NS)) == 1

    def test_levels(self):
        root = tree(PAIR)
        assert found(root, "//t:conceptEntry/t:descrip[@type='subjectField']") == ["industry"]
        assert found(root, "//t:langSec/@xml:lang") == ["zh-Hans", "en"]
        assert found(root, "//t:langSec[2]/t:descripGrp/t:descrip[@type='definition']") == [
            "The stages of making a product & <selling> it."
        ]
        assert found(root, "//t:termSec[1]/t:admin[@type='source']") == ["Report to the 20th CPC National Congress"]
        assert found(root, "//t:termSec/t:note") == ["Pinyin: chǎn yè liàn", "Reason: A line is not a chain."]

    def test_a_term_comes_first_then_its_term_notes_then_the_rest(self):
        term = Term(
            "GBA",
            AdministrativeStatus.SUPERSEDED,
            TermType.SHORT_FORM,
            PartOfSpeech.PROPER_NOUN,
            geographical_usage="Hong Kong",
            usage_note="In tables.",
            sources=(Source("Plan", "NDRC", "2019"),),
            valid_from="2017",
            notes=("a note",),
        )
        (element,) = tree(Concept("gba", sections=(LanguageSection("en", (term,)),))).iter("{*}termSec")
        assert [(etree.QName(child).localname, child.get("type"), child.text) for child in element] == [
            ("term", None, "GBA"),
            ("termNote", "administrativeStatus", "supersededTerm-admn-sts"),
            ("termNote", "partOfSpeech", "noun"),
            ("termNote", "geographicalUsage", "Hong Kong"),
            ("termNote", "termType", "shortForm"),
            ("admin", "source", "NDRC, Plan (2019)"),
            ("note", None, "Usage: In tables."),
            ("note", None, "Valid: 2017 to …"),
            ("note", None, "a note"),
        ]

    def test_an_id_that_begins_with_a_digit_gets_an_underscore(self):
        assert found(tree(replace(PAIR, id="14th-plan")), "//t:conceptEntry/@id") == ["_14th-plan"]

    def test_two_concepts_of_one_id_are_refused(self):
        with pytest.raises(ExchangeError, match="industrial-chain: two concepts have this id"):
            written("tbx-basic", [PAIR, PAIR])

    def test_a_reference_leads_to_an_entry_of_the_file_wherever_it_stands(self):
        links = tuple(
            Relation(kind, target) for kind, target in [(RelationKind.PART_OF, "2nd"), (RelationKind.RELATED, "no")]
        )
        content, report = written("tbx-basic", [replace(PAIR, relations=links), replace(PAIR, id="2nd")])
        root = etree.fromstring(content)
        assert found(root, "//t:ref[@type='crossReference']/@target") == ["_2nd"]
        assert found(root, "//t:ref") == ["part of"]
        assert Loss("relation to a concept outside the file", 1, "left out") in report.losses

    def test_creation_and_change(self):
        made = Provenance(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "Li", datetime(2026, 2, 3, tzinfo=UTC))
        groups = list(tree(replace(PAIR, provenance=made)).iter("{*}transacGrp"))
        assert [[child.text for child in group] for group in groups] == [
            ["origination", "Li", "2026-01-02T03:04:05Z"],
            ["modification", "2026-02-03T00:00:00Z"],
        ]

    def test_a_definition_in_a_language_without_terms_stands_with_the_concept(self):
        section = LanguageSection("fr", (), (Definition("Étapes."),), notes=("une note",))
        content, report = written("tbx-basic", [replace(PAIR, sections=(*PAIR.sections, section))])
        root = etree.fromstring(content)
        assert found(root, "//t:conceptEntry/t:descripGrp/t:descrip[@xml:lang='fr']") == ["Étapes."]
        assert found(root, "//t:conceptEntry/t:note[@xml:lang='fr']") == ["une note"]
        assert "language without terms" in {loss.field for loss in report.losses}

    def test_a_concept_without_terms_is_left_out(self):
        content, report = written("tbx-basic", [Concept("empty"), PAIR])
        assert found(etree.fromstring(content), "//t:conceptEntry/@id") == ["industrial-chain"]
        assert report.written == 1
        assert Loss("concept without terms", 1, "left out") in report.losses

    def test_characters_that_xml_cannot_hold_are_replaced(self):
        concept = Concept("odd", sections=(LanguageSection("en", (Term("odd \ufffe one"),)),))
        content, report = written("tbx-basic", [concept])
        assert found(etree.fromstring(content), "//t:term") == ["odd \ufffd one"]
        assert Loss("character that XML cannot hold", 1, "written as U+FFFD") in report.losses

    def test_the_report_says_what_is_missing_and_what_became_a_note(self):
        concept = Concept(
            "x", sections=(LanguageSection("en", (Term("x", number=GrammaticalNumber.MASS, reason="r"),)),)
        )
        _, report = written("tbx-basic", [concept])
        assert set(report.losses) == {
            Loss("grammatical number", 1, "left out"),
            Loss("reason", 1, "written as a note"),
            Loss("work state", 1, "left out"),
        }
