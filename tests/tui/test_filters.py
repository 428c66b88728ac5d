"""Filters, orders and columns of the list where one browses."""

from asyncio import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term, WorkState
from termbase.filters import Filter, Order, SortKey
from termbase.quality.defect import Defect
from tests.tui.picture import check_picture
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION, PlainTerms, concept, lines, press, running, settled, shown
from tui.app import TermApp
from tui.bench import Bench
from tui.dialogs.tick import Tick
from tui.screens.browse import BrowseScreen
from tui.services.browsing import Reader
from tui.settings import Settings
from tui.widgets.columns import GUTTER, TITLES, columns
from tui.widgets.concept_list import ConceptList
from tui.widgets.filter_bar import filter_parts
from tui.widgets.time_line import TimeLine, drawn, years

PARTY = Concept(
    "party-building",
    "party",
    (LanguageSection("zh-Hans", (Term("党建", pinyin="dǎng jiàn"),), work_state=WorkState.APPROVED),),
)
TERMS = (CIRCULATION, CHAIN, CHAINS, PARTY)


def ids(pilot):
    return [row.id for row in pilot.app.screen.query_one(ConceptList).rows]


def app_with(settings=None, problems=(), terms=TERMS):
    plain = PlainTerms(terms)

    async def examine(watch):
        for done in range(3):
            watch(done, 3)
            await sleep(0.01)
        return tuple(problems)

    screens = {"browse": lambda: BrowseScreen(Reader(plain, examine), settings)}
    return TermApp(Bench("terms.db", screens))


async def test_a_subject_field_is_chosen_by_keys_and_one_key_clears_it():
    async with running(PlainTerms(TERMS)) as pilot:
        await press(pilot, "down", "f")
        assert isinstance(pilot.app.screen, Tick)
        assert "[ ] industry  3" in shown(pilot)
        await press(pilot, "p", "space")
        assert "[x] party  1" in shown(pilot)
        await press(pilot, "enter")
        assert ids(pilot) == [PARTY.id]
        assert "only party" in shown(pilot)
        assert "1 of 4 concepts" in shown(pilot)
        await press(pilot, "F")
        assert len(ids(pilot)) == 4
        assert "only" not in lines(pilot)[2]


async def test_what_is_ticked_stays_ticked_and_one_key_clears_every_tick():
    async with running(PlainTerms(TERMS)) as pilot:
        await press(pilot, "down", "f", "space", "tab", "down", "down", "space", "tab", "space", "enter")
        assert "only industry · with a deprecated term · with a proposed language" in shown(pilot)
        await press(pilot, "f")
        assert "[x] x deprecated" in shown(pilot)
        await press(pilot, "delete", "enter")
        assert "only industry" not in shown(pilot)


async def test_escaping_from_the_filters_changes_nothing():
    async with running(PlainTerms(TERMS)) as pilot:
        await press(pilot, "down", "f", "space", "escape")
        assert len(ids(pilot)) == 4


async def test_escape_steps_back_as_far_as_the_filters():
    async with running(PlainTerms(TERMS)) as pilot:
        await press(pilot, "down", "f", "space", "enter", "escape", *"dual")
        assert len(ids(pilot)) == 2
        await press(pilot, "escape")
        assert len(ids(pilot)) == 3
        await press(pilot, "escape")
        assert len(ids(pilot)) == 4


async def test_filters_that_let_nothing_through_say_how_to_clear_them():
    async with running(PlainTerms(TERMS)) as pilot:
        await press(pilot, "down", "f", "p", "space", "enter", "slash", *"dual")
        assert "F clears them" in shown(pilot)


async def test_the_doctor_looks_and_its_kinds_of_problems_are_filters():
    problems = [Defect(CHAIN.id, "reason", "says no reason"), Defect(CHAIN.id, "pinyin", "is read otherwise")]
    problems.append(Defect(PARTY.id, "languages", "has no English term"))
    async with app_with(problems=problems).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pilot.app.screen.query_one(ConceptList).focus()
        await press(pilot, "p")
        assert "any problem  2" in shown(pilot)
        assert "languages  1" in shown(pilot)
        await press(pilot, "enter")
        assert ids(pilot) == [CHAIN.id, PARTY.id]
        assert "only with problems" in shown(pilot)


async def test_a_sound_term_base_has_no_problems_to_filter_by():
    async with app_with().run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        pilot.app.screen.query_one(ConceptList).focus()
        await press(pilot, "p")
        assert "The doctor finds no problem" in shown(pilot)
        assert len(ids(pilot)) == 4


async def test_a_long_look_of_the_doctor_is_told_and_escape_cancels_it():
    watched = []

    async def examine(watch):
        watched.append(watch)
        for done in range(10_000):
            watch(done, 10_000)
            await sleep(0.005)
        return ()

    screens = {"browse": lambda: BrowseScreen(Reader(PlainTerms(TERMS), examine))}
    async with TermApp(Bench("terms.db", screens)).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pilot.app.screen.query_one(ConceptList).focus()
        await pilot.press("p")
        await pilot.pause(0.3)
        assert "The doctor looks at the term base: 0 %  esc cancels" in shown(pilot)
        await press(pilot, "escape")
        assert "The doctor looks" not in shown(pilot)
        assert watched[0].done < 10_000
        assert len(ids(pilot)) == 4


async def test_the_list_is_sorted_by_keys_and_turned_round():
    async with running(PlainTerms((CIRCULATION, CHAINS, CHAIN))) as pilot:
        await press(pilot, "down", "s", "down", "down", "enter")
        assert ids(pilot) == [CIRCULATION.id, CHAINS.id, CHAIN.id]
        assert "English ▴" in shown(pilot)
        assert "sorted by english" in shown(pilot)
        await press(pilot, "s", "enter")
        assert ids(pilot) == [CHAIN.id, CHAINS.id, CIRCULATION.id]
        assert "English ▾" in shown(pilot)
        await press(pilot, "s", "home", "enter")
        assert "sorted by" not in shown(pilot)


async def test_a_click_on_a_title_sorts():
    async with running(PlainTerms((CHAIN, CHAINS, CIRCULATION))) as pilot:
        column = lines(pilot)[2].index("English") + 2
        await pilot.click(ConceptList, offset=(column, 0))
        await settled(pilot)
        assert ids(pilot) == [CIRCULATION.id, CHAINS.id, CHAIN.id]


async def test_columns_are_chosen_and_remembered_with_the_order():
    settings = Settings()
    async with app_with(settings).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        pilot.app.screen.query_one(ConceptList).focus()
        await press(pilot, "v", "p", "space", "s", "down", "space", "enter")
        await press(pilot, "s", "end", "enter")
    async with app_with(settings).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert settings.texts("browse columns") == ("chinese", "english", "subject_field", "state")
        titles = next(line for line in lines(pilot) if line.startswith("  Chinese"))
        assert [name for name in ("Pinyin", "Subject field", "State") if name in titles] == ["Subject field", "State"]
        assert "sorted by changed, backwards" in shown(pilot)


@pytest.mark.parametrize("remembered", [("nonsense",), ("english", "x", "y"), ()])
async def test_strange_settings_do_no_harm(remembered):
    settings = Settings()
    settings.keep("browse order", remembered)
    settings.keep("browse columns", ("nonsense",))
    async with app_with(settings).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert len(ids(pilot)) == 4
        assert "产业链" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_pictures(size, monkeypatch):
    monkeypatch.setattr("tui.widgets.concept_text.draws_blocks", lambda: True)
    undated = concept("a-third", "第三", "dì sān", "third")
    async with running(PlainTerms((CHAINS, CHAIN, undated)), size) as pilot:
        await press(pilot, "down")
        check_picture(pilot, "browse")
        await press(pilot, "f", "space", "enter", "enter")
        check_picture(pilot, "browse-reading")
        await press(pilot, "f")
        check_picture(pilot, "browse-filter")


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (200, 60)])
async def test_the_filters_fit_every_screen(size):
    async with running(PlainTerms(TERMS), size) as pilot:
        await press(pilot, "down", "f")
        assert [cell_len(line) for line in lines(pilot)] == [size[0]] * size[1]
        await press(pilot, "escape", "s", "escape", "v")
        assert [cell_len(line) for line in lines(pilot)] == [size[0]] * size[1]


@given(st.integers(10, 300), st.lists(st.sampled_from(list(TITLES)), unique=True))
def test_chosen_columns_fill_the_width(width, names):
    chosen = tuple(name for name in TITLES if name in names)
    shown_columns = columns(width, chosen)
    assert sum(it.width for it in shown_columns) + GUTTER * (len(shown_columns) - 1) == width
    assert {it.name for it in shown_columns} <= set(chosen or ("chinese",))


def test_filters_are_told_in_words():
    only = Filter(
        frozenset({"", "economy"}),
        frozenset({AdministrativeStatus.DEPRECATED}),
        frozenset({WorkState.PROPOSED}),
        frozenset({"a"}),
    )
    assert list(filter_parts(only, "")) == [
        "no subject field or economy",
        "with a deprecated term",
        "with a proposed language",
        "1 chosen",
    ]
    assert Order(SortKey.ID) != Order(SortKey.ID, descending=True)


DATED = (
    Term("new name", valid_from="2018"),
    Term("old name", AdministrativeStatus.SUPERSEDED, valid_to="2018-03"),
    Term("for a while", AdministrativeStatus.ADMITTED, valid_from="2016-07-01", valid_to="2017"),
)


def test_a_time_line_draws_a_bar_over_the_years():
    assert years(DATED) == (2015, 2019)
    signs = ("#", ".", "<", ">")
    assert drawn(DATED[0], 2015, 2019, 10, signs) == "......###>"
    assert drawn(DATED[1], 2015, 2019, 10, signs) == "<######..."
    assert drawn(DATED[2], 2015, 2019, 10, signs) == "...###...."
    assert drawn(Term("always"), 2015, 2019, 5, signs) == "<###>"


@given(st.integers(0, 120))
def test_a_time_line_never_is_wider_than_there_is_room(width):
    for line in TimeLine((*DATED, Term("名称" * 30, valid_from="0001", valid_to="9999")), [""] * 4).lines(width):
        assert cell_len(line.plain) <= width
