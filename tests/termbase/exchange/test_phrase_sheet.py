"""Workbooks of Phrase: what is written, read and lost."""

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    MatchSettings,
    Term,
    WorkState,
)
from termbase.errors import ExchangeError
from termbase.exchange.sheet.columns import language_order
from termbase.exchange.values import Problem
from tests.strategies import concepts
from tests.termbase.exchange.carrying import without
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, ReaderSuite, read, written
from tests.termbase.exchange.sheet_helpers import workbook_of

HEAD = (
    "CID",
    "concept_domain",
    "concept_definition",
    "TID",
    "en_us",
    "forbidden",
    "preferred",
    "case",
    "exact",
    "status",
    "usage",
    "TID",
    "zh_CN",
    "forbidden",
)


class TestPhrase(FormatSuite, ReaderSuite):
    name = "phrase"

    def test_is_text_in_its_encoding_with_a_final_line_feed(self):
        """Not a text file: its one sheet is."""
        with zipfile.ZipFile(io.BytesIO(written(self.name, [PAIR])[0])) as archive:
            assert "产业链" in archive.read("xl/worksheets/sheet1.xml").decode("utf-8")

    def test_takes_the_built_in_glossary(self):
        many = [replace(PAIR, id=f"chain-{number}") for number in range(200)]
        content, report = written(self.name, many)
        assert report.written == 200
        assert [concept.id for concept in read(self.name, content)] == [concept.id for concept in many]

    @given(concepts())
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
    def test_what_the_report_does_not_list_comes_back(self, drawn):
        content, report = written(self.name, [drawn, replace(PAIR, id="the-last-one")])
        lost = {loss.field for loss in report.losses}
        *back, _ = read(self.name, content)
        if "concept without a term" in lost:
            assert back == []
            return
        if "character that XML cannot hold" in lost:
            return
        (found,) = back
        kept = sorted((s for s in drawn.sections if s.terms), key=lambda section: language_order(section.language))
        assert (len(kept) < len(drawn.sections)) == ("language without terms" in lost)
        lost.discard("work state")
        expected = without(replace(drawn, sections=tuple(kept)), lost | {"definitions"})
        assert plain(without(found, lost | {"definitions"}), lost) == plain(expected, lost)

    def test_synonyms_stand_in_rows_of_their_own(self):
        openpyxl = pytest.importorskip("openpyxl")
        content, report = written(self.name, [PAIR])
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
        about = ("forbidden", "preferred", "case", "exact", "status")
        concept = ("industrial-chain", "industry", None, None, "The stages of making a product & <selling> it.", None)
        assert rows[0] == (
            *("CID", "concept_domain", "concept_subdomain", "concept_url", "concept_definition", "concept_note"),
            *("TID", "zh-CN", *about, "TID", "en", *about),
        )
        assert rows[1][:6] == rows[2][:6] == concept
        assert rows[1][6:] == (
            None,
            "产业链",
            False,
            True,
            False,
            False,
            "New",
            None,
            "industrial chain",
            False,
            True,
            False,
            False,
            "New",
        )
        assert rows[2][6:] == (*[None] * 8, "industry line", True, False, False, False, "New")
        assert {loss.field for loss in report.losses} == {"definitions", "pinyin", "reason", "sources"}

    def test_reads_what_phrase_exports(self):
        rows = [
            HEAD,
            (
                "77af",
                "economy",
                "A chain.",
                "t1",
                "industrial chain",
                False,
                True,
                True,
                False,
                "Approved",
                "formal",
                "t2",
                "产业链",
                False,
            ),
            ("77af", "economy", "A chain.", "t3", "line", True, False, False, True, "Approved", None, None, None, None),
            (None, None, None, None, "hub", None, None, None, None, "New", None, None, "高地", None),
        ]
        chain, hub = read(self.name, workbook_of(rows))
        assert chain == Concept(
            "77af",
            subject_field="economy",
            sections=(
                LanguageSection(
                    "en-US",
                    (
                        Term(
                            "industrial chain",
                            match=MatchSettings(case_sensitive=True),
                            data_categories=(DataCategory("termNote/usage", "formal"),),
                        ),
                        Term("line", AdministrativeStatus.DEPRECATED, match=MatchSettings(inflect=False)),
                    ),
                    (Definition("A chain."),),
                    WorkState.APPROVED,
                ),
                LanguageSection("zh-Hans", (Term("产业链", AdministrativeStatus.ADMITTED),)),
            ),
        )
        assert hub.id == "hub"
        assert hub.terms("en-US")[0].status is AdministrativeStatus.ADMITTED

    def test_a_term_that_is_too_long_is_left_out_and_reported(self):
        long = Concept("c", sections=(LanguageSection("en", (Term("x"), Term("y" * 1001))),))
        content, report = written(self.name, [long])
        assert "terms longer than 1,000 characters" in {loss.field for loss in report.losses}
        assert [term.text for term in read(self.name, content)[0].terms("en")] == ["x"]

    def test_a_bad_concept_is_a_problem(self):
        _, problem, _ = read(self.name, workbook_of([HEAD, ("1", "", "", "", "a"), ("2",), ("3", "", "", "", "b")]))
        assert isinstance(problem, Problem)
        assert str(problem).startswith("terms.phrase:3: the concept has no term")

    def test_a_workbook_without_languages_is_refused(self):
        with pytest.raises(ExchangeError, match="no column is headed by the code of a language; found: CID, Begriff"):
            read(self.name, workbook_of([("CID", "Begriff"), ("1", "a")]))


def plain(concept: Concept, lost: set[str]) -> Concept:
    """The concept without what the report names in words of its own, and its data categories in one order."""
    deprecated = AdministrativeStatus.DEPRECATED
    sections = concept.sections
    if "status superseded" in lost:
        sections = tuple(
            replace(s, terms=tuple(replace(t, status=t.status if t.status.accepted else deprecated) for t in s.terms))
            for s in sections
        )
    if "one term with two times of validity" in lost:
        sections = tuple(
            replace(s, terms=tuple({t.text: t for t in reversed(s.terms)}.values())[::-1]) for s in sections
        )
    categories = sorted(concept.data_categories, key=lambda category: category.name)
    return replace(concept, sections=sections, data_categories=tuple(categories))
