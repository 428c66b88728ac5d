"""The invariants of the term model."""

import dataclasses
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Evidence,
    LanguageSection,
    MatchSettings,
    Provenance,
    Relation,
    RelationKind,
    Source,
    Term,
    concept_id,
)
from termbase.errors import InvalidValue
from termbase.fields import choose, earliest_day, language_tag, latest_day
from tests.strategies import concepts, dates


@given(concepts())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_value_made_again_from_its_fields_is_the_same(concept):
    assert dataclasses.replace(concept) == concept
    for section in concept.sections:
        assert dataclasses.replace(section) == section
        for term in section.terms:
            assert dataclasses.replace(term) == term


@pytest.mark.parametrize("bad", ["", " ", "a\x00b", "a\nb", "a\x1b[31mb", "\ud800", "a\x85b"])
def test_a_term_is_one_line_of_text_without_control_characters(bad):
    with pytest.raises(InvalidValue):
        Term(bad)


def test_texts_are_kept_in_nfc_without_outer_space():
    assert Term(unicodedata.normalize("NFD", " chǎn yè ")).text == "chǎn yè"


def test_a_reason_may_have_lines_but_no_escape_sequence():
    assert Term("x", reason="one\n\ttwo").reason == "one\n\ttwo"
    with pytest.raises(InvalidValue):
        Term("x", reason="one\x1b[2J")


@pytest.mark.parametrize("bad", ["", "A", "a b", "a--b", "-a", "a-", "链", "a" * 121, "a/b", "a\n"])
def test_ids_are_plain(bad):
    with pytest.raises(InvalidValue):
        Concept(bad)
    with pytest.raises(InvalidValue):
        Relation(RelationKind.RELATED, bad)


@pytest.mark.parametrize("good", ["a", "14th-five-year-plan", "a.b_c-d", "a" * 120])
def test_ids_may_be(good):
    assert Concept(good).id == good


@pytest.mark.parametrize(
    ("english", "made"),
    [
        ("14th Five-Year Plan", "14th-five-year-plan"),
        ("people's congress", "peoples-congress"),
        ("café (naïve)", "cafe-naive"),
        ("链", ""),
        ("word " * 40, "-".join(["word"] * 24)),
    ],
)
def test_an_id_is_made_from_english(english, made):
    assert concept_id(english) == made


def test_no_term_and_no_language_twice():
    with pytest.raises(InvalidValue, match="given twice"):
        LanguageSection("en", (Term("chain"), Term("chain", AdministrativeStatus.DEPRECATED)))
    with pytest.raises(InvalidValue, match="two sections"):
        Concept("a", sections=(LanguageSection("en"), LanguageSection("en")))


def test_a_term_may_come_again_for_another_time():
    old = Term("GATT", AdministrativeStatus.SUPERSEDED, valid_from="1947", valid_to="1994")
    assert len(LanguageSection("en", (old, Term("GATT", valid_from="1995"))).terms) == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("zh", "zh-Hans"),
        ("zh_cn", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("ZH-hant", "zh-Hant"),
        ("EN", "en"),
        ("sr-latn", "sr-Latn"),
    ],
)
def test_languages_are_canonical(given, kept):
    assert language_tag(given) == kept
    assert LanguageSection(given).language == kept


@pytest.mark.parametrize("bad", ["", "Chinese language", "e", "zh-"])
def test_a_language_is_a_bcp47_tag(bad):
    with pytest.raises(InvalidValue):
        LanguageSection(bad)


@pytest.mark.parametrize("bad", ["22", "2022-13", "2022-1", "2022-10-32", "16 Oct 2022", "2022-10-16T00:00"])
def test_a_date_is_iso_8601(bad):
    with pytest.raises(InvalidValue):
        Source("Report", date=bad)


def test_validity_has_an_order():
    with pytest.raises(InvalidValue):
        Term("x", valid_from="2022-10", valid_to="2022-09")
    assert Term("x", valid_from="2022-10-16", valid_to="2022")


@pytest.mark.parametrize(
    ("start", "end", "day", "valid"),
    [
        ("", "", "2022-01-01", True),
        ("2022", "", "2021-12-31", False),
        ("2022", "", "2022-01-01", True),
        ("", "2022-02", "2022-02-28", True),
        ("", "2022-02", "2022-03-01", False),
        ("2021-03-11", "2025", "2025-12-31", True),
        ("2021-03-11", "2025", "2026-01-01", False),
    ],
)
def test_a_status_holds_within_its_time(start, end, day, valid):
    assert Term("x", valid_from=start, valid_to=end).valid_on(day) is valid


@given(dates().filter(bool))
def test_a_reduced_date_covers_its_days(date):
    assert earliest_day(date).startswith(date)
    assert earliest_day(date) <= latest_day(date)


def test_context_evidence_needs_context_words():
    with pytest.raises(InvalidValue, match="context"):
        MatchSettings(evidence=Evidence.CONTEXT)


def test_moments_have_a_time_zone_and_are_kept_in_utc():
    beijing = datetime(2022, 10, 16, 10, tzinfo=timezone(timedelta(hours=8)))
    assert Provenance(created_at=beijing).created_at == datetime(2022, 10, 16, 2, tzinfo=UTC)
    assert Provenance(created_at=beijing).created_at.tzinfo is UTC
    with pytest.raises(InvalidValue, match="time zone"):
        Provenance(changed_at=datetime(2022, 10, 16))  # noqa: DTZ001


def test_an_unknown_choice_names_the_choices():
    assert choose(AdministrativeStatus, " Preferred ", "status") is AdministrativeStatus.PREFERRED
    with pytest.raises(InvalidValue, match=r"forbidden.*use one of: preferred, admitted, deprecated, superseded"):
        choose(AdministrativeStatus, "forbidden", "status")


def test_a_source_is_cited_in_one_line():
    assert Source("Report", "CPC", "2022-10-16", "part IV").citation == "CPC, Report (2022-10-16), part IV"
    assert Source("CPC Charter", "CPC").citation == "CPC Charter"
