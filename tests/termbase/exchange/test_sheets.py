"""Sheets that other people made: headings, delimiters, choices, and the preview of them."""

import io

import pytest

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, Definition
from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from termbase.exchange.sheet.foreign import columns_meant, language_named
from termbase.exchange.sheet.heading import Origin
from termbase.exchange.sheet.preview import Preview
from termbase.exchange.values import Problem, ReadOptions
from tests.termbase.exchange.sheet_helpers import workbook_of


def read(text: str, **options) -> list[Concept | Problem]:
    return list(format_named("csv").read(io.BytesIO(text.encode()), "terms.csv", ReadOptions(**options)))


def one(text: str, **options) -> Concept:
    (concept,) = read(text, **options)
    assert isinstance(concept, Concept), concept
    return concept


def preview(text: str | bytes, name: str = "csv", **options) -> Preview:
    content = text.encode() if isinstance(text, str) else text
    return format_named(name).preview(io.BytesIO(content), f"terms.{name}", ReadOptions(**options))


class TestHeadings:
    @pytest.mark.parametrize(
        "heading",
        [
            "中文,英文",
            "Chinese,English",
            "中文术语,英文译名",
            "zh-CN,en",
            "ZH,EN",
            "Chinese (Simplified),English term",
            "Chinese_PRC,English",
            "Source,Target",
            "source term,Translation",
            "原文,译文",
            "术语,英文",
            "Term,Translation",
            "zh,English",
        ],
    )
    def test_terms(self, heading):
        concept = one(f"{heading}\n产业链,industrial chain\n")
        assert concept.id == "industrial-chain"
        assert [(s.language, s.terms[0].text) for s in concept.sections] == [
            ("zh-Hans", "产业链"),
            ("en", "industrial chain"),
        ]
        assert concept.data_categories == ()

    def test_what_else_sheets_have(self):
        concept = one(
            "序号,编号,中文,拼音,繁體中文,英文,法文,定义,英文释义,不推荐,出处,领域,备注,审校人\n"
            "1,T-07,产业链,chǎn yè liàn,產業鏈,industrial chain,chaîne,链条,A chain.,line,Report,经济,好,李\n"
        )
        assert concept.id == "t-07"
        assert concept.subject_field == "经济"
        assert concept.notes == ("好",)
        assert concept.section("zh-Hans").terms[0].pinyin == "chǎn yè liàn"
        assert concept.section("zh-Hans").definitions == (Definition("链条"),)
        assert concept.section("en").definitions == (Definition("A chain."),)
        assert [term.status for term in concept.terms("en")] == [
            AdministrativeStatus.PREFERRED,
            AdministrativeStatus.DEPRECATED,
        ]
        assert concept.terms("en")[0].sources[0].document == "Report"
        assert concept.preferred("zh-Hant") == "產業鏈"
        assert concept.preferred("fr") == "chaîne"
        assert concept.data_categories == (
            DataCategory("descrip/审校人", "李"),
            DataCategory("admin/entryIdentifier", "T-07"),
        )

    def test_languages_of_source_and_target_can_be_chosen(self):
        concept = one("Source,Target\nchain,chaîne\n", source_language="en", target_language="fr")
        assert [section.language for section in concept.sections] == ["en", "fr"]

    def test_a_kind_of_the_language_is_enough_and_stays_what_it_is(self):
        assert one("zh-TW,en-US\n產業鏈,industrial chain\n").preferred("en-US") == "industrial chain"

    def test_identifiers_that_are_only_numbers_give_way_to_the_term(self):
        concept = one("ID,中文,英文\n7,产业链,industrial chain\n")
        assert concept.id == "industrial-chain"
        assert concept.data_categories == (DataCategory("admin/entryIdentifier", "7"),)

    def test_one_identifier_twice_is_a_problem(self):
        _, problem = read("Entry ID,中文,英文\nA1,甲,a\nA1,乙,b\n")
        assert "'A1' stands in the file twice" in str(problem)

    def test_unknown_columns_are_kept_with_every_value(self):
        concept = one("zh,preferred_en,Confidence\n甲,a,high\n")
        assert concept.data_categories == (DataCategory("descrip/Confidence", "high"),)

    def test_words_of_ours_mean_less_in_sheets_of_others(self):
        concept = one("中文,英文,status,context,Number\n甲,a,Preferred,He said a.,7\n")
        assert {category.name: category.value for category in concept.data_categories} == {
            "descrip/status": "Preferred",
            "descrip/context": "He said a.",
            "descrip/Number": "7",
        }

    def test_all_missing_columns_are_named_at_once(self):
        with pytest.raises(ExchangeError) as caught:
            read("foo,bar\n1,2\n")
        assert str(caught.value) == (
            "terms.csv:1: there are no columns 'zh' and 'preferred_en'; found: foo, bar; "
            "add what is missing, or say which columns they are (--column)"
        )

    @pytest.mark.parametrize("heading", ["", "No", "status", "key", "ref", "my", "Owner", "Projekt", "12"])
    def test_what_is_no_heading_of_terms(self, heading):
        assert columns_meant(heading, "zh-Hans", "en") == ()

    @pytest.mark.parametrize(
        ("heading", "language"),
        [("zh_TW", "zh-Hant"), ("EN-gb", "en-GB"), ("Deutsch", "de"), ("English (US)", "en-US"), ("xx", None)],
    )
    def test_languages(self, heading, language):
        assert language_named(heading) == language


class TestChoices:
    def test_columns_can_be_chosen_and_passed_over(self):
        concept = one(
            "A;B;C;D\n产业链;industrial chain;secret;x\n",
            columns=(("a", "zh"), ("B", "preferred_en"), ("C", ""), ("D", "note")),
        )
        assert (concept.id, concept.notes, concept.data_categories) == ("industrial-chain", ("x",), ())

    @pytest.mark.parametrize(
        ("columns", "message"),
        [
            ((("E", "zh"),), "there is no column 'e'; found: 中文, 英文"),
            ((("中文", "preferred-zh!"),), "there is no column 'preferred-zh!' to take '中文' for"),
        ],
    )
    def test_impossible_choices(self, columns, message):
        with pytest.raises(ExchangeError, match=message):
            read("中文,英文\n甲,a\n", columns=columns)

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_delimiters_are_recognised(self, delimiter):
        text = "\n".join(delimiter.join(cells) for cells in (("中文", "英文", "备注"), ("甲", '"a, b; c"', "x")))
        concept = one(text)
        assert (concept.preferred("en"), concept.notes) == ("a, b; c", ("x",))

    def test_a_declared_delimiter_is_obeyed(self):
        assert one("sep=;\n中文;英文\n甲;a, b\n").preferred("en") == "a, b"

    @pytest.mark.parametrize(("name", "mark"), [("tab", "\t"), ("semicolon", ";"), ("#", "#")])
    def test_a_delimiter_can_be_named(self, name, mark):
        assert one(f"中文{mark}英文\n甲{mark}a\n", delimiter=name).id == "a"

    @pytest.mark.parametrize("name", ["ab", '"', "x", "\n"])
    def test_what_can_be_no_delimiter(self, name):
        with pytest.raises(ExchangeError, match="can be no delimiter"):
            read("中文,英文\n", delimiter=name)


class TestPreview:
    def test_says_what_each_column_is_taken_for(self):
        shown = preview(
            "序号;中文;英文;审校人;prefered_fr\n" + "1;甲;a;李;b\n" * 9, columns=(("英文", "preferred_en"),)
        )
        assert [(use.heading, use.origin, use.column.name if use.column else use.kept) for use in shown.columns] == [
            ("序号", Origin.PASSED_OVER, ""),
            ("中文", Origin.KNOWN, "zh"),
            ("英文", Origin.CHOSEN, "preferred_en"),
            ("审校人", Origin.KEPT, "descrip/审校人"),
            ("prefered_fr", Origin.KEPT, "descrip/prefered_fr"),
        ]
        assert shown.rows == (("1", "甲", "a", "李", "b"),) * 5
        assert (shown.encoding, shown.guessed, shown.delimiter) == ("UTF-8", False, ";")
        assert shown.can_be_read

    def test_missing_columns_are_no_error_there(self):
        shown = preview("foo,bar\n1,2\n")
        assert shown.missing == ("zh", "preferred_en")
        assert not shown.can_be_read

    def test_names_the_encoding_that_was_told_from_the_text(self):
        shown = preview("中文,英文\n产业链,chain\n高质量发展,development\n".encode("gb18030"))
        assert (shown.encoding, shown.guessed) == ("GB18030", True)
        assert shown.rows[0] == ("产业链", "chain")

    def test_names_the_sheets_of_a_workbook(self):
        shown = preview(workbook_of([("中文", "英文"), ("甲", "a")], [("x",)]), "xlsx")
        assert (shown.sheet, shown.sheets) == ("Sheet 1", ("Sheet 1", "Sheet 2"))
        assert shown.rows == (("甲", "a"),)

    def test_shows_what_is_wrong_with_the_first_rows(self):
        shown = preview('中文,英文\n"甲,a\n')
        assert [problem.line for problem in shown.problems] == [2]

    def test_formats_without_columns_have_none(self):
        with pytest.raises(ExchangeError, match=r"has no columns to preview; these have: csv, tsv, xlsx"):
            preview("", "tbx-basic")
