"""MultiTerm XML: what others write is understood, ours comes back, and hostile files do no harm."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    PartOfSpeech,
    Provenance,
    Source,
    Term,
    TermType,
    WorkState,
)
from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from termbase.exchange.identifiers import IDENTIFIER
from termbase.exchange.values import Problem, WriteOptions
from tests.termbase.exchange import stripping
from tests.termbase.exchange.format_suite import PAIR, CarryingSuite, FormatSuite, ReaderSuite, read, written

FOREIGN = """<?xml version="1.0" encoding="UTF-16"?>
<mtf><conceptGrp><concept>13</concept><system type="entryClass">1</system>
<transacGrp><transac type="origination">admin</transac><date>2011-06-28T11:55:28+02:00</date></transacGrp>
<transacGrp><transac type="modification">ann</transac><date>2014-02-03T11:00:04</date></transacGrp>
<descripGrp><descrip type="Domain">industry</descrip></descripGrp>
<descripGrp><descrip type="Project ID">P7</descrip></descripGrp>
<descripGrp><descrip type="定义">生产的各个环节。</descrip></descripGrp>
<languageGrp><language type="Chinese" lang="ZH"/>
 <termGrp><term>产业链</term><descripGrp><descrip type="词性">名词</descrip></descripGrp></termGrp></languageGrp>
<languageGrp><language type="English" lang="EN"/>
 <descripGrp><descrip type="Note">See <xref Tlink="English:supply chain">supply chain</xref>.</descrip></descripGrp>
 <termGrp><term>industrial
  chain</term>
  <descripGrp><descrip type="Definition">The stages.</descrip>
   <descripGrp><descrip type="Source">Handbook</descrip></descripGrp></descripGrp>
  <descripGrp><descrip type="Usage status">Not Selected</descrip></descripGrp>
  <descripGrp><descrip type="gender">neuter</descrip></descripGrp>
  <descripGrp><descrip type="Confidence">high</descrip></descripGrp>
  <descripGrp><descrip type="Part of Speech">undefined</descrip></descripGrp>
  <transacGrp><transac type="origination">bob</transac><date>2012-01-01T00:00:00</date></transacGrp></termGrp>
 <termGrp><term>industry chain</term><descripGrp><descrip type="Term type">variant</descrip></descripGrp></termGrp>
 <termGrp><term>industry line</term><descripGrp><descrip type="Status">forbidden</descrip></descripGrp></termGrp>
</languageGrp></conceptGrp></mtf>"""

UNDERSTOOD = Concept(
    "industrial-chain",
    subject_field="industry",
    sections=(
        LanguageSection(
            "zh-Hans", (Term("产业链", part_of_speech=PartOfSpeech.NOUN),), (Definition("生产的各个环节。"),)
        ),
        LanguageSection(
            "en",
            (
                Term(
                    "industrial   chain",
                    data_categories=(
                        DataCategory("termNote/grammaticalGender", "neuter"),
                        DataCategory("descrip/Confidence", "high"),
                        DataCategory("transac/origination", "bob 2012-01-01T00:00:00"),
                    ),
                ),
                Term("industry chain", AdministrativeStatus.ADMITTED, TermType.VARIANT),
                Term("industry line", AdministrativeStatus.DEPRECATED),
            ),
            (Definition("The stages.", Source("Handbook")),),
            notes=("See supply chain.",),
        ),
    ),
    provenance=Provenance(
        datetime(2011, 6, 28, 9, 55, 28, tzinfo=UTC), "admin", datetime(2014, 2, 3, 11, 0, 4, tzinfo=UTC), "ann"
    ),
    data_categories=(
        DataCategory(IDENTIFIER, "13"),
        DataCategory("admin/entryClass", "1"),
        DataCategory("descrip/Project ID", "P7"),
    ),
)


def tree(concepts: list[Concept], **options: object) -> etree._Element:
    return etree.fromstring(written("multiterm", concepts, WriteOptions(**options))[0])


class TestMultiTermReader(ReaderSuite):
    name = "multiterm"

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"])
    def test_what_others_write_is_understood(self, encoding):
        text = FOREIGN if encoding.startswith("utf-16") else FOREIGN.replace("UTF-16", "UTF-8")
        assert read("multiterm", text.encode(encoding)) == [UNDERSTOOD]

    def test_what_others_wrote_goes_back_as_it_came(self):
        (concept,) = read("multiterm", written("multiterm", [UNDERSTOOD])[0])
        assert concept == UNDERSTOOD
        root = tree([Concept("other", sections=PAIR.sections), UNDERSTOOD])
        assert root.xpath("//concept/text()") == ["1", "13"]
        assert "neuter" in root.xpath("//descrip[@type='Gender']/text()")
        assert root.xpath("//descrip[@type='Project ID']/text()") == ["P7"]

    @pytest.mark.parametrize(
        ("lang", "index", "language"),
        [
            ("ZH", "Chinese", "zh-Hans"),
            ("ZH", "Chinese (Traditional)", "zh-Hant"),
            ("ZH-TW", "whatever", "zh-Hant"),
            ("zh_cn", "x", "zh-Hans"),
            ("", "简体中文", "zh-Hans"),
            ("EN-US", "English (USA)", "en-US"),
            ("", "English", "en"),
        ],
    )
    def test_languages_are_known_by_locale_or_name(self, lang, index, language):
        text = f'<mtf><conceptGrp><concept>1</concept><languageGrp><language type="{index}" lang="{lang}"/>'
        text += "<termGrp><term>word</term></termGrp></languageGrp></conceptGrp></mtf>"
        (concept,) = read("multiterm", text.encode())
        assert [section.language for section in concept.sections] == [language]

    @pytest.mark.parametrize(
        ("inner", "problem"),
        [
            ("<concept>1</concept>", "entry: has no language"),
            ("<languageGrp><termGrp><term>a</term></termGrp></languageGrp>", "languageGrp: has no language"),
            ("<languageGrp><language type='Klingon?' lang='!'/></languageGrp>", "language: '!' is no language code"),
            ("<languageGrp><language lang='EN'/><termGrp><term> </term></termGrp></languageGrp>", "term: is empty"),
            ("<languageGrp><language lang='EN'/><termGrp><term>&#x9b;</term></termGrp></languageGrp>", "U+009B"),
        ],
    )
    def test_a_bad_entry_is_a_problem_and_the_rest_is_read(self, inner, problem):
        good = "<languageGrp><language lang='EN'/><termGrp><term>good</term></termGrp></languageGrp>"
        text = f"<mtf>\n<conceptGrp>{inner}</conceptGrp>\n<conceptGrp>{good}</conceptGrp></mtf>"
        bad, concept = read("multiterm", text.encode())
        assert isinstance(bad, Problem)
        assert (bad.place, bad.line) == ("terms.multiterm", 2)
        assert problem in str(bad)
        assert concept.id == "good"

    def test_two_groups_of_one_language_become_one_and_numbers_come_once(self):
        group = "<languageGrp><language lang='EN'/><termGrp><term>%s</term></termGrp></languageGrp>"
        text = f"<mtf><conceptGrp><concept>1</concept>{group % 'a'}{group % 'b'}</conceptGrp>"
        text += f"<conceptGrp><concept>1</concept>{group % 'c'}</conceptGrp></mtf>"
        concept, problem = read("multiterm", text.encode())
        assert [term.text for term in concept.terms("en")] == ["a", "b"]
        assert "stands in the file twice" in str(problem)

    def test_a_state_of_the_entry_is_that_of_its_languages(self):
        group = "<languageGrp><language lang='EN'/><termGrp><term>a</term></termGrp></languageGrp>"
        (concept,) = read(
            "multiterm", f"<mtf><conceptGrp><system type='status'>approved</system>{group}</conceptGrp></mtf>".encode()
        )
        assert concept.sections[0].work_state is WorkState.APPROVED

    def test_other_xml_is_refused(self):
        with pytest.raises(ExchangeError, match="is no MultiTerm XML: its root is martif, not mtf"):
            read("multiterm", b"<martif/>")

    def test_hostile_files_do_no_harm(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("confidential")
        group = "<languageGrp><language lang='EN'/><termGrp><term>a&x;</term></termGrp></languageGrp>"
        term = f"<mtf><conceptGrp>{group}</conceptGrp></mtf>"
        laughs = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        for declaration in (f"{laughs}<!ENTITY x '&l11;'>", f"<!ENTITY x SYSTEM '{secret.as_uri()}'>"):
            try:
                items = read("multiterm", f"<!DOCTYPE mtf [{declaration}]>{term}".encode())
            except ExchangeError:
                continue
            assert all(isinstance(item, Problem) for item in items)
            assert "confidential" not in str(items)
        deep = "<descripGrp>" * 300 + "</descripGrp>" * 300
        with pytest.raises(ExchangeError, match="deep"):
            read("multiterm", f"<mtf><conceptGrp>{deep}</conceptGrp></mtf>".encode())

    def test_an_attribute_of_ten_megabytes_is_a_matter_of_one_error(self):
        long = "x" * 10_000_001
        text = f"<mtf><conceptGrp><descripGrp><descrip type='{long}'>a</descrip></descripGrp></conceptGrp></mtf>"
        with pytest.raises(ExchangeError, match=r"^terms\.multiterm:1"):
            read("multiterm", text.encode())


class TestMultiTerm(FormatSuite, CarryingSuite):
    name = "multiterm"
    encoding = "utf-16"
    strips = {  # noqa: RUF012
        "concept without a term": stripping.left_out,
        "language without a term": stripping.without_empty_languages,
        "who made or changed it, where it is not known when": stripping.without_makers_of_unknown_time,
        "character that XML cannot hold": stripping.with_xml_characters,
    }

    def test_is_utf16_with_a_mark_and_a_declaration(self):
        content, _ = written("multiterm", [PAIR])
        assert content.startswith(b"\xff\xfe")
        assert content.decode("utf-16").startswith(
            "<?xml version='1.0' encoding='UTF-16'?>\n<mtf>\n<conceptGrp><concept>1</concept>"
        )

    def test_the_order_of_elements_is_that_of_the_schema(self):
        made = Provenance(datetime(2026, 1, 2, tzinfo=UTC), "ann")
        root = tree([Concept(PAIR.id, "industry", PAIR.sections, notes=("a",), provenance=made)])
        assert [child.tag for child in root[0]] == [
            "concept", "transacGrp", "descripGrp", "descripGrp", "descripGrp", "languageGrp", "languageGrp",
        ]  # fmt: skip
        assert [child.tag for child in root[0][-1]] == ["language", "descripGrp", "termGrp", "termGrp"]
        assert dict(root[0][-2][0].attrib) == {"type": "Chinese (Simplified)", "lang": "ZH-CN"}

    def test_numbers_are_kept_once_and_the_others_fill_the_gaps(self):
        def numbered(name: str, number: str) -> Concept:
            categories = (DataCategory(IDENTIFIER, number),) if number else ()
            return Concept(name, sections=PAIR.sections, data_categories=categories)

        concepts = [numbered("a", ""), numbered("b", "2"), numbered("c", ""), numbered("d", "2"), numbered("e", "C7")]
        assert tree(concepts).xpath("//concept/text()") == ["1", "2", "3", "4", "5"]
        assert tree([numbered("a", "9" * 30)]).xpath("//concept/text()") == ["1"]

    def test_the_locale_can_be_chosen(self):
        assert tree([PAIR], source_code="zh").xpath("//language/@lang") == ["ZH", "EN"]

    def test_the_definition_names_every_field_and_language_of_the_export(self, tmp_path):
        special = Concept(
            "special",
            sections=(
                LanguageSection("fr", (Term("chaîne", data_categories=(DataCategory("descrip/Confidence", "1"),)),)),
            ),
            data_categories=(DataCategory("admin/zone", "x"),),
        )
        path = tmp_path / "terms.xdt"
        with path.open("wb") as stream:
            format_named("multiterm").write_companion([PAIR, UNDERSTOOD, special], stream, WriteOptions())
        definition = etree.parse(path).getroot()
        levels = {}
        for level, inner in (("Entry level", "Index level"), ("Index level", "Term level"), ("Term level", None)):
            (node,) = definition.xpath("//Tree//Node[TextChild=$name]", name=level)
            levels[level] = {n.findtext("TextChild") for n in node.findall("Node")} - {inner}
        root = tree([PAIR, UNDERSTOOD, special])
        for level, tag in (("Entry level", "conceptGrp"), ("Index level", "languageGrp"), ("Term level", "termGrp")):
            assert set(root.xpath(f"//{tag}/descripGrp/descrip/@type")) <= levels[level]
        assert {"Confidence"} <= levels["Term level"]
        assert "admin/zone" in levels["Entry level"]
        assert definition.xpath("//ItemLocale/text()") == ["ZH-CN", "EN", "FR"]
        declared = set(definition.xpath("//TerminologyFields/Node/TextChild/text()"))
        assert set(root.xpath("//descrip/@type")) <= declared
