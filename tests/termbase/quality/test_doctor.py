"""What the term base finds wrong with itself."""

import pytest

from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Definition,
    Evidence,
    LanguageSection,
    MatchSettings,
    Relation,
    RelationKind,
    Term,
)
from termbase.quality.examination import examine

DEPRECATED = AdministrativeStatus.DEPRECATED


def concept(
    concept_id: str = "resilience",
    *english: Term,
    zh: str = "韧性",
    traditional: Term | None = None,
    pinyin: str = "rèn xìng",
    relations: tuple[Relation, ...] = (),
) -> Concept:
    sections = [LanguageSection("zh-Hans", (Term(zh, pinyin=pinyin),))]
    if traditional:
        sections.append(LanguageSection("zh-Hant", (traditional,)))
    definition = Definition("The capacity to recover.")
    sections.append(LanguageSection("en", english or (Term("resilience"),), (definition,)))
    return Concept(concept_id, "economy", tuple(sections), relations)


def checks(*concepts: Concept) -> list[str]:
    return [defect.check for defect in examine(concepts)]


def test_the_built_in_glossary_is_without_defect(glossary: tuple[Concept, ...]) -> None:
    assert [str(defect) for defect in examine(glossary)] == []


def test_a_sound_concept_has_no_defect() -> None:
    assert checks(concept(traditional=Term("韌性"))) == []


def test_what_is_missing_is_named() -> None:
    empty = Concept("c")
    assert checks(empty) == ["subject-field", "definition", "languages", "languages"]


def test_two_preferred_terms_at_one_time() -> None:
    assert checks(concept("c", Term("a"), Term("b"))) == ["preferred"]


def test_preferred_terms_that_follow_each_other() -> None:
    assert checks(concept("c", Term("a", valid_to="2015"), Term("b", valid_from="2016"))) == []


def test_no_preferred_term() -> None:
    assert checks(concept("c", Term("a", AdministrativeStatus.ADMITTED))) == ["preferred"]


def test_a_ban_needs_a_reason() -> None:
    assert checks(concept("c", Term("a"), Term("b", DEPRECATED))) == ["reason"]


def test_a_ban_must_not_hit_what_another_concept_accepts() -> None:
    other = concept("other", Term("toughness"), zh="坚韧", pinyin="jiān rèn")
    banning = concept("c", Term("resilience"), Term("Toughness", DEPRECATED, reason="steel"))
    assert checks(other, banning) == ["collision"]


def test_a_ban_with_evidence_may() -> None:
    other = concept("other", Term("toughness"), zh="坚韧", pinyin="jiān rèn")
    ban = Term("toughness", DEPRECATED, reason="steel", match=MatchSettings(evidence=Evidence.SOURCE))
    assert checks(other, concept("c", Term("resilience"), ban)) == []


def test_one_concept_twice() -> None:
    assert checks(concept("one"), concept("two")) == ["duplicate"]


@pytest.mark.parametrize("pinyin", ["rèn", "rèn xìng xìng", "rèn xīng"])
def test_pinyin_has_to_read_the_characters(pinyin: str) -> None:
    assert checks(concept(pinyin=pinyin)) == ["pinyin"]


@pytest.mark.parametrize(
    ("zh", "pinyin"),
    [
        ("重构", "chóng gòu"),
        ("重构", "zhòng gòu"),
        ("意思", "yì si"),
        ("5G基站", "5G jī zhàn"),
        ("“十四五”", "shí sì wǔ"),
        ("A股", "A gǔ"),
        ("女性", "nǚ xìng"),
    ],
)
def test_pinyin_that_reads_the_characters(zh: str, pinyin: str) -> None:
    assert checks(concept(zh=zh, pinyin=pinyin)) == []


def test_traditional_has_to_be_the_conversion() -> None:
    assert checks(concept(traditional=Term("韧性"))) == ["traditional"]
    assert checks(concept(zh="群", pinyin="qún", traditional=Term("群"))) == []


def test_a_note_says_why_traditional_differs() -> None:
    assert checks(concept(traditional=Term("韌度", notes=("Hong Kong usage",)))) == []


def test_relations() -> None:
    def related(concept_id: str, zh: str, pinyin: str, kind: RelationKind, target: str) -> Concept:
        return concept(concept_id, zh=zh, pinyin=pinyin, relations=(Relation(kind, target),))

    one = related("one", "一", "yī", RelationKind.PART_OF, "two")
    assert checks(one) == ["relation"]
    assert checks(related("one", "一", "yī", RelationKind.RELATED, "one")) == ["relation"]
    two = related("two", "二", "èr", RelationKind.PART_OF, "one")
    assert checks(one, two) == ["relation"]
    assert checks(one, related("two", "二", "èr", RelationKind.RELATED, "one")) == []
    assert checks(one, concept("two", zh="二", pinyin="èr")) == []


def test_it_tells_how_many_concepts_it_has_looked_at() -> None:
    told: list[int] = []
    list(examine([concept("a"), concept("b")], told.append))
    assert told == [1, 2]
