"""What holds of every official name: it is never reported itself, and its near misses lead back to it."""

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.index.term_index import index_of
from glossary.names.comparison import compare, edits, is_misspelt
from glossary.names.words import content, related, stem, words_of
from glossary.rules import misspelt_name
from glossary.rules.rule import Circumstances
from termbase.starter.loader import concepts_in

NAMES = (
    "State Administration for Market Regulation",
    "Ministry of Housing and Urban-Rural Development",
    "National Rural Revitalization Administration",
    "Law on the Protection of Wetlands",
    "Chinese Academy of Agricultural Sciences",
    "Harbin Maritime Silk Forum for Regional Cooperation",
)
INDEX = index_of(
    concepts_in(
        {
            f"name-{number}": {"zh": "名" * (number + 1), "en": name, "pos": "proper noun"}
            for number, name in enumerate(NAMES)
        }
    )
)
NAMED = st.sampled_from(NAMES)
WORD = st.text(string.ascii_lowercase, min_size=1, max_size=12)


def findings(text: str) -> list[Any]:
    return list(misspelt_name.check(parse_article("a.txt", text), Circumstances(INDEX, "2026-01-01")))


@given(
    NAMED, st.sampled_from(["{}", '"{}"', "the {}", "China's {}", "({})", "{}'s"]), st.sampled_from([str, str.upper])
)
def test_an_official_name_is_never_reported(name: str, around: str, case: Any) -> None:
    assert findings(f"In Beijing {around.format(case(name))} was read out.") == []


@given(NAMED, st.data())
def test_a_name_is_right_across_line_breaks(name: str, data: st.DataObject) -> None:
    spaces = [place for place, char in enumerate(name) if char == " "]
    place = data.draw(st.sampled_from(spaces))
    assert findings(f"In Beijing the {name[:place]}\n{name[place + 1 :]} was read out.") == []


@given(NAMED, st.data())
def test_two_letters_that_change_places_lead_back_to_the_name(name: str, data: st.DataObject) -> None:
    words = [word for word in name.replace("-", " ").split() if len(word) > 6]
    word = data.draw(st.sampled_from(words))
    place = data.draw(st.integers(1, len(word) - 3))
    damaged = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if damaged == word:
        return
    (finding,) = findings(f"In Beijing the {name.replace(word, damaged)} was read out.")
    assert finding.suggestions[0] == name
    assert finding.text == name.replace(word, damaged)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("State Administration for Market Supervision", NAMES[0]),
        ("Ministry of Housing and Urban-Rural Construction", NAMES[1]),
        ("State Rural Revitalization Bureau", NAMES[2]),
        ("Law on Protection of Wetland", NAMES[3]),
        ("Chinese Academy of Agriculture Sciences", NAMES[4]),
    ],
)
def test_a_word_of_the_same_family_leads_back_to_the_name(written: str, name: str) -> None:
    (finding,) = findings(f"In Beijing the {written} was read out.")
    assert finding.suggestions[0] == name


@given(WORD, WORD)
def test_edits_are_symmetric_and_stop(one: str, other: str) -> None:
    there, back = edits(one, other, 2), edits(other, one, 2)
    assert (there > 2) == (back > 2)
    if there <= 2:
        assert there == back
    assert (there == 0) == (one == other)


@given(st.text(string.ascii_lowercase, min_size=6, max_size=12), st.data())
def test_one_slip_is_a_misspelling_unless_it_makes_a_word(meant: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(meant) - 1))
    slipped = meant[:place] + meant[place + 1 :]
    if slipped != meant and slipped[0] == meant[0]:
        assert is_misspelt(slipped, meant, is_word=lambda word: word != slipped)
        assert not is_misspelt(slipped, meant, is_word=lambda word: word == slipped)


@given(st.lists(WORD, min_size=1, max_size=6), st.lists(WORD, min_size=1, max_size=6))
def test_every_word_is_counted_once(found: list[str], official: list[str]) -> None:
    difference = compare(found, official, is_word=lambda _: True)
    paired = difference.same + difference.related + difference.misspelt
    assert 2 * (paired + difference.foreign) + difference.missing + difference.extra + difference.light == len(
        found
    ) + len(official)


@given(WORD, WORD)
def test_families_are_mutual(one: str, other: str) -> None:
    assert related(one, other) == related(other, one)


@given(st.lists(WORD, min_size=1, max_size=5))
def test_a_stem_is_its_own_stem_or_shorter(words: list[str]) -> None:
    for word in words_of(" ".join(words).encode()):
        assert len(stem(word)) <= len(word)
    assert set(content(words)) <= {stem(word) for word in words}
