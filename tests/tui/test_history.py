"""The history, driven by keys: over plain values, and over a term base."""

import dataclasses
import shutil
from contextlib import asynccontextmanager

import pytest

from termbase.concepts import Concept
from termbase.errors import ConceptNotFound, TermbaseMissing
from termbase.history.values import Change
from termbase.locations import locate
from termbase.store import create_termbase, open_store
from tests.tui.picture import check_picture
from tests.tui.plain import lines, press, settled, shown, type_in
from tests.tui.telling import (
    ADDED,
    CHAIN,
    CHANGED,
    CHANGES,
    CIRCULATION,
    NOTED,
    RENOTED,
    PlainTelling,
    at_place,
    step,
    telling_history,
)
from tui.app import TermApp
from tui.bench import bench_over
from tui.messages import HistoryWanted, StepWanted
from tui.screens.help import HelpScreen
from tui.screens.history import HistoryScreen
from tui.screens.versions import VersionsScreen
from tui.services.chronicle import Chronicle
from tui.settings import Settings
from tui.termbase import Termbase
from tui.widgets.change_view import ChangeView
from tui.widgets.effect_list import EffectList, VersionList
from tui.widgets.search_input import SearchInput
from tui.widgets.step_list import StepList


def steps(pilot):
    return [it.step.number for it in pilot.app.screen.query_one(StepList).items]


def at(pilot):
    """The number of the step one is at."""
    return pilot.app.screen.current_step.number


def place(pilot):
    return pilot.app.screen.PLACE


async def test_it_opens_on_the_latest_step_and_shows_what_it_did():
    async with telling_history(PlainTelling()) as pilot:
        assert steps(pilot) == [4, 3, 2, 1]
        assert at(pilot) == 4
        assert "- removed  双循环" in shown(pilot)
        assert "4 steps" in shown(pilot)


async def test_the_reason_and_every_field_of_a_step_are_shown():
    async with telling_history(PlainTelling(), (80, 30)) as pilot:
        await press(pilot, "down")
        for told in (
            "why: 两会用语",
            "第二行",
            "~ changed  产业链",
            "en > term 2 > usage note",
            "- Only in tables, where there is no room for the full form.",
            "+ Only in headings, where there is no room for the full form.",
            "- proposed",
            "+ approved",
        ):
            assert told in shown(pilot)


async def test_enter_reads_a_step_and_escape_goes_back():
    async with telling_history(PlainTelling()) as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.focused, EffectList)
        assert not pilot.app.screen.query_one(StepList).region  # what one reads takes the whole screen
        await press(pilot, "tab")
        assert isinstance(pilot.app.focused, ChangeView)
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, StepList)
        assert pilot.app.screen.query_one(StepList).region


async def test_another_concept_of_the_step_shows_how_it_was_changed():
    async with telling_history(PlainTelling()) as pilot:
        await press(pilot, "end", "enter", "down")
        assert "+ added    双循环" in shown(pilot)
        assert any(line.startswith(" dual-circulation") or "dual circulation" in line for line in lines(pilot)[9:])


async def test_enter_on_a_concept_shows_it_where_one_reads():
    async with telling_history(PlainTelling()) as pilot:
        await press(pilot, "down", "enter", "enter")
        assert place(pilot) == "browse"
        assert pilot.app.screen.wanted == [CHAIN.id]


async def test_a_removed_concept_shows_its_versions_instead():
    async with telling_history(PlainTelling()) as pilot:
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, VersionsScreen)
        assert "removed" in shown(pilot)


async def test_the_filter_finds_as_one_types_and_escape_takes_it_off():
    async with telling_history(PlainTelling()) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "两会")
        assert steps(pilot) == [3]
        assert "1 step found" in shown(pilot)
        await press(pilot, "down")
        assert isinstance(pilot.app.focused, StepList)
        await press(pilot, "escape")
        assert steps(pilot) == [4, 3, 2, 1]
        await press(pilot, "ctrl+f")
        await type_in(pilot, "nobody")
        assert steps(pilot) == []
        assert "No step says that" in shown(pilot)
        assert "产业链" not in shown(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.focused, StepList)
        assert steps(pilot) == [4, 3, 2, 1]


async def test_u_asks_and_undoes_the_step_and_r_does_it_again():
    telling = PlainTelling()
    async with telling_history(telling) as pilot:
        await press(pilot, "u")
        assert "Undo step 4, remove by ann, 2026-03-02 13:30 UTC (1 concept" in shown(pilot)
        await press(pilot, "n")
        assert steps(pilot) == [4, 3, 2, 1]
        await press(pilot, "u", "y")
        assert steps(pilot) == [5, 4, 3, 2, 1]
        assert at(pilot) == 4
        assert "undone by step 5; r does it again" in shown(pilot)
        assert "(undone by 5)" in shown(pilot)
        assert "Undid step 4" in shown(pilot)
        await press(pilot, "r", "y")
        assert (steps(pilot)[0], at(pilot)) == (6, 4)
        assert telling.steps_made[4].undone_by is None
        assert "undone by step" not in shown(pilot)


async def test_r_on_an_undo_does_again_what_it_undid():
    telling = PlainTelling()
    async with telling_history(telling) as pilot:
        await press(pilot, "u", "y")
        await press(pilot, "up")
        assert at(pilot) == 5
        await press(pilot, "r")
        assert "Redo by undoing step 5, undo of 4 by root" in shown(pilot)
        await press(pilot, "enter")
        assert telling.steps_made[5].undone_by == 6


async def test_what_cannot_be_undone_is_said_in_the_words_of_the_store():
    async with telling_history(PlainTelling()) as pilot:
        await press(pilot, "end", "u", "y")
        assert "step 1: cannot be undone; undo step 3 first" in shown(pilot)
        assert steps(pilot) == [4, 3, 2, 1]


async def test_a_long_undo_says_how_far_it_is_and_escape_cancels_it():
    telling = PlainTelling()
    telling.busy = True
    async with telling_history(telling) as pilot:
        await pilot.press("u")
        await pilot.pause(0.1)
        await pilot.press("y")
        await pilot.pause(0.4)
        assert "undoing step 4: 0 of 1 concepts; esc cancels" in shown(pilot)
        await pilot.press("u")
        await pilot.pause(0.1)
        assert "An undo is under way" in shown(pilot)
        await press(pilot, "escape")
        assert steps(pilot) == [4, 3, 2, 1]
        assert "4 steps" in shown(pilot)


async def test_a_click_goes_to_a_step_and_two_open_a_concept():
    async with telling_history(PlainTelling()) as pilot:
        await pilot.click(StepList, offset=(10, 2))
        await settled(pilot)
        assert at(pilot) == 3
        await pilot.click(EffectList, offset=(10, 1), times=2)
        await settled(pilot)
        assert (place(pilot), pilot.app.screen.wanted) == ("browse", [CHAIN.id])


async def test_only_what_can_be_done_is_offered():
    async with telling_history(PlainTelling()) as pilot:
        assert "u Undo step" in shown(pilot)
        assert "r Redo step" not in shown(pilot)
        await press(pilot, "u", "y")
        assert "u Undo step" not in shown(pilot)
        assert "r Redo step" in shown(pilot)
        await press(pilot, "u")
        assert pilot.app.screen.query_one(StepList)  # no question stands over it


async def test_nothing_is_undone_in_a_term_base_that_is_read_only():
    async with telling_history(PlainTelling(writable=False)) as pilot:
        await press(pilot, "u", "r")
        assert "u Undo step" not in shown(pilot)
        assert "read only" in shown(pilot)
        assert steps(pilot) == [4, 3, 2, 1]


async def test_the_built_in_glossary_says_what_to_do():
    telling = PlainTelling(has_history=False, writable=False)
    async with telling_history(telling) as pilot:
        assert "The built-in glossary has no history. Make a term base of your own:" in shown(pilot)
        await press(pilot, "slash", "a", "escape", "f5", "down", "enter", "v", "o")
        assert telling.asked == []
        pilot.app.screen.show_concept(CHAIN.id)
        await settled(pilot)
        assert isinstance(pilot.app.screen, HistoryScreen)


async def test_a_long_history_is_read_as_one_scrolls():
    made = [Change(n, step(n, "ann", "edit", f"reason {n}"), CHAIN.id, CHANGED, CHAIN, NOTED) for n in range(1, 251)]
    async with telling_history(PlainTelling(made, page=20)) as pilot:
        assert len(steps(pilot)) == 20
        await press(pilot, "end")
        assert len(steps(pilot)) == 40
        await press(pilot, *["pagedown"] * 40)
        assert steps(pilot) == list(range(250, 0, -1))


async def test_the_concepts_of_a_large_step_are_read_as_one_scrolls():
    made = step(1, "ann", "import")
    concepts = [Concept(f"c{number:02}") for number in range(50)]
    changes = [Change(number, made, it.id, ADDED, None, it) for number, it in enumerate(concepts, 1)]
    async with telling_history(PlainTelling(changes, page=20)) as pilot:
        await press(pilot, "enter", "end", "end", "end", "end")
        assert [it.concept_id for it in pilot.app.screen.query_one(EffectList).items] == [it.id for it in concepts]
        assert "c49" in shown(pilot)


async def test_what_others_do_appears_and_the_step_one_is_at_stays():
    telling = PlainTelling()
    async with telling_history(telling) as pilot:
        await press(pilot, "down")
        telling.add("bob", "edit", [(CHAIN.id, CHANGED, RENOTED, NOTED)])
        await telling.undo(4, lambda _: None)
        pilot.app.screen.termbase_changed()
        await settled(pilot)
        assert (steps(pilot), at(pilot)) == ([6, 5, 4, 3, 2, 1], 3)
        assert "(undone by 6)" in shown(pilot)
        assert "6 steps" in shown(pilot)


async def test_another_term_base_in_its_place_is_read_anew():
    telling = PlainTelling()
    async with telling_history(telling) as pilot:
        telling.__init__(CHANGES[:2])
        pilot.app.screen.termbase_changed()
        await settled(pilot)
        assert steps(pilot) == [1]


async def test_a_problem_is_shown_and_f5_reads_again():
    telling = PlainTelling()
    async with telling_history(telling) as pilot:
        telling.failure = TermbaseMissing("terms.db", "there is no term base", "make one")
        await press(pilot, "f5")
        assert "! terms.db: there is no term base; make one" in shown(pilot)
        telling.failure = None
        await press(pilot, "f5")
        assert "4 steps" in shown(pilot)


async def test_help_explains_filter_and_marks():
    async with telling_history(PlainTelling(), (100, 60)) as pilot:
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        for told in (
            "Undo the step, whichever it is; asks first",
            "by:chen",
            "the concept was added, changed, removed",
        ):
            assert told in shown(pilot)


@asynccontextmanager
async def versions_of(concept_id, telling=None, size=(80, 24)):
    async with telling_history(telling or PlainTelling(), size) as pilot:
        pilot.app.screen.post_message(HistoryWanted(concept_id))
        await settled(pilot)
        assert isinstance(pilot.app.screen, VersionsScreen)
        yield pilot


def version_steps(pilot):
    return [it.step.number for it in pilot.app.screen.query_one(VersionList).items]


async def test_the_versions_of_a_concept_are_shown_and_escape_goes_back_to_all_steps():
    async with versions_of(CHAIN.id) as pilot:
        assert version_steps(pilot) == [3, 2, 1]
        assert "产业链  industrial chain" in shown(pilot)
        assert "3 changes" in shown(pilot)
        assert "Step 3: changed" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.focused, ChangeView)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, HistoryScreen)


async def test_v_shows_the_versions_of_the_concept_of_a_step():
    async with telling_history(PlainTelling()) as pilot:
        await press(pilot, "end", "enter", "down", "v")
        assert isinstance(pilot.app.screen, VersionsScreen)
        assert version_steps(pilot) == [4, 1]


async def test_two_marked_versions_are_compared():
    async with versions_of(CHAIN.id) as pilot:
        await press(pilot, "space", "end")
        assert "From step 1 to step 3" in shown(pilot)  # one mark: against the line one is at
        await press(pilot, "space", "home", "down")
        assert "From step 1 to step 3" in shown(pilot)
        assert "step 1 against step 3" in shown(pilot)
        assert "industry chain (admitted)" in shown(pilot)
        assert [line[2:4] for line in lines(pilot) if line[2:3] == "*"] == ["* ", "* "]
        await press(pilot, "space")
        assert "From step 1 to step 2" in shown(pilot)  # the first mark went
        await press(pilot, "space")
        assert pilot.app.screen.query_one(VersionList).marked == [1]
        await press(pilot, "escape")
        assert "Step 2: changed" in shown(pilot)


async def test_a_removed_concept_is_brought_back():
    telling = PlainTelling()
    async with versions_of(CIRCULATION.id, telling) as pilot:
        assert "b Bring back" in shown(pilot)
        assert "o Open" not in shown(pilot)
        await press(pilot, "b")
        assert version_steps(pilot) == [5, 4, 1]
        assert "b Bring back" not in shown(pilot)
        assert "dual-circulation is back" in shown(pilot)
        await press(pilot, "o")
        assert (place(pilot), pilot.app.screen.wanted) == ("browse", [CIRCULATION.id])


async def test_nothing_is_brought_back_in_a_term_base_that_is_read_only():
    async with versions_of(CIRCULATION.id, PlainTelling(writable=False)) as pilot:
        await press(pilot, "b", "u")
        assert "b Bring back" not in shown(pilot)
        assert version_steps(pilot) == [4, 1]


async def test_a_step_is_undone_from_the_versions_too():
    telling = PlainTelling()
    async with versions_of(CHAIN.id, telling) as pilot:
        await press(pilot, "u", "y")
        assert telling.steps_made[3].undone_by == 5
        assert "Undid step 3" in shown(pilot)
        assert "r Redo step" in shown(pilot)


async def test_another_concept_that_is_wanted_takes_the_place_of_the_first():
    async with versions_of(CHAIN.id) as pilot:
        await press(pilot, "end")
        pilot.app.screen.post_message(HistoryWanted(CIRCULATION.id))
        await settled(pilot)
        assert version_steps(pilot) == [4, 1]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HistoryScreen)


async def test_a_concept_that_never_was_is_told():
    async with versions_of("nobody") as pilot:
        assert "nobody: is not in the term base" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (200, 60)])
async def test_pictures(size):
    async with telling_history(PlainTelling(), size) as pilot:
        await press(pilot, "down")
        check_picture(pilot, "history")
        if size != (200, 60):
            await press(pilot, "v", "space", "down")
            check_picture(pilot, "versions")


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (1, 1)])
async def test_it_can_be_used_on_the_smallest_screens(size):
    async with telling_history(PlainTelling(), size) as pilot:
        await press(pilot, "down", "enter", "down", "escape", "v", "escape", "slash", "a", "escape", "escape")
        assert at(pilot) in (3, 4)


async def test_control_characters_in_steps_and_concepts_do_not_reach_the_screen():
    made = step(1, "a\x1b[31m", "ed\nit", "why\x07 \u202e")
    changes = [Change(1, made, CHAIN.id, CHANGED, CHAIN, dataclasses.replace(CHAIN, notes=("no\u202ete",)))]
    async with telling_history(PlainTelling(changes)) as pilot:
        assert not {"\x1b", "\x07", "\u202e"} & set(shown(pilot))
        assert "no\ufffdte" in shown(pilot)


@pytest.fixture
def location(tmp_path, history_template):
    shutil.copyfile(history_template, tmp_path / "terms.db")
    return locate(str(tmp_path / "terms.db"))


@pytest.fixture(scope="session")
def history_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("history") / "terms.db"
    create_termbase(locate(str(path)))
    for user, what, why, work in (
        ("陈晨", "import", "report", lambda store: store.add_all([CHAIN, CIRCULATION])),
        ("ann", "edit", "", lambda store: store.replace(NOTED)),
        ("ann", "remove", "", lambda store: store.remove(CIRCULATION.id)),
    ):
        with open_store(str(path), user=user, what=what, why=why) as store:
            work(store)
    return path


async def test_over_a_term_base_steps_are_undone_done_again_and_concepts_brought_back(location):
    termbase = Termbase(location, user="zoe")
    screens = {"history": lambda: HistoryScreen(Chronicle(termbase))}
    async with at_place("history", screens) as pilot:
        assert steps(pilot) == [3, 2, 1]
        await press(pilot, "end", "u", "y")
        assert "cannot be undone, because dual-circulation, industrial-chain changed" in shown(pilot)
        await press(pilot, "up", "u", "y")
        assert steps(pilot) == [4, 3, 2, 1]
        assert ids(location, CHAIN.id) == [CHAIN.terms("en")]
        await press(pilot, "r", "y")
        assert ids(location, CHAIN.id) == [NOTED.terms("en")]
        await press(pilot, "slash")
        await type_in(pilot, "双循环")
        assert steps(pilot) == []  # a removed concept is found by its id
        await press(pilot, "escape")
        await type_in(pilot, "dual by:ann")
        assert steps(pilot) == [3]
        await press(pilot, "down", "v", "b")
        assert ids(location, CIRCULATION.id) == [CIRCULATION.terms("en")]
        await press(pilot, "escape")
        assert "dual" in lines(pilot)[1]
    termbase.close()


async def test_ctrl_z_and_ctrl_y_walk_through_the_steps_of_the_user_wherever_one_is(location):
    termbase = Termbase(location, user="ann")
    app = TermApp(bench_over(termbase, Settings()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        assert steps(pilot) == [3, 2, 1]
        await press(pilot, "ctrl+z")
        assert ids(location, CIRCULATION.id) == [CIRCULATION.terms("en")]
        assert "Undid step 3 (remove by ann): 1" in shown(pilot)
        assert steps(pilot) == [4, 3, 2, 1]
        await press(pilot, "f2", "ctrl+z", "f6")
        assert ids(location, CHAIN.id) == [CHAIN.terms("en")]
        assert steps(pilot) == [5, 4, 3, 2, 1]
        await press(pilot, "ctrl+z")
        assert "has no step of yours that is left to undo" in shown(pilot)
        await press(pilot, "ctrl+y")
        await press(pilot, "ctrl+y")
        assert "Did step 3 again" in shown(pilot)
        assert ids(location, CHAIN.id) == [NOTED.terms("en")]
        with open_store(location, read_only=True) as store, pytest.raises(ConceptNotFound):
            store.get(CIRCULATION.id)
        assert steps(pilot) == [7, 6, 5, 4, 3, 2, 1]
        await press(pilot, "ctrl+y")
        assert "has nothing of yours to do" in shown(pilot)


async def test_what_another_program_does_appears_by_itself(location):
    termbase = Termbase(location, user="ann")
    app = TermApp(bench_over(termbase, Settings()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "f6")
        with open_store(location, user="陈晨", what="import") as store:
            store.add(Concept("green"))
        for _ in range(100):
            await pilot.pause(0.05)
            if len(steps(pilot)) == 4:
                break
        assert "陈晨" in lines(pilot)[3]


def ids(location, concept_id):
    with open_store(location, read_only=True) as store:
        return [store.get(concept_id).terms("en")]


@pytest.mark.parametrize(("page", "found"), [(100, [4, 3, 2, 1]), (1, [2])])
async def test_a_step_that_is_wanted_elsewhere_is_shown_among_the_latest_or_alone(page, found):
    class Numbered(PlainTelling):
        """Finds a step by its number, too."""

        def _found(self, wanted):
            return [it for it in super()._found("") if wanted in ("", str(it.step.number))]

    async with telling_history(Numbered(page=page)) as pilot:
        pilot.app.screen.query_one(SearchInput).focus()
        await type_in(pilot, "4")
        assert steps(pilot) == [4]
        pilot.app.action_go("browse")
        await settled(pilot)
        pilot.app.post_message(StepWanted(2))
        await settled(pilot)
        assert place(pilot) == "history"
        assert steps(pilot) == found
        assert at(pilot) == 2
        assert "~ changed  产业链" in shown(pilot)
        assert isinstance(pilot.app.focused, StepList)
        await press(pilot, "escape")
        assert steps(pilot)[:1] == [4]
