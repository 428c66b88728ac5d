"""A text is judged paragraph by paragraph, and what was judged is remembered."""

from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.shadow import shadow
from glossary.calques.judging import Judge, in_their_company
from glossary.calques.weighing import Scales
from glossary.index.calques import CALQUES, Calques
from glossary.index.part import compiled
from glossary.prediction.scoring import forest
from termbase.concepts import Concept, LanguageSection, Term


def concept(name: str, chinese: str, english: str) -> Concept:
    return Concept(
        name, sections=(LanguageSection("zh-Hans", (Term(chinese),)), LanguageSection("en", (Term(english),)))
    )


TABLES = Calques(
    compiled(
        CALQUES,
        [
            concept("new-growth-drivers", "新动能", "new growth drivers"),
            concept("land-sea-corridor", "西部陆海新通道", "New International Land-Sea Trade Corridor"),
            concept("industrial-and-supply-chains", "产业链供应链", "industrial and supply chains"),
        ],
    )
)
PARAGRAPHS = [
    "Experts spoke of cultivating new kinetic energy.",
    "The Western Luhai New Channel carried more goods, and the new land and sea channel in the west grew.",
    "Nothing of this kind stands here.",
    "We will keep the industrial chain supply chain stable.",
]
texts = st.lists(st.sampled_from(PARAGRAPHS), max_size=6).map("\n\n".join)


def judge() -> Judge:
    return Judge(TABLES, Scales(TABLES, forest()))


def test_a_literal_rendering_is_found_with_its_derivation() -> None:
    text = PARAGRAPHS[1]
    (first, *others) = judge().judged(shadow(text).folded).phrases
    assert text[first.calque.start : first.calque.end] == "Western Luhai New Channel"
    assert {it.part for it in first.calque.derivation} <= {"西部", "陆海", "新", "通道", "西", "部"}
    assert others


@given(texts)
def test_paragraphs_are_judged_by_themselves_wherever_they_stand(text: str) -> None:
    folded = shadow(text).folded
    judged = judge().judged(folded)
    expected, start = [], 0
    for paragraph in text.split("\n\n"):
        alone = judge().judged(shadow(paragraph).folded)
        expected += [(it.calque.start + start, it.calque.end + start, it.wording) for it in alone.phrases]
        start += len(paragraph) + 2
    assert [(it.calque.start, it.calque.end, it.wording) for it in judged.phrases] == expected


@given(texts, texts)
def test_what_was_judged_before_changes_nothing(first: str, second: str) -> None:
    remembering = judge()
    remembering.judged(shadow(first).folded)
    assert remembering.judged(shadow(second).folded) == judge().judged(shadow(second).folded)


@given(texts)
def test_company_changes_probabilities_and_nothing_else(text: str) -> None:
    judged = judge().judged(shadow(text).folded)
    kept = in_their_company(judged, 0.0, 5.0)
    assert [(it.start, it.end) for it in kept] == [(it.calque.start, it.calque.end) for it in judged.phrases]
