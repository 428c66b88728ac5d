"""A text is read as content words whose offsets lead back to it."""

from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.shadow import shadow
from glossary.calques.reading import Reading
from glossary.index.calques import CALQUES, Calques
from glossary.index.part import compiled
from glossary.prediction.phrases import core, is_content
from termbase.concepts import Concept, LanguageSection, Term

CONCEPTS = [
    Concept(
        "new-growth-drivers",
        sections=(LanguageSection("zh-Hans", (Term("新动能"),)), LanguageSection("en", (Term("new growth drivers"),))),
    )
]
TABLES = Calques(compiled(CALQUES, CONCEPTS))
WORDS = ["new", "kinetic", "energy", "the", "of", "engine", "14th", "Energy's", "high-speed"]
texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", ", ", ". ", " (", ") ", "\n", "\n\n", '" ', "-"])),
    max_size=20,
).map(lambda pairs: "".join(word + mark for word, mark in pairs))


def reading(text: str) -> Reading:
    return Reading(shadow(text).folded, TABLES)


@given(texts)
def test_content_words_are_those_of_the_text(text: str) -> None:
    folded = shadow(text).folded.decode("latin-1")
    cores = [core(word) for word in folded.replace("-", " ").replace("/", " ").split(" ")]
    read = reading(text)
    assert [read.text(word) for word in range(len(read.codes))] == [word for word in cores if is_content(word)]


@given(texts)
def test_spans_give_the_words_back(text: str) -> None:
    folded, read = shadow(text).folded, reading(text)
    for word in range(len(read.codes)):
        start, end = read.span(word, word)
        shown = folded[start:end].decode("latin-1")
        assert shown == shown.strip(" ,.()\"'")
        assert core(shown) == read.text(word)


def test_punctuation_and_paragraphs_separate() -> None:
    read = reading("new energy, kinetic (energy) engine\n\nnew of the energy")
    assert [read.joined(word) for word in range(len(read.codes) - 1)] == [True, False, False, False, False, True]


def test_many_small_words_separate() -> None:
    assert not reading("new of the of the energy").joined(0)


def test_an_anchor_is_seen() -> None:
    assert reading("the new kinetic energy of engines").anchor_places() == [0]
    assert reading("the new engine").anchor_places() == []
