"""The edit screen, driven by keys over plain values."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from termbase.concepts import AdministrativeStatus, Concept, Term, WorkState
from termbase.errors import NotAllowed
from tests.tui.editing_app import (
    PlainEditing,
    editing_app,
    go_to,
    is_editing,
    keys,
    pane,
    paste,
    settled_editing,
    terms,
)
from tests.tui.picture import check_picture
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION, lines, settled, shown
from tui.forms.concepts import form_of, new_concept
from tui.forms.parts import with_text
from tui.screens import edit
from tui.screens.edit import EditScreen
from tui.services.drafts import Draft, DraftNotKept
from tui.services.editing import Stored

DEPRECATED = AdministrativeStatus.DEPRECATED
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examine at once: nobody types here."""
    monkeypatch.setattr(edit, "_TYPING", 0.01)


@pytest.fixture
def editing() -> PlainEditing:
    return PlainEditing()


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (200, 60)])
async def test_it_looks_like_this(editing: PlainEditing, size: tuple[int, int]) -> None:
    async with editing_app(editing, size=size) as pilot:
        await go_to(pilot, "sections", 1, "terms", 1, "text")
        await keys(pilot, "end", "space", "x")
        await go_to(pilot, "sections", 0, "terms", 0, "text")
        check_picture(pilot, "edit")


async def test_what_is_typed_is_saved(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "end", *" law")
        assert "● changed" in lines(pilot)[0]
        await keys(pilot, "ctrl+s")
        assert not is_editing(pilot)
        assert "Saved 产业链供应链" in shown(pilot)
    stored, version = editing.stored[CHAINS.id]
    assert (stored, version) == (replace(CHAINS, subject_field="industry law"), 2)
    assert editing.kept[-1] == "dropped"


async def test_a_field_that_is_emptied_stays_while_one_is_in_it(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await go_to(pilot, "sections", 1, "terms", 1, "usage_note")
        await keys(pilot, "end", *["backspace"] * len("Plural by default."), *"Rare.")
        assert pane(pilot).current == ("sections", 1, "terms", 1, "usage_note")
        assert pane(pilot).form.parts["sections"][1].parts["terms"][1].texts["usage_note"] == "Rare."


async def test_nothing_changed_is_no_step(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "ctrl+s")
        assert not is_editing(pilot)
    assert editing.stored[CHAINS.id].version == 1


async def test_chinese_is_pasted_and_typed_into_every_kind_of_field(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await paste(pilot, "经济\r\n和\x1b[31m社会\t法")
        await go_to(pilot, "sections", 1, "definitions", 0, "text")
        await paste(pilot, "\n第二行\x07")
        await go_to(pilot, "sections", 0, "terms", 0, "text")
        await keys(pilot, "end", "的")
        form = pane(pilot).form
    assert form.texts["subject_field"].endswith("经济 和[31m社会 法")
    section = form.parts["sections"][1]
    assert section.parts["definitions"][0].texts["text"].endswith("feeds them.\n第二行")
    assert form.parts["sections"][0].parts["terms"][0].texts["text"] == "产业链供应链的"


async def test_problems_are_shown_under_the_field_and_counted(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await go_to(pilot, "sections", 0, "terms", 0, "pinyin")
        await keys(pilot, "ctrl+u", *"chan")
        at = next(number for number, line in enumerate(lines(pilot)) if line.strip().startswith("pinyin"))
        assert "! pinyin has 1 syllables" in lines(pilot)[at + 1]
        assert "doubt" in lines(pilot)[-2]
        await go_to(pilot, "sections", 1, "terms", 2, "text")
        await keys(pilot, "ctrl+u")
        await keys(pilot, "ctrl+s")
        assert "✗ is empty; give it a text" in shown(pilot)
        assert "1 error" in lines(pilot)[-2]
        assert pane(pilot).current == ("sections", 1, "terms", 2, "text")
        assert is_editing(pilot)
        await keys(pilot, *"chains")
        await keys(pilot, "ctrl+s")
    assert editing.stored[CHAINS.id].concept.terms("en")[2].text == "chains"


async def test_keys_go_from_problem_to_problem(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "ctrl+u")
        await go_to(pilot, "sections", 0, "terms", 0, "pinyin")
        await keys(pilot, "end", "x")
        await keys(pilot, "ctrl+e")
        first = pane(pilot).current
        await keys(pilot, "ctrl+e")
        assert pane(pilot).current != first
        for _ in range(4):
            await keys(pilot, "ctrl+e")
        assert pane(pilot).current is not None


async def test_terms_are_added_turned_moved_removed_and_all_of_it_undone(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await go_to(pilot, "sections", 1, "terms", 1, "text")
        before = terms(pilot)
        await keys(pilot, "ctrl+o", *"new chain")
        assert terms(pilot)[2] == ("admitted", "new chain")
        await keys(pilot, "ctrl+r")
        assert terms(pilot)[2] == ("deprecated", "new chain")
        assert any("x deprecated" in line and "new chain" in line for line in lines(pilot))
        await keys(pilot, "alt+up")
        assert terms(pilot)[1] == ("deprecated", "new chain")
        assert pane(pilot).current == ("sections", 1, "terms", 1, "text")
        await keys(pilot, "alt+down", "ctrl+d")
        assert terms(pilot) == before
        assert "Removed the term" in shown(pilot)
        await keys(pilot, "ctrl+z")
        assert terms(pilot)[2] == ("deprecated", "new chain")
        await keys(pilot, *["ctrl+z"] * 12)
        assert terms(pilot) == before
        assert "● changed" not in lines(pilot)[0]
        assert "Nothing to undo" in shown(pilot)
        await keys(pilot, *["ctrl+y"] * 12)
        assert terms(pilot) == before
        assert "● changed" not in lines(pilot)[0], "added and removed again"


async def test_undo_and_redo_reach_the_text_on_the_screen(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "end", *" law", "ctrl+z")
        assert "industry" in lines(pilot)[1]
        assert "law" not in lines(pilot)[1]
        await keys(pilot, "ctrl+y")
        assert "industry law" in lines(pilot)[1]
        await keys(pilot, "s")
        assert pane(pilot).form.texts["subject_field"] == "industry laws"


async def test_sections_are_approved_by_a_key(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "ctrl+l")
        assert "Approving goes by language" in shown(pilot)
        await go_to(pilot, "sections", 1, "terms", 0, "text")
        await keys(pilot, "ctrl+l", "ctrl+s")
    states = {section.language: section.work_state for section in editing.stored[CHAINS.id].concept.sections}
    assert states == {"zh-Hans": WorkState.PROPOSED, "en": WorkState.APPROVED}


async def test_keys_lead_from_field_to_field_term_to_term_language_to_language(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        assert pane(pilot).current == ("subject_field",)
        for key, path in (
            ("down", ("sections", 0, "terms", 0, "text")),
            ("enter", ("sections", 0, "terms", 0, "pinyin")),
            ("tab", ("sections", 1, "definitions", 0, "text")),
            ("up", ("sections", 0, "terms", 0, "pinyin")),
            ("pagedown", ("sections", 1, "definitions", 0, "text")),
            ("ctrl+down", ("sections", 1, "terms", 0, "text")),
            ("ctrl+down", ("sections", 1, "terms", 1, "text")),
            ("ctrl+up", ("sections", 1, "terms", 0, "text")),
            ("pagedown", ("relations", 0, "target")),
            ("pageup", ("sections", 1, "definitions", 0, "text")),
            ("pageup", ("sections", 0, "terms", 0, "text")),
            ("pageup", ("subject_field",)),
        ):
            await keys(pilot, key)
            assert pane(pilot).current == path, key


async def test_seldom_used_fields_are_one_key_away(editing: PlainEditing) -> None:
    async with editing_app(editing, size=(80, 50)) as pilot:
        await go_to(pilot, "sections", 1, "terms", 1, "text")
        assert "part of speech" not in shown(pilot)
        await keys(pilot, "f9")
        assert "part of speech" in shown(pilot)
        await go_to(pilot, "sections", 1, "terms", 1, "part_of_speech")
        await keys(pilot, "right")
        await go_to(pilot, "sections", 1, "terms", 1, "look_up_forms")
        await paste(pilot, "chains of industry\nindustry & supply chains")
        await keys(pilot, "f9")
        assert "noun · valid from: 2020" in shown(pilot)
        await keys(pilot, "ctrl+s")
    term = editing.stored[CHAINS.id].concept.terms("en")[1]
    assert term.part_of_speech == "noun"
    assert term.look_up_forms == ("chains of industry", "industry & supply chains")


async def test_choices_by_arrow_letter_and_click(editing: PlainEditing) -> None:
    async with editing_app(editing, size=(100, 50)) as pilot:
        await go_to(pilot, "sections", 1, "terms", 1, "text")
        await keys(pilot, "f9")
        await go_to(pilot, "sections", 1, "terms", 1, "severity")
        for key, value in (("right", "error"), ("left", ""), ("w", "warning"), ("n", ""), ("space", "error")):
            await keys(pilot, key)
            assert pane(pilot).form.parts["sections"][1].parts["terms"][1].texts["severity"] == value
        at = next(number for number, line in enumerate(lines(pilot)) if line.strip().startswith("status"))
        await pilot.click(offset=(lines(pilot)[at].index("superseded"), at))
        await settled_editing(pilot)
        assert terms(pilot)[1][0] == "superseded"
        at = next(number for number, line in enumerate(lines(pilot)) if "x deprecated" in line and "dual" in line)
        await pilot.click(offset=(3, at))
        await settled_editing(pilot)
        assert terms(pilot)[0] == ("superseded", "dual chain")


@pytest.mark.parametrize(
    ("choice", "path"),
    [
        (0, ("sections", 1, "terms", 2, "text")),
        (1, ("sections", 1, "definitions", 1, "text")),
        (2, ("sections", 1, "terms", 1, "sources", 1, "document")),
        (3, ("sections", 1, "terms", 1, "notes", 0, "text")),
        (5, ("relations", 2, "target")),
        (6, ("sections", 1, "terms", 1, "data_categories", 0, "name")),
    ],
)
async def test_anything_can_be_added(editing: PlainEditing, choice: int, path: tuple[str | int, ...]) -> None:
    async with editing_app(editing) as pilot:
        await go_to(pilot, "sections", 1, "terms", 1, "text")
        await keys(pilot, "ctrl+n", *["down"] * choice, "enter")
        assert pane(pilot).current == path
        await keys(pilot, *"abc")
        assert pane(pilot).form != form_of(CHAINS)


async def test_languages_are_added_from_a_list_or_by_code(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "ctrl+n", *["down"] * 4, "enter", "enter")
        assert pane(pilot).current == ("sections", 1, "terms", 0, "text")
        assert any("產業鏈供應鏈  (ctrl+f)" in line for line in lines(pilot))
        await keys(pilot, "ctrl+f")
        assert terms(pilot)[0] == ("preferred", "產業鏈供應鏈")
        await keys(pilot, "ctrl+n", *["down"] * 4, "enter", "enter", *"FR-fr", "enter")
        assert pane(pilot).form.parts["sections"][-1].texts["language"] == "fr-FR"
        await keys(pilot, "ctrl+n", *["down"] * 4, "enter", "enter", *"!!", "enter")
        assert "'!!' is no language code" in shown(pilot)


async def test_proposals_are_taken_by_one_key_and_never_over_what_is_there(editing: PlainEditing) -> None:
    async with editing_app(editing, "") as pilot:
        assert pane(pilot).current == ("sections", 0, "terms", 0, "text")
        await paste(pilot, "新质生产力")
        await keys(pilot, "down")
        assert "xīn zhì shēng chǎn lì  (ctrl+f)" in shown(pilot)
        await keys(pilot, "right")
        assert pane(pilot).form.parts["sections"][0].parts["terms"][0].texts["pinyin"] == "xīn zhì shēng chǎn lì"
        await go_to(pilot, "sections", 2, "terms", 0, "text")
        await keys(pilot, *"new quality productive forces")
        await keys(pilot, "ctrl+f")
        assert terms(pilot, 1) == [("preferred", "新質生產力")]
        assert terms(pilot, 2) == [("preferred", "new quality productive forces")]
        assert "new-quality-productive-forces" in shown(pilot)
        await keys(pilot, "ctrl+s")
        assert not is_editing(pilot)
    concept = editing.stored["new-quality-productive-forces"].concept
    assert concept.preferred("zh-Hant") == "新質生產力"


async def test_a_new_concept_gets_a_free_id_and_no_empty_languages(editing: PlainEditing) -> None:
    async with editing_app(editing, "") as pilot:
        assert "doubt" not in lines(pilot)[-2], "nobody is told off before typing"
        await paste(pilot, "产业的链")
        await go_to(pilot, "sections", 2, "terms", 0, "text")
        await keys(pilot, *"industrial chain")
        assert "has no subject field" in shown(pilot)
        await keys(pilot, "ctrl+s")
    concept = editing.stored["industrial-chain-2"].concept
    assert [section.language for section in concept.sections] == ["zh-Hans", "en"]


async def test_an_id_that_is_taken_is_told(editing: PlainEditing) -> None:
    async with editing_app(editing, "") as pilot:
        await go_to(pilot, "id")
        await keys(pilot, *"industrial-chain", "ctrl+s")
        assert is_editing(pilot)
        assert "is already in the term base" in shown(pilot)


async def test_others_with_the_same_term_are_shown_and_opened(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await go_to(pilot, "sections", 0, "terms", 0, "text")
        await keys(pilot, "ctrl+u")
        await paste(pilot, "產業鏈")
        assert "Others with the same term" in shown(pilot)
        assert any("产业链  industrial chain  industry" in line for line in lines(pilot))
        assert "is also industrial-chain" in shown(pilot) or "產業鏈" in shown(pilot)
        await keys(pilot, "ctrl+g", "ctrl+g")
        assert pane(pilot).current is not None
        await keys(pilot, "ctrl+g", "enter")
        assert "is not saved" in shown(pilot)
        await keys(pilot, "down", "enter")
        await settled(pilot)
        assert not is_editing(pilot)
    assert editing.stored[CHAINS.id].version == 1


async def test_escape_asks_and_saves_discards_or_stays(editing: PlainEditing) -> None:
    for moves, version, stays in ((["down", "down"], 1, True), (["down"], 1, False), ([], 2, False)):
        async with editing_app(editing) as pilot:
            await keys(pilot, "x", "escape")
            assert "产业链供应链 is not saved" in shown(pilot)
            await keys(pilot, *moves, "enter")
            assert is_editing(pilot) is stays
            if stays:
                await keys(pilot, "y", "escape", "escape")
                assert is_editing(pilot)
                assert pane(pilot).form.texts["subject_field"] == "industryxy"
        assert editing.stored[CHAINS.id].version == version


async def test_escape_leaves_at_once_when_nothing_was_changed(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "x", "backspace", "escape")
        assert not is_editing(pilot)
    assert editing.kept[-1] == "dropped"


async def test_quitting_asks_and_keeps_the_draft(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "x", "ctrl+q")
        assert "Not saved: 产业链供应链" in shown(pilot)
        await keys(pilot, "y")
    how, draft = editing.kept[-1]  # type: ignore[misc]
    assert how == "left"
    assert draft.form.texts["subject_field"] == "industryx"


async def test_what_is_typed_is_kept_within_a_third_of_a_second(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await pilot.press("x")
        await pilot.pause(0.35)
        (draft,) = editing.kept
        assert isinstance(draft, Draft)
        assert (draft.base, draft.version, draft.form.texts["subject_field"]) == (CHAINS, 1, "industryx")
        for _ in range(10):  # who types without a pause is kept all the same
            await pilot.press("y")
            await pilot.pause(0.05)
        assert len(editing.kept) >= 2


async def test_a_draft_that_cannot_be_kept_is_told(editing: PlainEditing) -> None:
    editing.draft_failure = DraftNotKept("draft", "cannot be kept (No space left on device)", "save")
    async with editing_app(editing) as pilot:
        await keys(pilot, "x")
        await pilot.pause(0.3)
        await settled_editing(pilot)
        assert "No space left on device" in shown(pilot)
        await keys(pilot, "ctrl+s")
        assert not is_editing(pilot)


def left_draft() -> Draft:
    return Draft(CHAINS, 1, with_text(form_of(CHAINS), ("subject_field",), "drafted"), NOON, key="x")


@pytest.mark.parametrize(
    ("moves", "field", "stays"), [(0, "drafted", True), (1, "industry", False), (2, "industry", True)]
)
async def test_a_draft_that_was_left_is_offered(editing: PlainEditing, moves: int, field: str, stays: bool) -> None:
    editing.drafts = [left_draft()]
    async with editing_app(editing) as pilot:
        assert "An unsaved change of 产业链供应链 from 2026-03-01" in shown(pilot)
        await keys(pilot, *["down"] * moves, "enter")
        assert pane(pilot).form.texts["subject_field"] == field
        assert bool(editing.drafts) is stays
        if field == "drafted":
            assert "This is the draft of 2026-03-01" in shown(pilot)
            assert "● changed" in lines(pilot)[0]
            await keys(pilot, "ctrl+s")
            assert editing.stored[CHAINS.id].concept.subject_field == "drafted"


async def test_what_another_changed_is_shown_side_by_side_and_merged_field_by_field(editing: PlainEditing) -> None:
    async with editing_app(editing, size=(100, 30)) as pilot:
        await keys(pilot, "ctrl+u", *"economy")
        await go_to(pilot, "sections", 0, "terms", 0, "text")
        await keys(pilot, "ctrl+u")
        await paste(pilot, "产业链和供应链")
        theirs = replace(CHAINS, subject_field="law", notes=("A note by bob.",))
        editing.changed_by_bob(theirs)
        await keys(pilot, "ctrl+s")
        assert "产业链供应链 was changed by bob meanwhile" in shown(pilot)
        check_picture(pilot, "settle")
        await keys(pilot, "enter")
        assert "Choose a side here first" in shown(pilot)
        await keys(pilot, "right", "left")
        assert any("✓ yours: economy" in line and "theirs: law" in line for line in lines(pilot))
        await keys(pilot, "enter")
        assert not is_editing(pilot)
    stored, version = editing.stored[CHAINS.id]
    assert version == 3
    assert (stored.subject_field, stored.notes) == ("economy", ("A note by bob.",))
    assert stored.preferred("zh-Hans") == "产业链和供应链"


async def test_who_goes_on_editing_has_lost_nothing(editing: PlainEditing) -> None:
    async with editing_app(editing, size=(100, 30)) as pilot:
        await keys(pilot, *" mine")
        editing.changed_by_bob(replace(CHAINS, subject_field="law"))
        await keys(pilot, "ctrl+s", "escape")
        assert is_editing(pilot)
        assert pane(pilot).form.texts["subject_field"] == "industry mine"
        await keys(pilot, "ctrl+s", "right", "enter")
    assert editing.stored[CHAINS.id].concept.subject_field == "law"


async def test_a_change_by_another_is_told_at_once(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "x")
        editing.changed_by_bob(replace(CHAINS, notes=()))
        pilot.app.action_look_again()  # type: ignore[attr-defined]
        await settled_editing(pilot)
        assert "Changed meanwhile by bob" in shown(pilot)
        assert pane(pilot).form.texts["subject_field"] == "industryx"


async def test_a_form_in_which_nothing_was_typed_follows_the_term_base(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        editing.changed_by_bob(replace(CHAINS, subject_field="law"))
        pilot.app.action_look_again()  # type: ignore[attr-defined]
        await settled_editing(pilot)
        assert "law" in lines(pilot)[1]
        await keys(pilot, "x", "ctrl+s")
    assert editing.stored[CHAINS.id].concept.subject_field == "lawx"


async def test_a_concept_that_was_removed_meanwhile_can_be_saved_as_a_new_one(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        await keys(pilot, "x")
        del editing.stored[CHAINS.id]
        pilot.app.action_look_again()  # type: ignore[attr-defined]
        await settled_editing(pilot)
        assert "This concept was removed meanwhile" in shown(pilot)
        await keys(pilot, "ctrl+s")
        assert "was removed on 2026-03-01" in shown(pilot)
        await keys(pilot, "y")
        assert not is_editing(pilot)
    assert editing.stored[CHAINS.id].concept.subject_field == "industryx"


async def test_what_is_not_allowed_is_told_and_nothing_is_lost(editing: PlainEditing) -> None:
    editing.failure = NotAllowed("terms.db", "ann is a reader and may not propose changes", "ask an administrator")
    async with editing_app(editing) as pilot:
        await keys(pilot, "x", "ctrl+s")
        assert "ann is a reader and may not propose changes" in shown(pilot)
        assert pane(pilot).form.texts["subject_field"] == "industryx"
        await keys(pilot, "ctrl+s")
        assert not is_editing(pilot)


async def test_what_has_to_be_approved_again_is_told(editing: PlainEditing, monkeypatch: pytest.MonkeyPatch) -> None:
    store = editing.store

    async def proposing(concept: Concept, version: int | None, *, free_id: bool = False) -> Concept:
        sections = tuple(replace(section, work_state=WorkState.PROPOSED) for section in concept.sections)
        return await store(replace(concept, sections=sections), version, free_id=free_id)

    monkeypatch.setattr(editing, "store", proposing)
    async with editing_app(editing) as pilot:
        await go_to(pilot, "sections", 1, "terms", 0, "text")
        await keys(pilot, "ctrl+l", "ctrl+s")
        assert any("English waits for approval" in it.message for it in pilot.app._notifications)


async def test_without_storing_it_answers_what_was_edited(editing: PlainEditing) -> None:
    answers: list[Concept | None] = []
    async with editing_app(editing, None) as pilot:
        screen = EditScreen(editing, CIRCULATION, None, stores=False, title="Amend the proposal")  # type: ignore[arg-type]
        pilot.app.push_screen(screen, answers.append)
        await settled_editing(pilot)
        assert "Amend the proposal" in lines(pilot)[0]
        await keys(pilot, "x", "ctrl+s")
    assert answers == [replace(CIRCULATION, subject_field="industryx")]
    assert editing.stored[CIRCULATION.id].version == 1


async def test_control_characters_are_named_and_never_drawn(editing: PlainEditing) -> None:
    form = with_text(form_of(CHAINS), ("subject_field",), "a\x1b[2Jb\x07\u202ec")
    form = with_text(form, ("sections", 1, "definitions", 0, "text"), "x\x1b]0;y\x07\u202ez")
    editing.drafts = [Draft(CHAINS, 1, form, NOON)]
    async with editing_app(editing) as pilot:
        await keys(pilot, "enter")
        assert not any(char in shown(pilot) for char in "\x1b\x07\u202e")
        assert "holds the character U+001B" in shown(pilot)


async def test_sixty_terms_are_no_burden(editing: PlainEditing) -> None:
    many = replace(CHAIN.sections[1], terms=tuple(Term(f"chain {number}", DEPRECATED) for number in range(60)))
    editing.stored[CHAIN.id] = Stored(replace(CHAIN, sections=(CHAIN.sections[0], many)), 1)
    async with editing_app(editing, CHAIN.id) as pilot:
        await go_to(pilot, "sections", 1, "terms", 59, "text")
        await keys(pilot, "ctrl+o", "x")
        assert len(terms(pilot)) == 61


@pytest.mark.parametrize("size", [(20, 5), (40, 10)])
async def test_a_tiny_terminal_shows_the_field_one_is_in(editing: PlainEditing, size: tuple[int, int]) -> None:
    async with editing_app(editing, size=size) as pilot:
        await keys(pilot, "down", "end", "的")
        assert pane(pilot).form.parts["sections"][0].parts["terms"][0].texts["text"] == "产业链供应链的"


async def test_the_help_explains_every_key(editing: PlainEditing) -> None:
    async with editing_app(editing, size=(100, 60)) as pilot:
        await keys(pilot, "f1")
        told = shown(pilot)
        for text in ("Add a term in this language", "Give the term its next status", "Save the concept", "impossible"):
            assert text in told


async def test_keys_that_have_nothing_to_do_say_so(editing: PlainEditing) -> None:
    async with editing_app(editing) as pilot:
        for key, text in (
            ("ctrl+d", "Only a part can be removed"),
            ("f9", "Every field is shown here"),
            ("ctrl+g", "No other concept"),
            ("ctrl+r", None),
        ):
            await keys(pilot, key)
            assert text is None or text in shown(pilot)
        await go_to(pilot, "relations", 0, "target")
        await keys(pilot, "ctrl+n", "down", "down", "enter")
        assert "Sources belong to a term" in shown(pilot)
    assert pilot.app.return_code in (0, None)


async def test_what_is_typed_while_it_is_being_stored_is_kept(
    editing: PlainEditing, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = editing.store

    async with editing_app(editing) as pilot:

        async def slow(concept: Concept, version: int | None, *, free_id: bool = False) -> Concept:
            await pilot.press("z")
            await pilot.pause()
            return await store(concept, version, free_id=free_id)

        monkeypatch.setattr(editing, "store", slow)
        await keys(pilot, "x", "ctrl+s")
        assert is_editing(pilot)
        assert "● changed" in lines(pilot)[0]
        monkeypatch.setattr(editing, "store", store)
        await keys(pilot, "ctrl+s")
        assert not is_editing(pilot)
    assert editing.stored[CHAINS.id] == Stored(replace(CHAINS, subject_field="industryxz"), 3)


def test_a_blank_concept_has_no_name() -> None:
    assert Draft(new_concept(), None, form_of(new_concept()), NOON).name == "a new concept"


async def test_a_long_text_is_whole_at_another_width(editing: PlainEditing) -> None:
    async with editing_app(editing, size=(140, 40)) as pilot:
        await go_to(pilot, "sections", 1, "terms", 1, "usage_note")
        await paste(pilot, " wörd" * 22)
        for width in (100, 140, 100):
            await pilot.resize_terminal(width, 40)
            await settled_editing(pilot)
            assert shown(pilot).count("wörd") == 22, width


async def test_the_label_of_the_field_one_is_in_stands_out(editing: PlainEditing) -> None:
    def outstanding() -> list[str]:
        labels = pilot.app.screen.query(".label")
        return [str(it.render()).strip() for it in labels if it.styles.color == colour]

    async with editing_app(editing, size=(140, 40)) as pilot:
        colour = pilot.app.screen.query(".label").first().styles.color
        assert outstanding() == ["subject field"]
        await keys(pilot, "down", "down")
        assert outstanding() == ["pinyin"]
