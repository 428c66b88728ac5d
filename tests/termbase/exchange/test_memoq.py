"""CSV of memoQ: what is written, read and lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    DataCategory,
    Definition,
    LanguageSection,
    MatchSettings,
    Provenance,
    Term,
)
from termbase.errors import ExchangeError
from termbase.exchange.values import Problem
from tests.strategies import concepts
from tests.termbase.exchange.carrying import without
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, ReaderSuite, read, written
from tests.termbase.exchange.sheet_helpers import canonical


def read_row(text: str) -> list[Concept | Problem]:
    head = (
        "Entry_ID;Entry_Subject;Entry_Domain;Entry_Created;Entry_Creator;Entry_Note;English_Def;English;Term_Info;"
        "Term_Example;English;Term_Info;Term_Example;Chinese_PRC_Def;Chinese_PRC;Term_Info;Term_Example;Image\n"
    )
    return read("memoq", (head + text + "\n").encode())


class TestMemoq(FormatSuite, ReaderSuite):
    name = "memoq"

    @given(concepts())
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
    def test_what_the_report_does_not_list_comes_back(self, drawn):
        content, report = written(self.name, [drawn, PAIR])
        lost = {loss.field for loss in report.losses}
        *back, pair = read(self.name, content)
        assert isinstance(pair, Concept)
        if "concept without a term" in lost:
            assert back == []
            return
        (found,) = back
        kept = [section for section in drawn.sections if section.terms or section.definitions]
        assert (len(kept) < len(drawn.sections)) == ("language without terms and definitions" in lost)
        expected = without(canonical(replace(drawn, id=found.id, sections=tuple(kept))), lost)
        assert comparable(found, lost) == comparable(expected, lost)

    def test_rows_are_those_of_its_makers(self):
        full = Concept(
            "chain",
            subject_field="economy",
            sections=(
                LanguageSection("zh-Hans", (Term("产业链"),), (Definition("链；条"),)),
                LanguageSection(
                    "en",
                    (
                        Term("industrial chain", match=MatchSettings(case_sensitive=True)),
                        Term("line", AdministrativeStatus.DEPRECATED, match=MatchSettings(inflect=False)),
                    ),
                ),
            ),
            notes=("a; b",),
            provenance=Provenance(datetime(2026, 1, 2, 15, 4, 5, tzinfo=UTC), "Li"),
            data_categories=(DataCategory("admin/projectSubset", "P1"),),
        )
        content, _ = written(self.name, [full])
        assert content.decode("utf-8-sig").splitlines() == [
            "Entry_ID;Entry_Subject;Entry_Domain;Entry_ClientID;Entry_ProjectID;Entry_Created;Entry_Creator;"
            "Entry_LastModified;Entry_Modifier;Entry_Note;Chinese_PRC_Def;Chinese_PRC;Term_Info;Term_Example;"
            "English_Def;English;Term_Info;Term_Example;English;Term_Info;Term_Example",
            '1;economy;;;P1;1/2/2026 3:04:05 PM;Li;;;"a; b";链；条;产业链;"CaseInsense;HalfPrefix";;;industrial chain;'
            '"CaseSense;HalfPrefix";;line;"CaseInsense;Exact;Forbidden";',
        ]

    def test_reads_what_memoq_exports(self):
        (found,) = read_row(
            '12;economy;industry;12/31/2025 12:00:01 AM;Li;"a; b";A chain.;industrial chain;'
            '"CasePermissive;HalfPrefix";'
            'See it.;line;"CaseSense;Exact;Forbidden";;链;产业链;;;x.png'
        )
        assert found == Concept(
            "industrial-chain",
            subject_field="economy",
            sections=(
                LanguageSection(
                    "en",
                    (
                        Term("industrial chain", data_categories=(DataCategory("descrip/context", "See it."),)),
                        Term(
                            "line",
                            AdministrativeStatus.DEPRECATED,
                            match=MatchSettings(case_sensitive=True, inflect=False),
                        ),
                    ),
                    (Definition("A chain."),),
                ),
                LanguageSection("zh-Hans", (Term("产业链"),), (Definition("链"),)),
            ),
            notes=("a; b",),
            provenance=Provenance(datetime(2025, 12, 31, 0, 0, 1, tzinfo=UTC), "Li"),
            data_categories=(
                DataCategory("descrip/domain", "industry"),
                DataCategory("descrip/Image", "x.png"),
                DataCategory("admin/entryIdentifier", "12"),
            ),
        )

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("1;;;yesterday;;;;a", "terms.memoq:2: Entry_Created: 'yesterday' is no date and time"),
            ("1;x", "terms.memoq:2: the row has no term"),
            ('1;;;;;;;"a', "terms.memoq:2: the quotation marks of this row do not balance"),
            ("1" + ";" * 17 + ";x", "terms.memoq:2: the row has 19 cells, the head row 18"),
        ],
    )
    def test_a_bad_row_is_a_problem(self, text, message):
        (problem,) = read_row(text)
        assert isinstance(problem, Problem)
        assert str(problem).startswith(message)

    def test_a_file_without_languages_is_refused(self):
        with pytest.raises(ExchangeError, match="no column is named after a language; found: Entry_ID, x"):
            read("memoq", b"Entry_ID;x\n1;y\n")


def comparable(concept: Concept, lost: set[str]) -> Concept:
    """What can be compared of a concept that was written or read."""
    return without_ids(seen(without(concept, lost), lost))


def without_ids(concept: Concept) -> Concept:
    """The concept with its data categories in one order, without the number that memoQ's rows have."""
    kept = [category for category in concept.data_categories if category.name != "admin/entryIdentifier"]
    return replace(concept, data_categories=tuple(sorted(kept, key=lambda category: category.name)))


def seen(concept: Concept, lost: set[str]) -> Concept:
    """The concept without what the report names in words of its own."""
    provenance = concept.provenance
    if "fraction of a second" in lost:
        moments = {name: getattr(provenance, name) for name in ("created_at", "changed_at")}
        provenance = replace(provenance, **{n: m.replace(microsecond=0) for n, m in moments.items() if m})
    if "one term with two times of validity" in lost:
        sections = tuple(
            replace(s, terms=tuple({t.text: t for t in reversed(s.terms)}.values())[::-1]) for s in concept.sections
        )
        concept = replace(concept, sections=sections)
    if "status" in lost:
        plain = AdministrativeStatus.PREFERRED
        sections = tuple(
            replace(section, terms=tuple(replace(term, status=plain) for term in section.terms))
            for section in concept.sections
        )
        concept = replace(concept, sections=sections)
    return replace(concept, provenance=provenance)
