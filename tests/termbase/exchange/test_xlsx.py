"""Workbooks: what comes back, what other programs read and write, and what must not blow up."""

import io
import zipfile
from datetime import date, datetime
from unittest.mock import ANY

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.concepts import Concept, LanguageSection, Term
from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from termbase.exchange.values import LossReport, Problem, ReadOptions, WriteOptions
from termbase.exchange.xlsx.writing import NOT_XML, write_workbook
from termbase.starter.loader import starter_concepts
from tests.strategies import concept_lists
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, ReaderSuite, read, written
from tests.termbase.exchange.sheet_helpers import canonical, workbook_of

HEAD = ("zh", "preferred_en", "definition_en", "note")
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: tuple[str, ...]) -> bytes:
    stream = io.BytesIO()
    write_workbook(rows, stream)
    return stream.getvalue()


def changed(content: bytes, part: str, change) -> bytes:
    """The workbook with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return stream.getvalue()


def refusal(content: bytes, options: ReadOptions | None = None) -> str:
    with pytest.raises(ExchangeError) as caught:
        read("xlsx", content, options)
    return str(caught.value)


def first_concept(content: bytes) -> Concept:
    return next(item for item in read("xlsx", content) if isinstance(item, Concept))


def texts_of(value: object) -> str:
    """Every text of a value, one after the other."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return "".join(map(texts_of, value))
    slots = getattr(type(value), "__slots__", ())
    return "".join(texts_of(getattr(value, slot)) for slot in slots)


class TestXlsx(FormatSuite, ReaderSuite):
    name = "xlsx"

    def test_is_text_in_its_encoding_with_a_final_line_feed(self):
        """Not a text file: its one sheet is."""
        with zipfile.ZipFile(io.BytesIO(written("xlsx", [PAIR])[0])) as archive:
            assert archive.testzip() is None
            assert "产业链" in archive.read(SHEET).decode("utf-8")

    def test_takes_the_built_in_glossary(self):
        concepts = list(starter_concepts())[::7]
        content, report = written("xlsx", concepts)
        assert report == LossReport(len(concepts), ANY)
        assert [item.id for item in read("xlsx", content) if isinstance(item, Concept)] == [c.id for c in concepts]

    @given(concept_lists())
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    def test_what_the_report_does_not_list_comes_back(self, concepts):
        content, report = written("xlsx", concepts)
        lost = {loss.field for loss in report.losses}
        expected = [concept for concept in concepts if concept.sections]
        back = read("xlsx", content)
        assert ("character that XML cannot hold" in lost) == any(map(NOT_XML.search, map(texts_of, expected)))
        if "character that XML cannot hold" not in lost:
            assert back == [canonical(concept) for concept in expected]

    @given(
        st.lists(
            st.sampled_from(("<r>a</r>", "_x0041_x0042_", "_x005F_", "a\nb", "=1+1", "'@x", "&lt;", "a]]>b")),
            min_size=1,
        )
    )
    @settings(max_examples=30)
    def test_what_means_something_in_a_workbook_is_text(self, texts):
        concept = Concept("c", sections=(LanguageSection("en", (Term("x"),), notes=tuple(texts)),))
        assert read("xlsx", written("xlsx", [concept])[0]) == [concept]

    def test_a_cell_that_is_too_long_is_left_out_and_reported(self):
        concept = Concept("c", sections=(LanguageSection("en", (Term("x"),), notes=("产" * 32_768,)),), notes=("y",))
        content, report = written("xlsx", [concept])
        assert [(loss.field, loss.concepts) for loss in report.losses] == [("note_en", 1)]
        assert "32,767" in report.losses[0].remedy
        assert read("xlsx", content) == [Concept("c", sections=(LanguageSection("en", (Term("x"),)),), notes=("y",))]

    def test_more_rows_than_a_sheet_has_are_refused(self, monkeypatch):
        monkeypatch.setattr("termbase.exchange.xlsx.writing.MAX_ROWS", 2)
        with pytest.raises(ExchangeError, match="export to CSV"):
            format_named("xlsx").write([PAIR, PAIR], io.BytesIO(), WriteOptions())


class TestOtherPrograms:
    def test_openpyxl_reads_what_is_written(self):
        openpyxl = pytest.importorskip("openpyxl")
        content, _ = written("xlsx", [PAIR])
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][:3] == ("id", "zh", "pinyin")
        assert rows[1][:3] == ("industrial-chain", "产业链", "chǎn yè liàn")
        assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}
        assert {cell.number_format for cell in sheet[2] if cell.value} == {"@"}

    def test_shared_texts_dates_numbers_and_flags(self):
        rows = [
            HEAD,
            ("产业链", "industrial chain", date(2024, 5, 1), 7.0),
            ("韧性", "resilience", datetime(2024, 5, 1, 9, 30), 0.25),  # noqa: DTZ001 - as in a cell
            ("高地", "hub", True, 1e20),
        ]
        concepts = [item for item in read("xlsx", workbook_of(rows)) if isinstance(item, Concept)]
        assert [concept.section("en").definitions[0].text for concept in concepts] == [
            "2024-05-01",
            "2024-05-01 09:30:00",
            "TRUE",
        ]
        assert [concept.notes for concept in concepts] == [("7",), ("0.25",), ("1e+20",)]

    def test_a_formula_without_a_result_is_a_problem_with_its_row(self):
        _, problem = read("xlsx", workbook_of([HEAD, ("甲", "a"), ("乙", "=CONCATENATE(1)")]))
        assert isinstance(problem, Problem)
        assert (problem.line, problem.problem) == (3, "a formula has no result")

    def test_sheets_are_chosen_by_name(self):
        content = workbook_of([HEAD, ("甲", "first")], [HEAD, ("乙", "second")])
        assert first_concept(content).id == "first"
        assert [c.id for c in read("xlsx", content, ReadOptions(sheet="Sheet 2"))] == ["second"]
        assert refusal(content, ReadOptions(sheet="x")) == (
            "terms.xlsx: there is no sheet 'x'; choose one of: Sheet 1, Sheet 2"
        )

    def test_readings_above_characters_are_no_part_of_the_text(self):
        rich = (
            b"<is><r><t>\xe4\xba\xa7</t></r><r><rPr/><t>\xe4\xb8\x9a</t></r><rPh sb='0' eb='1'><t>chan</t></rPh></is>"
        )
        content = changed(
            workbook(("zh", "preferred_en"), ("X", "y")),
            SHEET,
            lambda part: part.replace(b'<is><t xml:space="preserve">X</t></is>', rich),
        )
        assert first_concept(content).preferred("zh-Hans") == "产业"

    def test_rows_may_leave_cells_and_rows_out(self):
        content = changed(
            workbook(HEAD, ("甲", "a", "", "x")),
            SHEET,
            lambda part: part.replace(b'"2"', b'"900000"').replace(b"A2", b"A900000"),
        )
        assert first_concept(content).notes == ("x",)


class TestHostile:
    def test_no_workbook(self):
        assert refusal(b"zh,preferred_en\n") == (
            "terms.xlsx: is no workbook in the format .xlsx, or one with a password; "
            "open it in a spreadsheet program and save it as .xlsx"
        )

    def test_an_archive_of_something_else(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a.txt", "a")
        assert "has no part 'xl/workbook.xml'" in refusal(stream.getvalue())

    def test_a_zip_bomb(self, monkeypatch):
        monkeypatch.setattr("termbase.exchange.xlsx.package._FREE", 1 << 20)
        rows = b"<row/>\n" * 300_000
        content = changed(workbook(HEAD), SHEET, lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))
        assert len(content) < 10_000
        assert "is far larger than it should be when unpacked; check where the file comes from" in refusal(content)

    def test_entities_are_not_expanded(self):
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        for entity in (b"&b;", b"&c;"):
            content = changed(
                workbook(("zh", "preferred_en"), ("X", "y")),
                SHEET,
                lambda part, entity=entity: part.replace(b"<worksheet", bomb + b"<worksheet").replace(
                    b">X<", b">" + entity + b"<"
                ),
            )
            (problem,) = read("xlsx", content)
            assert "refers to an entity" in problem.problem

    def test_a_sheet_that_says_it_is_huge(self):
        content = changed(
            workbook(HEAD, ("甲", "a")),
            SHEET,
            lambda part: part.replace(b"<sheetViews>", b'<dimension ref="A1:XFD1048576"/><sheetViews>'),
        )
        assert first_concept(content).id == "a"

    def test_a_cell_beyond_the_last_column(self):
        content = changed(workbook(HEAD, ("甲", "a")), SHEET, lambda part: part.replace(b'"B2"', b'"ZZZ2"'))
        (problem,) = read("xlsx", content)
        assert str(problem) == "terms.xlsx:2: a cell stands beyond column 16,384; move it to the left"

    def test_a_text_that_is_not_there(self):
        content = changed(
            workbook(HEAD, ("甲", "a")),
            SHEET,
            lambda part: part.replace(b'r="B2" s="1" t="inlineStr"><is>', b'r="B2" t="s"><v>7</v><is>'),
        )
        (problem,) = read("xlsx", content)
        assert "refers to the text 7, which is not there" in problem.problem

    def test_broken_xml_names_its_part_and_line(self):
        content = changed(
            workbook(HEAD, ("甲", "a")), SHEET, lambda part: part.replace(b"</is></c></row>", b"</row>", 1)
        )
        assert refusal(content).startswith("terms.xlsx, sheet Terms:3: is no well-formed XML")

    def test_an_empty_sheet(self):
        assert refusal(workbook()) == "terms.xlsx: is empty; give its sheet a row that names the columns"

    def test_standard_input_can_be_read_once_only(self):
        class Pipe(io.BytesIO):
            def seekable(self):
                return False

        (concept,) = format_named("xlsx").read(Pipe(written("xlsx", [PAIR])[0]), "-")
        assert concept == PAIR
