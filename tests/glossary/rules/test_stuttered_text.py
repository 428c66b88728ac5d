"""A decoder can loop over any phrase, anywhere in a text."""

from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.findings import Finding
from glossary.index.term_index import index_of
from glossary.rules import stuttered_text
from glossary.rules.rule import Circumstances

# No two of them share a stem, and none stands beside itself in good English.
WORDS = "river bridge market harvest engine copper village museum quarter lantern garden timber".split()
CIRCUMSTANCES = Circumstances(index_of([]), "2026-01-01")


def findings(text: str) -> list[Finding]:
    return list(stuttered_text.check(parse_article("article.txt", text), CIRCUMSTANCES))


@given(st.permutations(WORDS), st.integers(0, 8), st.integers(1, 4), st.integers(2, 5))
def test_a_loop_is_found_wherever_it_stands_and_said_once(words: list[str], start: int, size: int, rounds: int) -> None:
    phrase, lead = words[start : start + size], words[:start]
    text = " ".join(lead + phrase * rounds + words[start + size :])

    (finding,) = findings(text)

    assert finding.start == len(" ".join([*lead, ""]))
    assert finding.text == " ".join(phrase * rounds)
    assert finding.suggestions == (" ".join(phrase),)


@given(st.permutations(WORDS), st.integers(1, 11), st.sampled_from([". ", "\n\n", " | ", " (", " – ", "; ", ": "]))
def test_what_is_said_again_in_another_sentence_heading_or_cell_is_no_loop(
    words: list[str], size: int, border: str
) -> None:
    phrase = " ".join(words[:size])
    assert findings(f"{phrase}{border}{phrase}") == []


@given(st.lists(st.permutations(WORDS), min_size=1, max_size=300), st.sampled_from([" ", ", "]))
def test_prose_that_repeats_nothing_nearby_is_left_alone(texts: list[list[str]], space: str) -> None:
    assert findings(space.join(word for words in texts for word in sorted(words))) == []
