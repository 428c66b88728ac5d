"""What a proposal would change, field by field, and which side holds."""

from dataclasses import replace

from termbase.concepts import Concept, LanguageSection, Source, Term, WorkState
from termbase.proposals.values import Settlement
from tests.tui.plain import CHAIN, CHAINS, DEPRECATED, concept
from tui.field_lines import FieldLine, Side, field_lines, place_name, settled, value

CALQUE = Term("industry chain", DEPRECATED, reason="A calque.", sources=(Source("A style guide"),))
DISPUTES = replace(concept(CHAIN.id, "产业链", "chǎnyèliàn", "chain of industries", CALQUE), subject_field="trade")
UNSETTLED = Settlement()


def told(stored, proposed, settlement=UNSETTLED):
    return [(it.place, it.stored, it.proposed, it.holds) for it in field_lines(stored, proposed, settlement)]


def test_fields_in_conflict_come_first_and_then_what_comes_in():
    assert told(CHAIN, DISPUTES) == [
        ("subject field", "industry", "trade", None),
        ("English · preferred term", "industrial chain", "chain of industries", None),
        ("English · term", "", "~ chain of industries (admitted)", None),
        ("English · term", "", "x industry chain (deprecated); why: A calque.; A style guide", None),
    ]


def test_what_was_said_shows_with_what_follows_from_it():
    field, term = (it.conflict for it in field_lines(CHAIN, DISPUTES, UNSETTLED)[:2])
    said = settled(settled(UNSETTLED, field, Side.STORED), term, Side.PROPOSED)
    lines = told(CHAIN, DISPUTES, said)
    assert [holds for *_, holds in lines] == [Side.STORED, Side.PROPOSED, None, None, None]
    assert ("English · industrial chain · status", "preferred", "admitted", None) in lines
    assert ("English · term", "", "+ chain of industries (preferred)", None) in lines


def test_a_word_can_be_changed_and_taken_back():
    (conflict,) = [it.conflict for it in field_lines(CHAIN, replace(CHAIN, subject_field="trade"), UNSETTLED)]
    stored, proposed = (settled(UNSETTLED, conflict, side) for side in (Side.STORED, Side.PROPOSED))
    assert settled(stored, conflict, Side.PROPOSED) == proposed == Settlement(proposed=(conflict,))
    assert settled(proposed, conflict, Side.STORED) == stored == Settlement(stored=(conflict,))
    assert settled(proposed, conflict, None) == UNSETTLED


def test_nothing_differs_where_all_is_there():
    assert field_lines(CHAINS, CHAINS, UNSETTLED) == ()
    assert field_lines(CHAINS, Concept(CHAINS.id), UNSETTLED) == ()


def test_only_a_conflict_without_a_word_is_open():
    line = field_lines(CHAIN, DISPUTES, UNSETTLED)[0]
    assert line.is_open
    assert not line._replace(holds=Side.STORED).is_open
    assert not FieldLine("notes", "", "x").is_open


def test_places_are_named_by_languages_and_terms():
    named = [
        (("en", "term 2", "reason"), "English · industrial and supply chains · reason"),
        (("zh-Hans", "term 1", "pinyin"), "Chinese (Simplified) · 产业链供应链 · pinyin"),
        (("en", "definition 1", "source", "date"), "English · definition 1 · source · date"),
        (("en", "definition 1"), "English · definition"),
        (("en", "term 9", "reason"), "English · term 9 · reason"),
        (("fr", "work state"), "fr · work state"),
        (("en", "order of terms"), "English · order of terms"),
        (("notes",), "notes"),
    ]  # fmt: skip
    for path, name in named:
        assert place_name(path, CHAINS) == name


def test_values_are_one_printable_line():
    assert value(None) == value("") == ""
    assert value(True) == "yes"
    assert value(["a", "b"]) == "a; b"
    assert value("a\u202eb\nc\x1b[31m") == value("a\u202eb\nc\x1b[31m").replace("\n", "").replace("\x1b", "")
    assert value({"name": "termNote/register", "value": "x"}) == "termNote/register, x"


def test_a_work_state_that_differs_is_no_conflict_by_default():
    approved = replace(CHAIN, sections=tuple(replace(it, work_state=WorkState.APPROVED) for it in CHAIN.sections))
    assert field_lines(approved, CHAIN, UNSETTLED) == ()
    french = replace(CHAIN, sections=(*CHAIN.sections, LanguageSection("fr", (Term("chaîne industrielle"),))))
    (line,) = field_lines(CHAIN, french, UNSETTLED)
    assert (line.place, line.stored, line.proposed) == ("fr", "", "chaîne industrielle (preferred)")
