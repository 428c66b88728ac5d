"""The compiled matcher agrees with a slow, obvious one on random text."""

import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.shadow import shadow
from glossary.index.forms import patterns
from glossary.index.matching import leftmost_longest
from glossary.index.renderings import Hit, Renderings
from glossary.index.term_index import index_of
from termbase.concepts import (
    AdministrativeStatus,
    Concept,
    Evidence,
    LanguageSection,
    MatchSettings,
    PartOfSpeech,
    Term,
)

WORDS = ["chain", "supply", "industrial", "big", "high-end", "low", "a"]
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
statuses = st.sampled_from([AdministrativeStatus.PREFERRED, AdministrativeStatus.DEPRECATED])
separators = st.sampled_from([" ", " ", " ", "-", ", ", ". ", "\n", "\n\n", "  ", " -", "s ", "S "])
texts = st.lists(st.tuples(st.sampled_from(WORDS), separators), max_size=25).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)


@st.composite
def term_bases(draw: st.DrawFn) -> list[Concept]:
    chosen = draw(st.dictionaries(phrases, statuses, min_size=1, max_size=6))
    return [
        Concept(
            f"c{number}", sections=(LanguageSection("en", (Term(text, status, part_of_speech=PartOfSpeech.NOUN),)),)
        )
        for number, (text, status) in enumerate(chosen.items())
    ]


@given(term_bases(), texts)
def test_agrees_with_the_obvious_matcher(concepts: list[Concept], text: str) -> None:
    folded = shadow(text).folded
    index = index_of(concepts).renderings
    found = [(hit.start, hit.end) for hit in leftmost_longest(index.candidates(folded))]
    assert found == list(obvious(concepts, folded.decode("latin-1")))


def obvious(concepts: list[Concept], text: str) -> Iterator[tuple[int, int]]:
    """Look for every form of every term with a regular expression, then sort out what overlaps."""
    terms = [term for concept in concepts for term in concept.terms("en")]
    good = {form.decode() for term in terms if term.status.accepted for form in patterns(term).folded}
    bad = {form.decode() for term in terms if not term.status.accepted for form in patterns(term).folded} - good
    shadowing = [span for form in good for span in spans(form, text)]
    hits = [
        (start, end)
        for form in bad
        for start, end in spans(form, text)
        if not any(left <= start and end <= right for left, right in shadowing)
    ]
    reach = 0
    for start, end in sorted(set(hits), key=lambda span: (span[0], -span[1])):
        if start >= reach:
            yield start, end
            reach = end


def spans(form: str, text: str) -> Iterator[tuple[int, int]]:
    after = r"(?!\w)" if " " in form else r"(?!\w|-\w)"
    pattern = re.compile(rf"(?=(?<!\w)(?<!\w-)({re.escape(form)}){after})")
    return (hit.span(1) for hit in pattern.finditer(text))


def renderings_of(*terms: Term) -> Renderings:
    return index_of([Concept("c", sections=(LanguageSection("en", terms),))]).renderings


def test_nothing_is_found_with_no_terms() -> None:
    assert index_of([]).renderings.candidates(b"anything") == []


def test_an_accepted_form_of_another_concept_wins_over_an_unconditional_ban() -> None:
    index = renderings_of(Term("added value"), Term("added values", AdministrativeStatus.DEPRECATED))
    assert index.candidates(b"added value and added values") == []


def test_a_ban_with_evidence_holds_beside_an_accepted_form() -> None:
    ban = Term(
        "added values",
        AdministrativeStatus.DEPRECATED,
        match=MatchSettings(evidence=Evidence.CONTEXT, context=("industry",)),
    )
    index = renderings_of(Term("added value"), ban)
    assert [(hit.start, hit.end) for hit in index.candidates(b"added value, added values")] == [(13, 25)]


def test_two_concepts_may_ban_one_rendering() -> None:
    concepts = [
        Concept(
            f"c{number}",
            sections=(LanguageSection("en", (Term(f"good {number}"), Term("bad", AdministrativeStatus.DEPRECATED))),),
        )
        for number in range(2)
    ]
    index = index_of(concepts).renderings
    (hit,) = index.candidates(b"a bad one")
    assert isinstance(hit, Hit)
    assert [index.record(posting.record)["concept"] for posting in index.postings(hit.pattern)] == ["c0", "c1"]
