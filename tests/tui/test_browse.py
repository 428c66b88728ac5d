"""The browse screen, driven by keys and mouse over plain values."""

from threading import Event

import pytest
from textual.widgets import Input

from termbase.errors import TermbaseMissing
from tests.tui.plain import (
    CHAIN,
    CHAINS,
    CIRCULATION,
    PlainTerms,
    concept,
    lines,
    press,
    running,
    settled,
    shown,
    type_in,
)
from tui.screens.help import HelpScreen
from tui.widgets.concept_list import ConceptList
from tui.widgets.concept_view import ConceptView


def ids(pilot):
    return [row.id for row in pilot.app.screen.query_one(ConceptList).rows]


def read(pilot):
    """The id of the concept that is shown."""
    entry = pilot.app.screen.query_one(ConceptView).entry
    return entry.concept.id if entry else ""


async def test_it_opens_on_all_concepts_with_the_search_line_ready():
    async with running() as pilot:
        assert isinstance(pilot.app.focused, Input)
        assert ids(pilot) == [CIRCULATION.id, CHAIN.id, CHAINS.id]
        assert read(pilot) == CIRCULATION.id
        assert "3 concepts" in shown(pilot)
        assert "terms.db" in shown(pilot)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("供应链", [CHAINS.id]),
        ("chanyelian", [CHAIN.id, CHAINS.id]),
        ("circul", [CIRCULATION.id]),
        ("dual", [CIRCULATION.id, CHAINS.id]),
        ("nothing", []),
    ],
)
async def test_what_is_typed_is_found(typed, found):
    async with running() as pilot:
        await type_in(pilot, typed)
        assert ids(pilot) == found
        assert read(pilot) == (found[0] if found else "")
        assert f"{len(found)} of 3 concepts" in shown(pilot)


async def test_a_deprecated_rendering_that_was_met_is_shown_with_its_mark():
    async with running() as pilot:
        await type_in(pilot, "dual chain")
        assert "x dual chain  + industrial and supply chains" in shown(pilot)


async def test_while_a_search_runs_typing_goes_on_and_only_the_last_answer_is_shown():
    terms = PlainTerms()
    async with running(terms) as pilot:
        terms.limits.clear()
        terms.gate.clear()
        try:
            for letter in "dual":
                await pilot.press(letter)
            assert "dual" in lines(pilot)[1]
            assert len(ids(pilot)) == 3
        finally:
            terms.gate.set()
        await settled(pilot)
        assert ids(pilot) == [CIRCULATION.id, CHAINS.id]
        assert len(terms.limits) == 2  # for the first letter and the last; those between were never asked


async def test_a_look_up_form_that_was_met_is_shown():
    async with running() as pilot:
        await type_in(pilot, "产业链、")
        assert "+ 产业链、供应链  + industrial and supply chains" in shown(pilot)


async def test_a_search_without_a_hit_says_what_to_do():
    async with running() as pilot:
        await press(pilot, *"zzz")
        assert "Nothing found" in shown(pilot)


async def test_a_term_base_without_concepts_says_what_to_do():
    async with running(PlainTerms(())) as pilot:
        assert "zhengming import" in shown(pilot)
        await press(pilot, "down", "enter", "y", "end", "pageup")
        assert "0 concepts" in shown(pilot)


async def test_everything_about_a_concept_is_shown():
    async with running(PlainTerms((CHAINS, CHAIN)), size=(100, 80)) as pilot:
        text = " ".join(shown(pilot).split())
        for part in (
            "+ industrial and supply chains",
            "~ industry and supply chains",
            "x dual chain",
            "< supply chain of industry",
            "The stages of production",
            "why: The reader cannot tell",
            "only near: pilot cit*",
            "also found as: 产业链、供应链",
            "use: Plural by default.",
            "valid 2020 to …",
            "Report to the Congress (2022) [✓ checked]",
            "A dictionary [? unverified]",
            "broader → 产业链 industrial chain",
            "related → not-there (not in this term base)",
            "note: Keep one form",
        ):
            assert part in text


async def test_terms_stand_in_the_order_of_their_status():
    async with running(PlainTerms((CHAINS,)), size=(140, 60)) as pilot:
        text = shown(pilot)
        places = [text.index(mark) for mark in ("+ industrial", "~ industry", "x dual", "< supply")]
        assert places == sorted(places)


async def test_a_relation_leads_to_its_concept_and_backspace_leads_back():
    async with running(PlainTerms((CHAINS, CHAIN))) as pilot:
        await press(pilot, "down", "enter", "tab", "enter")
        assert read(pilot) == CHAIN.id
        assert "Previous" in shown(pilot)
        await press(pilot, "backspace")
        assert read(pilot) == CHAINS.id
        assert "Previous" not in shown(pilot)


async def test_a_relation_can_be_clicked():
    async with running(PlainTerms((CHAINS, CHAIN)), size=(140, 60)) as pilot:
        row = next(number for number, line in enumerate(lines(pilot)) if "broader →" in line)
        column = lines(pilot)[row].index("broader") + 4
        await pilot.click(offset=(column, row))
        await settled(pilot)
        assert read(pilot) == CHAIN.id


async def test_a_relation_to_nowhere_is_told_and_changes_nothing():
    async with running(PlainTerms((CHAINS,))) as pilot:
        await press(pilot, "down", "enter", "tab", "enter")
        assert "industrial-chain: is not in the term base" in " ".join(shown(pilot).split())
        assert read(pilot) == CHAINS.id


async def test_the_keys_lead_down_to_the_concept_and_up_again():
    async with running() as pilot:
        screen = pilot.app.screen
        search, rows, view = screen.query_one(Input), screen.query_one(ConceptList), screen.query_one(ConceptView)
        await press(pilot, *"dual", "down")
        assert rows.has_focus
        await press(pilot, "down")
        assert read(pilot) == CHAINS.id
        await press(pilot, "enter")
        assert view.has_focus
        assert not rows.display  # 80 columns: the concept has the screen to itself
        await press(pilot, "escape")
        assert rows.has_focus
        assert rows.display
        await press(pilot, "up", "up")
        assert search.has_focus
        assert search.value == "dual"
        await press(pilot, "escape")
        assert search.value == ""
        assert len(ids(pilot)) == 3


@pytest.mark.parametrize("key", ["slash", "ctrl+f"])
async def test_one_key_leads_to_the_search_line(key):
    async with running() as pilot:
        await press(pilot, "down", key)
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.value == ""


async def test_a_click_chooses_and_a_double_click_opens():
    async with running() as pilot:
        await pilot.click(ConceptList, offset=(5, 2))
        await settled(pilot)
        assert read(pilot) == CHAIN.id
        await pilot.click(ConceptList, offset=(5, 3), times=2)
        await settled(pilot)
        assert pilot.app.screen.query_one(ConceptView).has_focus
        assert read(pilot) == CHAINS.id


async def test_the_preferred_english_is_copied():
    async with running(PlainTerms((CHAIN,))) as pilot:
        await press(pilot, "down", "y")
        assert pilot.app.clipboard == "industrial chain"


async def test_more_is_read_as_one_scrolls_and_never_all_at_once():
    many = [concept(f"c-{number:04}", f"词{number}", "cí", f"word {number}") for number in range(1000)]
    terms = PlainTerms(many)
    async with running(terms) as pilot:
        assert len(ids(pilot)) == 50
        await press(pilot, "down", "end")
        assert len(ids(pilot)) == 100
        assert read(pilot) == "c-0049"
        await press(pilot, *["pagedown"] * 7)
        assert len(ids(pilot)) == 200
        assert ids(pilot) == [it.id for it in many[:200]]
        await press(pilot, "home", "up")
        await type_in(pilot, "word 99")
        assert len(ids(pilot)) == 11
        assert max(terms.limits) <= 201


async def test_an_error_is_one_line_and_the_next_answer_clears_it():
    terms = PlainTerms()
    async with running(terms) as pilot:
        terms.failure = TermbaseMissing("terms.db", "there is no term base", "make one with `zhengming init`")
        await press(pilot, "d")
        text = " ".join(shown(pilot).split())
        assert "! terms.db: there is no term base; make one with `zhengming init`" in text
        assert "Traceback" not in shown(pilot)
        assert len(ids(pilot)) == 3
        terms.failure = None
        await press(pilot, "f5")
        assert "! terms.db" not in shown(pilot)


async def test_reloading_shows_what_others_have_changed():
    terms = PlainTerms((CHAIN,))
    async with running(terms) as pilot:
        terms.concepts[CHAINS.id] = CHAINS
        await press(pilot, "f5")
        assert ids(pilot) == [CHAIN.id, CHAINS.id]
        del terms.concepts[CHAIN.id]
        await press(pilot, "f5")
        assert ids(pilot) == [CHAINS.id]
        assert read(pilot) == CHAINS.id


@pytest.mark.parametrize("keys", [("question_mark",), ("f1",), ("down", "question_mark")])
async def test_help_explains_the_screen_and_escape_closes_it(keys):
    async with running(size=(100, 50)) as pilot:
        await press(pilot, *keys)
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Copy the preferred English rendering" in shown(pilot)
        assert "deprecated" in shown(pilot)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, HelpScreen)
        assert pilot.app.screen.query_one(Input).value == ""


async def test_a_question_mark_inside_a_search_is_text():
    async with running() as pilot:
        await press(pilot, "a", "question_mark")
        assert pilot.app.screen.query_one(Input).value == "a?"


async def test_the_palette_offers_the_actions_of_the_screen():
    async with running(PlainTerms((CHAIN,))) as pilot:
        offered = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert {"Search", "Copy English", "Reload", "Help", "Quit", "Theme"} <= offered
        assert "Previous" not in offered
        await press(pilot, "ctrl+p", *"copy")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert pilot.app.clipboard == "industrial chain"


@pytest.mark.parametrize("keys", [("ctrl+q",), ("down", "q")])
async def test_quitting(keys):
    async with running() as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert pilot.app.return_code == 0


async def test_q_in_the_search_line_is_a_letter():
    async with running() as pilot:
        await press(pilot, "q")
        assert pilot.app.screen.query_one(Input).value == "q"
        assert pilot.app.is_running


async def test_the_theme_changes_between_dark_and_light():
    async with running() as pilot:
        assert pilot.app.current_theme.dark
        await press(pilot, "ctrl+t")
        assert not pilot.app.current_theme.dark


async def test_a_key_means_the_current_concept_and_never_one_that_is_still_shown():
    class Slow(PlainTerms):
        """Reads a concept only when it is let."""

        def __init__(self):
            super().__init__()
            self.reading = Event()
            self.reading.set()

        def get(self, concept_id):
            self.reading.wait(5)
            return super().get(concept_id)

    terms = Slow()
    async with running(terms) as pilot:
        await press(pilot, "down")
        terms.reading.clear()
        try:
            await pilot.press("down", "y")
            await pilot.pause()
            assert read(pilot) == CIRCULATION.id
            assert pilot.app.clipboard == ""
            pilot.app.screen.termbase_changed()
            await pilot.pause()
        finally:
            terms.reading.set()
        await settled(pilot)
        assert read(pilot) == CHAIN.id
        await press(pilot, "y")
        assert pilot.app.clipboard == "industrial chain"


async def test_a_slash_in_an_empty_search_is_no_text():
    async with running() as pilot:
        await press(pilot, "slash", *"chan", "slash")
        assert pilot.app.screen.query_one(Input).value == "chan/"
