"""Choosing a concept, driven by keys over plain values."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input

from termbase.errors import TermbaseLocked
from tests.tui.plain import lines, press, settled, shown, type_in
from tui.dialogs.pick_concept import PickConcept
from tui.entries import Row
from tui.messages import Failed

CHAIN = Row("industrial-chain", "产业链", "chǎnyèliàn", "industrial chain")
CHAINS = Row("industrial-and-supply-chains", "产业链供应链", "chǎnyèliàn gōngyìngliàn", "industrial and supply chains")
CIRCULATION = Row("dual-circulation", "双循环", "shuāng xúnhuán", "dual circulation")


class Host(App[None]):
    """An app that asks for a concept and keeps the answer."""

    CSS_PATH = "../../tui/app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.answers: list[str | None] = []
        self.asked: list[str] = []
        self.failures: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.failure: TermbaseLocked | None = None
        self._options = options

    def on_mount(self) -> None:
        self.push_screen(PickConcept("Merge [b]into", self.find, **self._options), self.answers.append)

    def on_failed(self, event: Failed) -> None:
        self.failures.append(str(event.error))

    async def find(self, text: str) -> Sequence[Row]:
        self.asked.append(text)
        await self.gate.wait()
        if self.failure:
            raise self.failure
        return [it for it in (CHAIN, CHAINS, CIRCULATION) if text in it.chinese + it.english]


@asynccontextmanager
async def asking(size: tuple[int, int] = (80, 24), **options: Any) -> AsyncIterator[tuple[Any, Host]]:
    app = Host(**options)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot, app


async def test_what_is_typed_is_found_and_enter_takes_the_best():
    async with asking() as (pilot, app):
        assert "Merge [b]into" in shown(pilot)
        assert "双循环" in shown(pilot)
        await type_in(pilot, "供应链")
        assert "双循环" not in shown(pilot)
        await press(pilot, "enter")
        assert app.answers == [CHAINS.id]


async def test_the_arrows_choose_while_typing_goes_on():
    async with asking() as (pilot, app):
        await press(pilot, *"chain", "down")
        assert isinstance(app.focused, Input)
        await press(pilot, "down", "up", "down", "enter")
        assert app.answers == [CHAINS.id]


async def test_escape_chooses_none():
    async with asking() as (pilot, app):
        await press(pilot, "c", "escape")
        assert app.answers == [None]


async def test_nothing_found_says_what_to_do_and_enter_takes_nothing():
    async with asking() as (pilot, app):
        await press(pilot, "z", "z", "enter", "pagedown")
        assert "Nothing found" in shown(pilot)
        assert app.answers == []


async def test_suggestions_come_first_and_those_left_out_never():
    async with asking(suggested=(CIRCULATION, CHAIN), without={CHAIN.id}) as (pilot, app):
        assert app.asked == []
        assert "双循环" in shown(pilot)
        assert "产业链" not in shown(pilot)
        await type_in(pilot, "产业链")
        assert CHAIN.english not in [line.strip("│ ▸") for line in lines(pilot)]
        await press(pilot, "enter")
        assert app.answers == [CHAINS.id]


async def test_it_can_begin_with_a_text():
    async with asking(text="双") as (pilot, app):
        await press(pilot, "enter")
        assert app.answers == [CIRCULATION.id]


async def test_enter_before_the_answer_takes_what_was_typed_not_what_is_shown():
    async with asking() as (pilot, app):
        app.gate.clear()
        await pilot.press("双", "enter")
        await pilot.pause(0.05)
        assert app.answers == []
        app.gate.set()
        await settled(pilot)
        assert app.answers == [CIRCULATION.id]


async def test_a_click_marks_and_a_double_click_takes():
    async with asking(size=(140, 40)) as (pilot, app):
        row = next(number for number, line in enumerate(lines(pilot)) if "双循环" in line)
        await pilot.click(offset=(30, row))
        await settled(pilot)
        assert isinstance(app.focused, Input)
        assert app.answers == []
        await pilot.click(offset=(30, row), times=2)
        await settled(pilot)
        assert app.answers == [CIRCULATION.id]


async def test_a_failure_is_told_and_the_search_goes_on():
    async with asking() as (pilot, app):
        app.failure = TermbaseLocked("terms.db", "is locked", "wait")
        await press(pilot, "c")
        assert app.failures == ["terms.db: is locked; wait"]
        app.failure = None
        await press(pilot, "h", "enter")
        assert app.answers == [CHAIN.id]


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (40, 12)])
async def test_the_box_fits_the_screen(size):
    async with asking(size=size) as (pilot, _):
        assert "▸ 产业链" in shown(pilot)
        assert "Choose" in shown(pilot)
        assert all(len(line.rstrip()) <= size[0] for line in lines(pilot))
