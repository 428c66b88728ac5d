"""Editing a form: what every verb does, and that each can be undone and done again."""

from hypothesis import given
from hypothesis import strategies as st

from termbase.concepts import Concept
from tests.strategies import concepts
from tui.forms.concepts import built, form_of
from tui.forms.editing import FormEditor
from tui.forms.parts import Part, Path, every_part, text_at

from .plain import CHAINS

ENGLISH: Path = ("sections", 1)
FIRST: Path = (*ENGLISH, "terms", 0, "text")


def editor() -> FormEditor:
    return FormEditor(form_of(CHAINS))


def english(form: Part) -> list[tuple[str, str]]:
    return [(it.texts["text"], it.texts["status"]) for it in form.parts["sections"][1].parts["terms"]]


def test_quick_typing_in_one_field_is_one_step() -> None:
    editing = editor()
    for moment, text in enumerate(("d", "du", "dua", "dual")):
        editing.type(FIRST, text, 100 + moment / 2)
    editing.type(FIRST, "dual c", 110)
    editing.type(("subject_field",), "economy", 110.1)
    editing.type(FIRST, "dual ch", 110.2)
    assert [editing.undo() for _ in range(5)] == [FIRST, ("subject_field",), FIRST, FIRST, None]
    assert editing.form == form_of(CHAINS)
    assert editing.redo() == FIRST
    assert text_at(editing.form, FIRST) == "dual"
    editing.type(FIRST, "other", 200)
    assert editing.redo() is None


def test_typing_what_stands_there_is_no_step() -> None:
    editing = editor()
    editing.type(FIRST, "dual chain", 1)
    assert editing.undo() is None


def test_a_term_is_added_behind_the_one_at_hand_as_an_admitted_one() -> None:
    editing = editor()
    assert editing.add("terms", (*ENGLISH, "terms", 1, "sources", 0, "date")) == (*ENGLISH, "terms", 2, "text")
    assert english(editing.form)[2] == ("", "admitted")
    assert editing.add("terms", (*ENGLISH, "definitions", 0, "text")) == (*ENGLISH, "terms", 5, "text")
    assert editing.add("terms", ("subject_field",)) is None


def test_a_source_goes_to_the_term_or_the_definition_at_hand() -> None:
    editing = editor()
    assert editing.add("sources", FIRST) == (*ENGLISH, "terms", 0, "sources", 0, "document")
    assert editing.add("sources", (*ENGLISH, "definitions", 0, "text")) is None, "a definition has one source"
    assert editing.add("notes", ("subject_field",)) == ("notes", 1, "text")
    assert editing.add("relations", FIRST, kind="broader") == ("relations", 2, "target")


def test_the_traditional_section_goes_behind_the_simplified_one() -> None:
    editing = editor()
    assert editing.add_language("zh-Hant") == ("sections", 1, "terms", 0, "text")
    assert editing.add_language("fr") == ("sections", 3, "terms", 0, "text")
    assert editing.add_language("en") == ("sections", 2)
    assert [it.texts["language"] for it in editing.form.parts["sections"]] == ["zh-Hans", "zh-Hant", "en", "fr"]


def test_status_work_state_and_marks_are_turned() -> None:
    editing = editor()
    editing.turn((*ENGLISH, "terms", 1, "pinyin"))
    assert english(editing.form)[1] == ("industrial and supply chains", "admitted")
    editing.turn((*ENGLISH, "terms", 1, "sources", 0, "date"))
    assert text_at(editing.form, (*ENGLISH, "terms", 1, "sources", 0, "mark")) == "unverified"
    editing.turn((*ENGLISH, "definitions", 0, "text"))
    assert text_at(editing.form, (*ENGLISH, "work_state")) == "approved"
    assert editing.approve(FIRST) == (*ENGLISH, "work_state")
    assert text_at(editing.form, (*ENGLISH, "work_state")) == "proposed"
    editing.turn(("relations", 0, "target"))
    assert text_at(editing.form, ("relations", 0, "kind")) == "part of"
    assert editing.turn(("subject_field",)) is None


def test_proposals_never_replace_what_is_there() -> None:
    editing = editor()
    assert editing.fill({FIRST: "nothing", ("sections", 0, "terms", 0, "usage_note"): "filled"}) is not None
    assert text_at(editing.form, FIRST) == "dual chain"
    assert editing.fill({FIRST: "nothing"}) is None


def test_removing_leads_to_what_comes_in_its_place() -> None:
    editing = editor()
    assert editing.remove((*ENGLISH, "terms", 3, "reason")) == (*ENGLISH, "terms", 2)
    assert editing.remove((*ENGLISH, "terms", 0, "text")) == (*ENGLISH, "terms", 0)
    assert editing.remove((*ENGLISH, "definitions", 0, "text")) == ENGLISH
    assert editing.remove(("subject_field",)) is None
    assert [text for text, _ in english(editing.form)] == ["industrial and supply chains", "industry and supply chains"]
    assert editing.undo() == ENGLISH


def test_moving_takes_the_field_along() -> None:
    editing = editor()
    assert editing.move(FIRST, 1) == (*ENGLISH, "terms", 1, "text")
    assert editing.move((*ENGLISH, "terms", 3, "text"), 1) is None, "it is the last one"
    assert editing.move((*ENGLISH, "work_state"), -1) == ("sections", 0, "work_state")


VERBS = ("type", "turn", "approve", "add", "remove", "move", "add_language")


@given(concepts(), st.data())
def test_whatever_is_done_can_be_undone_and_done_again(concept: Concept, data: st.DataObject) -> None:
    editing = FormEditor(form_of(concept))
    states = [editing.form]
    for number in range(data.draw(st.integers(1, 12))):
        paths = [(*path, name) for path, part in every_part(editing.form) for name in part.texts]
        path = data.draw(st.sampled_from(paths))
        verb = data.draw(st.sampled_from(VERBS))
        if verb == "type":
            editing.type(path, data.draw(st.text(max_size=3)), 100.0 * number)
        elif verb == "add":
            editing.add(data.draw(st.sampled_from(("terms", "sources", "notes", "definitions", "relations"))), path)
        elif verb == "move":
            editing.move(path, data.draw(st.integers(-2, 2)))
        elif verb == "add_language":
            editing.add_language("fr")
        else:
            getattr(editing, verb)(path)
        if editing.form != states[-1]:
            states.append(editing.form)
        built(editing.form, concept)  # names what is wrong and raises nothing
    for state in reversed(states[:-1]):
        assert editing.undo() is not None
        assert editing.form == state
    assert editing.undo() is None
    for state in states[1:]:
        editing.redo()
        assert editing.form == state
