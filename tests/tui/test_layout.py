"""The screen at several sizes, with text that tries to break it."""

import pytest
from rich.cells import cell_len
from textual.color import Color

from termbase.concepts import Concept, LanguageSection, Term
from tests.tui.plain import CHAINS, PlainTerms, concept, lines, press, running, settled, shown, strips
from tui.widgets.concept_list import ConceptList
from tui.widgets.concept_view import ConceptView

SIZES = [(20, 5), (40, 10), (80, 24), (140, 40), (200, 60)]

HOSTILE = (
    concept("markup", "[bold]粗[/bold]", "cū", "[red]not red[/red] [link=x]"),
    concept("reordered", "甲\u202e乙", "jiǎ", "left\u202eright\u2066"),
    concept("joined", "家👨\u200d👩\u200d👧人", "jiā", "heart ❤\ufe0f keycap 1\ufe0f\u20e3"),
    concept("combining", "e\u0301\u0302\u0303\u0304", "", "x" + "\u0301" * 40),
    concept("long", "链" * 400, "liàn " * 200, "endless " * 300),
    concept("wide", "\u3000全角ＡＢＣ𠀀", "quán jiǎo", "half and 全角 mixed"),
    Concept("no-terms"),
    Concept("no-chinese", sections=(LanguageSection("en", (Term("alone"),)),)),
    Concept("other", sections=(LanguageSection("ar", (Term("سلسلة"),)),)),
)


@pytest.mark.parametrize("size", SIZES)
async def test_every_line_fills_the_screen_exactly(size):
    async with running(PlainTerms((CHAINS, *HOSTILE)), size) as pilot:
        assert [cell_len(line) for line in lines(pilot)] == [size[0]] * size[1]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda it: it.id)
async def test_no_character_steers_the_terminal_or_breaks_a_line(hostile):
    async with running(PlainTerms((hostile,))) as pilot:
        await press(pilot, "down", "enter")
        assert not set(shown(pilot)) & set("\u202e\u2066\u200d\ufe0f\u20e3\x1b")
        assert {cell_len(line) for line in lines(pilot)} == {80}
        assert hostile.id in shown(pilot) or hostile.id == "long"


async def test_markup_in_data_is_only_text():
    async with running(PlainTerms(HOSTILE)) as pilot:
        assert "[bold]粗[/bold]" in shown(pilot)
        assert "[red]not red[/red] [link=x]" in shown(pilot)
        await press(pilot, "down", "y")
        assert "Copied: [red]not red[/red]" in shown(pilot)


async def test_a_concept_without_terms_can_be_read():
    async with running(PlainTerms((Concept("no-terms"),))) as pilot:
        assert "(no English)" in shown(pilot)
        assert "no preferred term" in shown(pilot)
        await press(pilot, "down", "y")
        assert "No preferred English to copy" in shown(pilot)


async def test_columns_follow_the_width_as_the_terminal_is_resized():
    async with running() as pilot:
        rows, view = pilot.app.screen.query_one(ConceptList), pilot.app.screen.query_one(ConceptView)
        assert "Pinyin" not in shown(pilot)
        assert rows.region.bottom <= view.region.y
        await pilot.resize_terminal(200, 60)
        await settled(pilot)
        assert "Pinyin" in shown(pilot)
        assert "Subject field" in shown(pilot)
        assert rows.region.right <= view.region.x
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Pinyin" not in shown(pilot)


async def test_columns_stand_under_their_titles():
    async with running(PlainTerms((CHAINS, *HOSTILE)), (200, 60)) as pilot:
        titles, *rest = lines(pilot)[4:]
        start = titles.index("Pinyin")
        for line in rest[:5]:
            before = next(end for end in range(len(line)) if cell_len(line[:end]) >= start)
            assert cell_len(line[:before]) == start
            assert line[before - 2 : before] == "  "


async def test_on_a_low_screen_the_concept_takes_the_place_of_the_list():
    async with running(PlainTerms((CHAINS,)), (60, 12)) as pilot:
        assert not pilot.app.screen.query_one(ConceptView).display
        await press(pilot, "down", "enter")
        assert "industrial and supply chains" in shown(pilot)
        assert not pilot.app.screen.query_one(ConceptList).display


async def test_no_colour_is_shown_and_the_current_row_is_still_marked(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with running() as pilot:
        await press(pilot, "down", "down")
        coloured = strips(pilot)
        for colour_filter in pilot.app._filters:
            coloured = [strip.apply_filter(colour_filter, Color.parse("black")) for strip in coloured]
        styles = [segment.style for strip in coloured for segment in strip if segment.style]
        assert all(style.color.is_default and style.bgcolor.is_default for style in styles)
        assert any(style.reverse for style in styles)
        assert any(line.startswith("▸ 产业链") for line in lines(pilot))
