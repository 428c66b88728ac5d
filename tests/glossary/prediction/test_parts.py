"""The lattice of a term: every stretch that may be a word, and where its words begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from glossary.prediction.parts import LONGEST, SILENT, boundaries, parts

WORDS = frozenset(["外交", "思想", "习近平", "发展", "中国", "国家", "发展中国家", "产业", "供应", "短板"])
forms = st.text("产业链供应的、国中发展外交思想短板", min_size=1, max_size=12)


@given(forms)
def test_parts_are_stretches_of_the_form(form: str) -> None:
    for part in parts(form):
        assert form[part.start : part.end] == part.text
        assert 0 < len(part.text) <= LONGEST
        assert part.text[0] not in SILENT
        assert part.text[-1] not in SILENT


@given(forms)
def test_every_character_that_can_be_heard_is_a_part(form: str) -> None:
    heard = {place for place, character in enumerate(form) if character not in SILENT}
    assert {part.start for part in parts(form)} == heard


def test_a_long_term_is_no_part_of_itself() -> None:
    assert [part.text for part in parts("产业链")] == ["产", "产业", "业", "业链", "链"]


def test_words_are_cut_from_both_ends() -> None:
    assert offsets(boundaries("习近平外交思想", WORDS)) == [0, 3, 5, 7]
    assert offsets(boundaries("发展中国家", WORDS)) == [0, 2, 3, 4, 5]


def test_the_form_itself_is_no_word_of_its_own() -> None:
    assert offsets(boundaries("短板", WORDS)) == [0, 1, 2]


@given(forms)
def test_both_ends_are_boundaries(form: str) -> None:
    found = offsets(boundaries(form, WORDS))
    assert found[0] == 0
    assert found[-1] == len(form)


def offsets(mask: int) -> list[int]:
    return [place for place in range(mask.bit_length()) if mask >> place & 1]
