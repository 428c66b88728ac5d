"""Lists of pairs for OmegaT and Xbench: what is written, read, lost and refused."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, Definition, LanguageSection, Term
from termbase.errors import ExchangeError
from termbase.exchange.values import Problem, ReadOptions, WriteOptions
from tests.strategies import concepts
from tests.termbase.exchange.carrying import without
from tests.termbase.exchange.format_suite import PAIR, FormatSuite, ReaderSuite, read, written

ADMITTED = AdministrativeStatus.ADMITTED


def concept(zh: list[Term], en: list[Term], definition: str = "") -> Concept:
    definitions = (Definition(definition),) if definition else ()
    return Concept("c", sections=(LanguageSection("zh-Hans", tuple(zh)), LanguageSection("en", tuple(en), definitions)))


def problems(text: str, name: str = "omegat") -> list[str]:
    return [str(item) for item in read(name, text.encode()) if isinstance(item, Problem)]


class _PairSuite(FormatSuite, ReaderSuite):
    def test_takes_the_built_in_glossary(self):
        """Two concepts in which a pair of accepted terms is missing would be reported."""
        content, report = written(self.name, [PAIR] * 3)
        assert report.written == 3
        assert content.decode().count("产业链") == 3

    def test_counts_a_loss_once_a_concept(self):
        drawn = [concept([Term(f"词{number}")], [Term("a"), Term("b"), Term("c")]) for number in range(3)]
        _, report = written(self.name, [*drawn, drawn[-1]])
        counts = {loss.field: loss.concepts for loss in report.losses}
        assert (counts["status"], counts["concept with the source term of the one before"]) == (4, 1)

    @given(concepts())
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
    def test_what_the_report_does_not_list_comes_back(self, drawn):
        content, report = written(self.name, [drawn, PAIR])
        lost = {loss.field for loss in report.losses}
        *back, pair = read(self.name, content)
        assert pair.preferred("zh-Hans") == "产业链"
        if "concept without an accepted term in both languages" in lost:
            assert back == []
        elif not lost & {"synonyms in the source language", "one term with two times of validity", "status"}:
            (found,) = back
            kept = [
                replace(section, terms=tuple(sorted(accepted(section), key=lambda term: term.status is ADMITTED)))
                for language in ("zh-Hans", "en")
                if (section := drawn.section(language))
            ]
            expected = without(replace(drawn, id=found.id, sections=tuple(kept)), lost)
            assert replace(found, notes=()) == expected


def accepted(section: LanguageSection) -> list[Term]:
    return [term for term in section.terms if term.status.accepted]


class TestOmegat(_PairSuite):
    name = "omegat"

    def test_one_line_a_pair(self):
        content, report = written(
            self.name,
            [
                concept(
                    [Term("韧性"), Term("韧劲", ADMITTED)],
                    [Term("tenacity", ADMITTED), Term("resilience")],
                    "Being\n\ttough.",
                )
            ],
        )
        assert content.decode() == (
            "韧性\tresilience\tBeing tough.\n"
            "韧性\ttenacity\tBeing tough.\n"
            "韧劲\tresilience\tBeing tough.\n"
            "韧劲\ttenacity\tBeing tough.\n"
        )
        assert {loss.field: loss.remedy for loss in report.losses} == {
            "id": "made anew from the terms",
            "work state": "left out",
            "definitions": "one is written as the comment",
            "synonyms in the source language": "read as a concept each",
            "order of the terms": "preferred terms first",
        }

    def test_deprecated_terms_are_left_out(self):
        content, report = written(self.name, [PAIR])
        assert "industry line" not in content.decode()
        assert "deprecated and superseded terms" in {loss.field for loss in report.losses}

    def test_the_other_direction(self):
        content, _ = written(self.name, [PAIR], WriteOptions(source_language="en", target_language="zh-Hans"))
        assert content.decode().startswith("industrial chain\t产业链\t")

    def test_a_term_that_looks_like_a_comment(self):
        content, _ = written(self.name, [concept([Term("#号")], [Term("number sign")])])
        assert content.decode() == " #号\tnumber sign\n"
        assert read(self.name, content)[0].preferred("zh-Hans") == "#号"

    def test_no_pair_at_all(self):
        with pytest.raises(ExchangeError, match="no concept has accepted terms in zh-Hans and en"):
            written(self.name, [Concept("c")])

    def test_reads_synonyms_comments_and_more_columns(self):
        found = read(
            self.name,
            "# by OmegaT\n韧性\tresilience\n韧性\ttenacity\n韧性\ttoughness\tin people\n\n高地\thub\t\tx\ty\n".encode(),
        )
        assert [(c.id, [t.text for t in c.terms("en")], c.notes) for c in found] == [
            ("resilience", ["resilience", "tenacity"], ()),
            ("toughness", ["toughness"], ("in people",)),
            ("hub", ["hub"], ()),
        ]
        assert [term.status for term in found[0].terms("en")] == [AdministrativeStatus.PREFERRED, ADMITTED]
        assert found[2].data_categories == (
            DataCategory("descrip/column 4", "x"),
            DataCategory("descrip/column 5", "y"),
        )

    def test_languages_and_encoding_are_those_of_the_options(self):
        options = ReadOptions(source_language="en", target_language="fr", encoding="utf-16")
        (found,) = read(self.name, "chain\tchaîne\n".encode("utf-16"), options)
        assert [section.language for section in found.sections] == ["en", "fr"]

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("韧性 resilience", "has no tab between two terms; write source, tab, target"),
            ("韧性\t", "has no tab between two terms"),
            ("韧性\tresi\x7flience", "term: holds the character U+007F; take it out"),
            ("韧" * 1_000_001, "the line is longer than 1,000,000 characters"),
        ],
    )
    def test_a_bad_line_is_a_problem(self, line, message):
        (problem,) = problems(f"甲\ta\n{line}\n乙\tb\n")
        assert problem.startswith(f"terms.omegat:2: {message}")


class TestXbench(_PairSuite):
    name = "xbench"

    def test_has_a_mark_and_no_comments(self):
        content, _ = written(self.name, [concept([Term("#号")], [Term("number sign")])])
        assert content == "\ufeff#号\tnumber sign\n".encode()
        assert read(self.name, content)[0].preferred("zh-Hans") == "#号"
