"""The form as plain values: every concept comes back as it was, and what is impossible is named where it stands."""

import pytest
from hypothesis import given

from termbase.concepts import Concept
from tests.strategies import concepts
from tui.forms.concepts import built, form_of, new_concept, new_form, proposed_id
from tui.forms.parts import (
    Part,
    blank,
    every_part,
    from_plain,
    inserted,
    kind_at,
    moved,
    nearest,
    part_at,
    removed,
    text_at,
    to_plain,
    with_text,
)

from .plain import CHAINS

ENGLISH = ("sections", 1)


@given(concepts())
def test_every_concept_comes_back_from_its_form(concept: Concept) -> None:
    made = built(form_of(concept), concept)
    assert (made.concept, made.problems) == (concept, ())


@given(concepts())
def test_every_form_comes_back_from_json(concept: Concept) -> None:
    form = form_of(concept)
    assert from_plain(to_plain(form)) == form


@given(concepts())
def test_every_text_has_a_path(concept: Concept) -> None:
    form = form_of(concept)
    for path, part in every_part(form):
        assert part_at(form, path) is part
        for name, text in part.texts.items():
            assert text_at(form, (*path, name)) == text
            assert kind_at((*path, name)) == kind_at(path)


def term(number: int, field: str = "text") -> tuple[str | int, ...]:
    return (*ENGLISH, "terms", number, field)


@pytest.mark.parametrize(
    ("path", "text", "problem"),
    [
        (term(1), "", "is empty"),
        (term(1), "a\x07b", "holds the character U+0007"),
        (term(1, "valid_from"), "yesterday", "'yesterday' is no date"),
        (term(3, "valid_from"), "2024", "2019 is before 2024"),
        (term(1, "status"), "fine", "unknown value 'fine'"),
        (term(1, "inflect"), "perhaps", "unknown value 'perhaps'"),
        (term(2, "evidence"), "context", "is empty"),
        (term(2), "dual chain", "'dual chain' is given twice"),
        ((*ENGLISH, "terms", 1, "sources", 0, "date"), "May", "'May' is no date"),
        ((*ENGLISH, "terms", 1, "sources", 0, "document"), " ", "is empty"),
        (("relations", 0, "target"), "No Id", "'No Id' is not allowed"),
        ((*ENGLISH, "language"), "zh-Hans", "has two sections for zh-Hans"),
        (("subject_field",), "\x1b[2J", "holds the character U+001B"),
    ],
)
def test_what_is_impossible_is_named_by_its_field(path: tuple[str | int, ...], text: str, problem: str) -> None:
    made = built(with_text(form_of(CHAINS), path, text), CHAINS)
    assert made.concept is None
    (found,) = made.problems
    expected = (*path[:-1], "context") if path[-1] == "evidence" else path
    assert found.path == ((*path[:-1], "valid_to") if problem.endswith("before 2024") else expected)
    assert problem in found.problem
    assert found.forbids


def test_several_faults_of_one_term_are_all_named() -> None:
    form = form_of(CHAINS)
    for path, text in ((term(1, "valid_from"), "x"), (term(1, "valid_to"), "y"), (term(2), "")):
        form = with_text(form, path, text)
    form = with_text(form, term(2, "usage_note"), "kept")
    assert [it.path for it in built(form).problems] == [term(1, "valid_from"), term(1, "valid_to"), term(2)]


def test_blank_parts_make_nothing_and_places_lead_past_them() -> None:
    form = inserted(form_of(CHAINS), ENGLISH, "terms", 1, blank("terms"))
    form = inserted(form, (*ENGLISH, "terms", 0), "sources", 0, blank("sources"))
    form = inserted(form, (), "sections", 1, blank("sections", language="zh-Hant"))
    made = built(form, CHAINS)
    assert made.concept == CHAINS
    assert made.places["sections", 1, "terms", 1] == ("sections", 2, "terms", 2)


def test_a_section_that_was_there_stays_without_terms() -> None:
    form = form_of(CHAINS)
    for _ in range(4):
        form = removed(form, (*ENGLISH, "terms", 0))
    form = removed(form, (*ENGLISH, "definitions", 0))
    concept = built(form, CHAINS).concept
    assert concept is not None
    assert [section.language for section in concept.sections] == ["zh-Hans", "en"]


def test_moving_stops_at_the_ends() -> None:
    form = form_of(CHAINS)
    first, path = moved(form, (*ENGLISH, "terms", 2), -5)
    assert path == (*ENGLISH, "terms", 0)
    assert text_at(first, (*path, "text")) == "industry and supply chains"
    assert moved(form, (*ENGLISH, "terms", 3), 1) == (form, (*ENGLISH, "terms", 3))


def test_a_new_concept_begins_with_a_term_of_each_language_and_takes_its_id_from_the_english() -> None:
    form = new_form(new_concept("新质生产力"))
    assert [section.parts["terms"][0].texts["text"] for section in form.parts["sections"]] == ["新质生产力", "", ""]
    form = with_text(form, ("sections", 2, "terms", 0, "text"), "New quality productive forces")
    assert proposed_id(form) == "new-quality-productive-forces"
    concept = built(form).concept
    assert concept is not None
    assert concept.id == "new-quality-productive-forces"
    assert [section.language for section in concept.sections] == ["zh-Hans", "en"]


def test_the_part_of_a_kind_that_a_path_lies_in() -> None:
    path = (*ENGLISH, "terms", 1, "sources", 0, "date")
    assert nearest(path, "terms") == (*ENGLISH, "terms", 1)
    assert nearest(path, "sections") == ENGLISH
    assert nearest(path, "relations") is None


@pytest.mark.parametrize("plain", [None, 7, [], "x", {"texts": []}, {"texts": {"id": 1}}, {"parts": {"sections": "x"}}])
def test_what_is_no_form_is_refused(plain: object) -> None:
    from termbase.errors import InvalidValue

    with pytest.raises(InvalidValue):
        from_plain(plain)


def test_whether_a_part_is_open_makes_no_difference() -> None:
    part = blank("terms")
    assert Part(part.texts, part.parts, is_open=True) == part


def labels(form: Part, **given: object) -> list[str]:
    from tui.forms.rows import form_rows

    return [f"{'  ' * row.indent}{row.label or row.text}" for row in form_rows(form, **given)]  # type: ignore[arg-type]


def test_the_usual_fields_are_shown_and_the_others_told_in_a_line() -> None:
    assert labels(form_of(CHAINS)) == [
        "subject field",
        "Chinese (Simplified)",
        "+ preferred",
        "  pinyin",
        "  look-up forms: 产业链、供应链",
        "English",
        "definition",
        "  ? A dictionary",
        "x deprecated",
        "  reason",
        "  evidence: context · context words: pilot cit*",
        "+ preferred",
        "  usage note",
        "  valid from: 2020 · ✓ Report to the Congress (2022)",
        "~ admitted",
        "< superseded",
        "  reason",
        "  valid to: 2019",
        "Concept",
        "broader",
        "related",
        "note",
    ]


def test_an_open_term_shows_everything() -> None:
    from tui.forms.parts import opened

    form = opened(form_of(CHAINS), (*ENGLISH, "terms", 1, "text"), is_open=True)
    start = labels(form).index("+ preferred", 3)
    assert labels(form)[start : start + 22] == [
        "+ preferred", "  status", "  pinyin", "  reason", "  usage note", "  term type", "  part of speech",
        "  number", "  region", "  valid from", "  valid to", "  look-up forms", "  case matters", "  inflects",
        "  evidence", "  context words", "  severity", "  source", "    body", "    date", "    locator", "    seen",
    ]  # fmt: skip


def test_problems_stand_under_their_field_or_the_part_that_hides_it() -> None:
    from tui.forms.concepts import Problem

    problems = [
        Problem(term(1, "valid_from"), "hidden"),
        Problem(("subject_field",), "shown", "cure it"),
        Problem(ENGLISH, "of the section"),
        Problem((), "of the concept"),
    ]
    told = labels(form_of(CHAINS), problems=problems)
    assert told[:3] == ["subject field", "shown; cure it", "of the concept"]
    assert told[told.index("hidden") - 1] == "+ preferred"
    assert told[told.index("of the section") - 1] == "English"
