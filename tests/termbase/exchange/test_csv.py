"""Comma-separated values: what is read, what is refused with its line, what comes back."""

import io
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    Evidence,
    LanguageSection,
    MatchSettings,
    PartOfSpeech,
    Provenance,
    Relation,
    RelationKind,
    Severity,
    Source,
    SourceMark,
    Term,
    WorkState,
)
from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from termbase.exchange.sheet import cells
from termbase.exchange.values import Problem
from tests.strategies import concept_lists, sources, texts
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, written
from tests.termbase.exchange.sheet_helpers import canonical

HEAD = "zh,preferred_en,deprecated_en,domain\n"


def read(text: str | bytes) -> list[Concept | Problem]:
    content = text.encode() if isinstance(text, str) else text
    return list(format_named("csv").read(io.BytesIO(content), "terms.csv"))


def problems(text: str | bytes) -> list[str]:
    return [str(item) for item in read(text) if isinstance(item, Problem)]


def ids(text: str | bytes) -> list[str]:
    return [item.id for item in read(text) if isinstance(item, Concept)]


def english(text: str) -> tuple[Term, ...]:
    (concept,) = read(text)
    assert isinstance(concept, Concept), concept
    return concept.terms("en")


class TestCsv(FormatSuite):
    name = "csv"

    @given(concept_lists())
    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    def test_what_the_report_does_not_list_comes_back(self, concepts):
        content, report = written("csv", concepts)
        lost = {loss.field for loss in report.losses}
        back = read(content)
        expected = [concept for concept in concepts if concept.sections]
        if not any(field.startswith("order") for field in lost):
            assert back == expected
        assert back == [canonical(concept) for concept in expected]
        assert ("concept without any language" in lost) == (len(expected) < len(concepts))

    def test_a_full_concept_comes_back(self):
        concept = Concept(
            "highland",
            subject_field="industry",
            sections=(
                LanguageSection("zh-Hans", (Term("高地", pinyin="gāo dì", look_up_forms=("「高地」",)),)),
                LanguageSection(
                    "en",
                    (
                        Term(
                            "hub",
                            part_of_speech=PartOfSpeech.NOUN,
                            sources=(
                                Source("Plan [2021]; draft", "State Council", "2021-03", "p. 4", SourceMark.CHECKED),
                                Source("Xinhua"),
                            ),
                            valid_from="2021",
                        ),
                        Term(
                            "highland",
                            AdministrativeStatus.DEPRECATED,
                            reason="A highland is high land | plateau \\ upland.",
                            match=MatchSettings(
                                True, False, Evidence.CONTEXT, ("talent", "innovat*"), Severity.WARNING
                            ),
                        ),
                        Term("high ground", AdministrativeStatus.DEPRECATED, notes=("first\nline", "second; note")),
                    ),
                    (Definition("A place that leads.", Source("Handbook")), Definition("=A2|B2")),
                    WorkState.APPROVED,
                    ("a note",),
                ),
                LanguageSection("fr", (), (Definition("Un pôle."),), WorkState.PROPOSED),
            ),
            relations=(Relation(RelationKind.PART_OF, "policy-language"),),
            notes=("-note", "+note"),
            provenance=Provenance(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "Li", None, "Wang, Y."),
        )
        content, report = written("csv", [concept])
        assert report.losses == ()
        assert read(content) == [concept]

    def test_columns_nobody_needs_are_not_written(self):
        head = written("csv", [PAIR])[0].decode("utf-8-sig").splitlines()[0]
        assert head == (
            "id,zh,pinyin,zh_traditional,preferred_en,source,admitted_en,deprecated_en,deprecated_reason,"
            "definition_en,domain,work_state,note"
        )

    def test_formulas_are_neutralised(self):
        section = LanguageSection("en", (Term("=HYPERLINK(1)"), Term("'=quoted", AdministrativeStatus.ADMITTED)))
        concept = Concept("c", sections=(section,), notes=("@SUM(A1)",))
        content, _ = written("csv", [concept])
        text = content.decode("utf-8-sig")
        assert ",'=HYPERLINK(1)," in text
        assert ",''=quoted," in text
        assert "'@SUM(A1)" in text
        assert read(content) == [concept]


class TestTsv:
    def test_is_the_same_sheet_with_tabs(self):
        content, report = written("tsv", [PAIR])
        assert content.decode("utf-8-sig").splitlines()[0].startswith("id\tzh\tpinyin\t")
        assert report.losses == ()
        assert list(format_named("tsv").read(io.BytesIO(content), "terms.tsv")) == [PAIR]


class TestReading:
    def test_a_plain_list_of_terms(self):
        concept, *_ = read(
            "zh,zh_traditional,pinyin,preferred_en,admitted_en,deprecated_en,definition_en,domain,source,note\n"
            '产业链,產業鏈,chǎn yè liàn,industrial chain,,industry line|chain of industry,"The stages, in order.",'
            'industry,"Report (2022); Xinhua, 19 Sept 2022",checked\n'
        )
        assert concept == Concept(
            "industrial-chain",
            subject_field="industry",
            sections=(
                LanguageSection("zh-Hans", (Term("产业链", pinyin="chǎn yè liàn"),)),
                LanguageSection("zh-Hant", (Term("產業鏈"),)),
                LanguageSection(
                    "en",
                    (
                        Term("industrial chain", sources=(Source("Report (2022)"), Source("Xinhua, 19 Sept 2022"))),
                        Term("industry line", AdministrativeStatus.DEPRECATED),
                        Term("chain of industry", AdministrativeStatus.DEPRECATED),
                    ),
                    (Definition("The stages, in order."),),
                ),
            ),
            notes=("checked",),
        )

    def test_parallel_lists_speak_of_the_term_at_their_place(self):
        _, first, second = english(
            "zh,preferred_en,deprecated_en,deprecated_reason,deprecated_evidence,deprecated_context,deprecated_severity\n"
            "韧性,resilience,toughness|tenacity,|A trait of people.,context|source,supply;chain*|,|error\n"
        )
        assert (first.reason, first.match) == (
            "",
            MatchSettings(evidence=Evidence.CONTEXT, context=("supply", "chain*")),
        )
        assert (second.reason, second.match) == (
            "A trait of people.",
            MatchSettings(evidence=Evidence.SOURCE, severity=Severity.ERROR),
        )

    def test_other_languages_have_columns_by_their_tag(self):
        (concept,) = read(
            "zh,preferred_en,preferred_FR,deprecated_zh_TW,definition_fr,preferred_fr_part_of_speech\n"
            "韧性,resilience,résilience,韌度,Capacité.,noun\n"
        )
        assert [section.language for section in concept.sections] == ["zh-Hans", "zh-Hant", "en", "fr"]
        assert concept.section("fr").definitions == (Definition("Capacité."),)
        assert concept.terms("fr") == (Term("résilience", part_of_speech=PartOfSpeech.NOUN),)
        assert concept.terms("zh-Hant") == (Term("韌度", AdministrativeStatus.DEPRECATED),)

    def test_one_work_state_holds_for_all_languages_unless_one_has_its_own(self):
        (concept,) = read("zh,preferred_en,work_state,work_state_en\n韧性,resilience,approved,proposed\n")
        assert [section.work_state.value for section in concept.sections] == ["approved", "proposed"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_encodings_and_line_ends(self, encoding, end):
        text = f'{HEAD}韧性,resilience,"tough\nness",\n'.replace("\n", end)
        assert problems(text.encode(encoding)) == [
            "terms.csv:2: deprecated_en, term: holds the character U+000A; take it out"
        ]
        assert ids(text.replace(f"tough{end}", "tough").encode(encoding)) == ["resilience"]

    def test_spreadsheets_may_leave_cells_and_rows_blank(self):
        assert ids(HEAD.replace("\n", ",,\n") + "韧性,resilience\n,,,,,\n\n高地,hub,,,,\n") == ["resilience", "hub"]

    def test_headings_may_be_written_freely(self):
        assert ids("ZH, Preferred EN ,Subject field\n韧性,resilience,x\n") == ["resilience"]

    def test_ids_are_made_where_there_are_none(self):
        text = (
            "id,zh,preferred_en,pinyin\n,甲,supply chain,\n,乙,Supply chain,\nsupply-chain,丙,x,\n,丁,供应,gōng yìng\n"
        )
        assert ids(text) == ["supply-chain", "supply-chain-2", "supply-chain-3", "gong-ying"]

    def test_long_ids_keep_their_number_within_the_limit(self):
        made = ids(HEAD + "".join(f"词{n},{'long ' * 40},,\n" for n in range(12)))
        assert len(set(made)) == 12
        assert max(map(len, made)) <= 120

    def test_is_lazy(self):
        class Endless(io.RawIOBase):
            def read(self, size=-1):
                return (HEAD + "韧性,resilience,,\n" * 5000).encode()[:size]

        assert next(format_named("csv").read(Endless(), "endless")).id == "resilience"


class TestBadFiles:
    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "terms.csv: is empty; give it a line that names the columns"),
            (b"\n\n  \n", "terms.csv:3: there are no columns 'zh' and 'preferred_en'; found: none; add what"),
            (b"zh,prefered_en\n", "terms.csv:1: there is no column 'preferred_en'; found: zh, prefered_en;"),
            (b"a,b\n", "terms.csv:1: there are no columns 'zh' and 'preferred_en'; found: a, b; add what is missing"),
            (b'"zh,preferred_en\n', "terms.csv:1: the quotation marks of this row do not balance"),
            (b"\0\1\2", "terms.csv: holds NUL bytes"),
            ((HEAD + "韧性,resilience,,\n").encode("gb18030"), "terms.csv: may be text in GB18030"),
            (HEAD.encode() + b"\xff\xfe,x\n", "terms.csv:2: is not UTF-8, and no other encoding is recognised"),
            (b"\xff\xfea", "is not UTF-16"),
            (b"x" * 3_000_000, "terms.csv:1: the line is longer than 1,000,000 characters"),
        ],
    )
    def test_is_refused_with_place_and_cure(self, content, message):
        with pytest.raises(ExchangeError) as caught:
            read(content)
        assert message in str(caught.value)

    def test_the_nearest_column_is_named(self):
        with pytest.raises(ExchangeError, match=r"is 'prefered_en' meant\?"):
            read("zh,prefered_en\n韧性,resilience\n")


class TestBadRows:
    """One bad row is a problem with its line; the rows around it go in."""

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            (
                "韧性,resilience,,,extra",
                "the row has 5 cells, the heading 4; name every column, and put text that holds",
            ),
            (",resilience,,", "zh: is empty; give the Chinese term"),
            ('韧性,"resilience,,', "the quotation marks of this row do not balance"),
            ('韧性,"resil"ience,,', "the quotation marks of this row do not balance"),
            ("前,other,,", "zh: '前' is already on line 2; keep one of the two rows"),
            ("韧性,resi\0lience,,", "preferred_en, term: holds the character U+0000; take it out"),
            ("韧性,resilience,a|b|a,", "en term: 'a' is given twice; keep one of them"),
            ("x" * 2_000_000, "the line is longer than 1,000,000 characters; shorten or split it"),
        ],
    )
    def test_row(self, row, message):
        text = f'{HEAD}前,before,,\n{row}\n后,after,"a, b",\n'
        assert ids(text) == ["before", "after"]
        (problem,) = problems(text)
        assert problem.startswith(f"terms.csv:3: {message}")

    @pytest.mark.parametrize(
        ("head", "row", "message"),
        [
            ("work_state", "done", "unknown value 'done'; use one of: proposed, approved"),
            ("status", "forbidden", "unknown value 'forbidden'; use one of: proposed, approved"),
            ("part_of_speech", "Substantiv", "preferred_en: unknown value 'Substantiv'; use one of: noun, proper noun"),
            ("evidence", "context", "preferred_en, context: is empty; list the words"),
            ("inflect", "maybe", "preferred_en: unknown value 'maybe'; write yes or no"),
            ("valid_to", "2022-13", "preferred_en, valid to: '2022-13' is no date"),
            ("deprecated_reason", "Wrong.", "deprecated_reason: has 1 entries, deprecated_en has 0; give one for each"),
            ("relations", "part of x", "relations: 'part of x' is no relation; write it like"),
            ("relations", "near: x", "relations: unknown value 'near'; use one of: broader"),
            ("created_at", "yesterday", "created_at: 'yesterday' is no date and time"),
            ("id", "Not An Id", "concept id: 'Not An Id' is not allowed"),
        ],
    )
    def test_cell(self, head, row, message):
        text = f"zh,preferred_en,{head}\n前,before,\n韧性,resilience,{row}\n后,after,\n"
        assert sorted(ids(text)) == ["after", "before"]
        (problem,) = problems(text)
        assert problem.startswith("terms.csv:3: ")
        assert message in problem

    def test_a_second_row_of_one_id(self):
        text = "id,zh,preferred_en\na,前,x\na,后,y\nb,前,z\n"
        assert ids(text) == ["a", "b"]
        assert problems(text) == ["terms.csv:3: id: 'a' is already on line 2; keep one of the two rows"]

    def test_one_chinese_term_in_two_domains_is_two_concepts(self):
        assert ids(HEAD + "前,a,,x\n前,b,,y\n") == ["a", "b"]

    def test_lines_are_those_of_the_file(self):
        text = 'zh,preferred_en,note\n前,before,"one\ntwo\nthree"\n,none,\n'
        assert problems(text) == ["terms.csv:5: zh: is empty; give the Chinese term"]

    def test_a_row_without_a_term(self):
        assert problems("id,zh,preferred_en,domain\na,,,x\n") == [
            "terms.csv:2: the row has no term; give one, or take the row out"
        ]

    @pytest.mark.parametrize(
        ("heading", "message"),
        [
            ("admited_en", "its cells are kept as 'descrip/admited_en'; did you mean 'admitted_en'?"),
            ("preferred_e!", "'e!' is no language code; its cells are kept as 'descrip/preferred_e!'"),
            (
                "preferred_zh",
                "column 'preferred_zh' says the same as 'zh'; its cells are kept as 'descrip/preferred_zh'",
            ),
            ("", "column 3 has no name; its cells are kept as 'descrip/column 3'; name it"),
            ("a\x7fb", "the name of column 3 holds the character U+007F; its cells are kept as 'descrip/column 3'"),
        ],
    )
    def test_a_column_that_is_doubtful(self, heading, message):
        text = f"zh,preferred_en,{heading},domain\n韧性,resilience,x,industry\n"
        (concept,) = [item for item in read(text) if isinstance(item, Concept)]
        assert concept.id == "resilience"
        assert [category.value for category in concept.data_categories] == ["x"]
        (problem,) = problems(text)
        assert problem.startswith("terms.csv:1: ")
        assert message in problem

    @given(st.text() | st.text("\",|;\n\\[]='zhe"))
    @settings(max_examples=200)
    def test_no_text_breaks_the_reader(self, text):
        for item in read((HEAD + text).encode("utf-8-sig", "replace")):
            assert isinstance(item, Concept | Problem)

    @given(st.binary(max_size=200))
    def test_no_bytes_break_the_reader(self, content):
        with suppress(ExchangeError):
            read(HEAD.encode() + content)


class TestCells:
    @given(st.lists(texts(), min_size=1))
    def test_lists_come_back(self, values):
        joined = cells.join(cells.escape(value) for value in values)
        assert [cells.unescape(piece) for piece in cells.split(joined, "|")] == values

    @given(st.lists(sources()))
    def test_sources_come_back(self, values):
        assert cells.read_sources(cells.show_sources(values)) == tuple(values)

    @given(st.text())
    def test_guarded_cells_come_back(self, cell):
        assert cells.unguard(cells.guard(cell)) == cell
        assert not cells.guard(cell).startswith(("=", "+", "-", "@", "\t", "\r"))

    def test_brackets_that_are_no_part_belong_to_the_document(self):
        assert cells.read_source("Xinhua [English] (2022)") == Source("Xinhua [English] (2022)")

    def test_a_backslash_before_an_ordinary_character_is_one(self):
        assert cells.unescape(r"C:\terms \| a") == r"C:\terms | a"
