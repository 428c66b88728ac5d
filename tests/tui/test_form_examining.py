"""What is doubtful in a form stands where it belongs, and what could fill its fields is right."""

from dataclasses import replace

import pytest

from termbase.concepts import Concept, Definition, LanguageSection, Relation, RelationKind, Term
from termbase.quality.chinese import check_chinese
from tui.forms.concepts import form_of, new_concept, new_form
from tui.forms.examining import examined, proposals, targets_of, texts_of
from tui.forms.parts import Path, inserted, with_text

from .plain import CHAIN, CIRCULATION, DEPRECATED

SOUND = Concept(
    "industrial-chain",
    "industry",
    (
        LanguageSection("zh-Hans", (Term("产业链", pinyin="chǎn yè liàn"),)),
        LanguageSection("zh-Hant", (Term("產業鏈", pinyin="chǎn yè liàn"),)),
        LanguageSection(
            "en",
            (Term("industrial chain"), Term("industry chain", DEPRECATED, reason="not used")),
            (Definition("The stages of production."),),
        ),
    ),
    relations=(Relation(RelationKind.RELATED, "dual-circulation"),),
)
PINYIN: Path = ("sections", 0, "terms", 0, "pinyin")


def found(concept: Concept, *others: Concept) -> list[tuple[Path, str]]:
    return [(it.path, it.problem) for it in examined(form_of(concept), concept, (CIRCULATION, *others)).problems]


def test_a_sound_concept_has_no_problem() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (("subject_field",), "", [(("subject_field",), "has no subject field")]),
        (PINYIN, "cǎn yè liàn", [(PINYIN, "产 is not read cǎn")]),
        (PINYIN, "chǎn yè", [(PINYIN, "pinyin has 2 syllables for the 3 characters of 产业链")]),
        (
            ("sections", 1, "terms", 0, "text"),
            "產業鍊",
            [(("sections", 1, "terms", 0, "text"), "the Traditional form 產業鍊 is not 产业链 converted")],
        ),
        (
            ("sections", 2, "terms", 1, "reason"),
            "",
            [(("sections", 2, "terms", 1, "reason"), "does not say why 'industry chain' is deprecated")],
        ),
        (
            ("sections", 2, "terms", 1, "status"),
            "preferred",
            [
                (
                    ("sections", 2, "terms", 1, "text"),
                    "prefers 'industrial chain' and 'industry chain' at one time",
                )
            ],
        ),
        (
            ("sections", 2, "terms", 0, "status"),
            "superseded",
            [
                (("sections", 2), "has no preferred en term"),
                (("sections", 2, "terms", 0, "reason"), "does not say why 'industrial chain' is superseded"),
            ],
        ),
        (("sections", 2, "definitions", 0, "text"), "", [(("sections", 2), "has no definition")]),
        (
            ("relations", 0, "target"),
            "no-such",
            [(("relations", 0, "target"), "is related no-such, which is not there")],
        ),
    ],
)
def test_a_doubt_stands_where_it_belongs(path: Path, text: str, expected: list[tuple[Path, str]]) -> None:
    form = with_text(form_of(SOUND), path, text)
    examination = examined(form, SOUND, (CIRCULATION,))
    assert [(it.path, it.problem) for it in examination.problems] == expected
    assert not examination.forbidden


def test_doubts_lead_past_blank_parts() -> None:
    from tui.forms.parts import blank

    form = inserted(form_of(SOUND), ("sections", 0), "terms", 0, blank("terms"))
    form = with_text(form, ("sections", 0, "terms", 1, "pinyin"), "x")
    (problem,) = examined(form, SOUND, (CIRCULATION,)).problems
    assert problem.path == ("sections", 0, "terms", 1, "pinyin")


def test_what_other_concepts_hold_is_shown_and_doubted() -> None:
    other = replace(CHAIN, id="another-chain", sections=CHAIN.sections[:1])
    banning = Concept(
        "banning", "x", (LanguageSection("en", (Term("network"), Term("Industrial chain", DEPRECATED, reason="r"))),)
    )
    examination = examined(form_of(SOUND), SOUND, (CIRCULATION, other, banning, CHAIN))
    assert [it.id for it in examination.same] == ["another-chain", "banning"], "itself and mere relations are not shown"
    assert [(it.path, str(it)) for it in examination.problems] == [
        (
            ("sections", 0, "terms", 0, "text"),
            "产业链 in industry is also another-chain; merge them, or tell their subject fields apart",
        ),
        (
            ("sections", 2, "terms", 0, "text"),
            "banning bans 'industrial chain', which industrial-chain accepts; ask for evidence: context or source",
        ),
    ]


def test_what_is_impossible_comes_before_doubts() -> None:
    form = with_text(with_text(form_of(SOUND), PINYIN, "x"), ("relations", 0, "target"), "No Id")
    examination = examined(form, SOUND)
    assert examination.forbidden
    assert [it.path for it in examination.problems] == [("relations", 0, "target")]
    assert examination.concept is None


def test_pinyin_and_traditional_characters_are_proposed() -> None:
    form = new_form(new_concept("5G产业链、供应链"))
    assert dict(proposals(form)) == {
        ("sections", 0, "terms", 0, "pinyin"): "5g chǎn yè liàn gōng yìng liàn",
        ("sections", 1, "terms", 0, "text"): "5G產業鏈、供應鏈",
    }
    assert dict(proposals(form_of(SOUND))) == {}


def test_proposed_pinyin_satisfies_the_doctor(glossary: tuple[Concept, ...]) -> None:
    """Held to the readings that people checked: what pypinyin proposes is hardly ever doubted."""
    doubted = 0
    for concept in glossary[::40]:
        form = form_of(concept)
        for section in concept.sections:
            for number, _ in enumerate(section.terms):
                place = [it.language for it in concept.sections].index(section.language)
                form = with_text(form, ("sections", place, "terms", number, "pinyin"), "")
        for path, text in dict(proposals(form)).items():
            form = with_text(form, path, text)
        made = examined(form, concept).concept
        assert made is not None
        doubted += len(list(check_chinese(made)))
    assert doubted <= 2


def test_what_is_asked_of_the_term_base() -> None:
    assert texts_of(form_of(SOUND)) == {"产业链", "industrial chain", "industry chain"}
    assert targets_of(form_of(SOUND)) == {"dual-circulation"}
