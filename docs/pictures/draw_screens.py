"""Renew the pictures of the workbench: ``python docs/pictures/draw_screens.py [NAME …]`` from the top folder.

The app draws itself without a terminal, over a copy of the built-in glossary in a temporary folder, on days that are
always the same. What Textual adds for web pages, addresses of fonts and of its maker, is taken out: a picture loads
nothing.
"""

import asyncio
import html
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import chdir
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby
from pathlib import Path
from typing import Final
from unittest.mock import patch

from rich.cells import cell_len
from textual.events import Paste
from textual.pilot import Pilot
from textual.worker import Worker

from termbase.concepts import Concept, Definition
from termbase.curation.approving import approve, return_to_proposed
from termbase.curation.ruling import deprecate
from termbase.exchange.formats import format_named
from termbase.importing.values import ImportPolicy
from termbase.locations import Location, locate
from termbase.starter.loader import starter_concepts
from termbase.store import create_termbase, open_store
from tui.app import TermApp
from tui.bench import bench_over
from tui.messages import CheckWanted, ConceptWanted
from tui.screens.exchange.screen import ExchangeScreen
from tui.services.exchanging import IncomingFile, TermbaseExchanging
from tui.settings import Settings
from tui.termbase import Termbase, Watch
from tui.widgets.status_line import StatusLine

PICTURES: Final = Path("docs/pictures").absolute()
SIZE: Final = (132, 36)

TERMS: Final = """\
zh,preferred_en,admitted_en,deprecated_en,deprecated_reason,domain,note
产业链供应链,industry and supply chains,,chain of industry supply,Word for word.,industry,
韧性,toughness,,,,economy,From an older glossary of ours
双循环,dual circulation,double circulation,,,economy,
算力网络,computing network,,calculation power net,Word for word.,technology,
链主企业,chain leader enterprise,,chain master,Word for word.,industry,
低空物流,low-altitude logistics,,,,industry,
乡村振兴,rural revitalization,,village rejuvenation,Word for word.,agriculture,
未来产业先导区,pilot zone for future industries,,,,industry,
"""
ARTICLE: Final = """\
New battery centre opens in the lake district

The lake district has opened a centre for the testing of new batteries. In the Fourteenth Five -Year period, the \
district wants to improve the toughness of the industrial chain supply chain, the head of the district said on Monday.

"In my country, nobody makes a battery alone," the head of the district said. "Our strength is that 60 \
suppliers work within an hour of each other."

The centre is open to small companies too. It is a part of the Western Luhai New Channel and sends its goods to \
twelve ports.

Next year the district will accelerate the cultivation of new quality productivity and build a second hall.
"""
CHINESE: Final = """\
湖区启用新型电池中心

湖区启用了一个新型电池检测中心。区长周一表示，“十四五”时期，湖区要提升产业链供应链韧性。

“在我国，没有谁能独自造出一块电池，”区长说，“我们的优势是60家供应商彼此相距不到一小时车程。”

该中心也向小企业开放。它是西部陆海新通道的一部分，货物发往12个港口。

明年，湖区将加快培育新质生产力，并建设二号厂房。
"""

_CELL: Final = 12.2  # the width of a terminal cell in Textual's pictures
_TEXT: Final = re.compile(r'(<text[^>]*? )x="([\d.]+)"([^>]*? )textLength="[\d.]+"([^>]*)>([^<]*)</text>')
_FONT_FACE: Final = re.compile(r"\s*@font-face\s*\{.*?\}", re.DOTALL)
_COMMENT: Final = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_PATIENCE: Final = 30.0
"""Seconds in which a screen has to be there."""


class Calendar(datetime):
    """The time as the pictures have it; it passes only when somebody says so."""

    moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain one, which can be stored
        """The moment."""
        return cls.moment.astimezone(tz)

    @classmethod
    def pass_by(cls, **time: float) -> None:
        """Let it be later."""
        cls.moment += timedelta(**time)


class Shown(Termbase):
    """A term base that is shown by its name alone."""

    @property
    def place(self) -> str:
        """The name of the file."""
        return self.location.path.name if self.location.path else super().place


async def browse(pilot: Pilot[None]) -> None:
    """A search, and the first concept that was found."""
    await pilot.press(*"产业链供应链")
    await _found(pilot, "Report to the 20th")
    await pilot.press("down")


async def edit(pilot: Pilot[None]) -> None:
    """A form in which a deprecated term is added that another concept has, without a reason."""
    pilot.app.post_message(ConceptWanted("industrial-and-supply-chains"))
    await _found(pilot, "Report to the 20th")
    await pilot.press("e")
    await _found(pilot, "usage note")
    await pilot.press("pagedown", "pagedown", "pagedown", "ctrl+o")
    await _rest(pilot)
    pilot.app.post_message(Paste("supply chain"))
    await pilot.press("ctrl+r")
    await _found(pilot, "2 doubts")
    await pilot.press("down", "down", "up")


async def review(pilot: Pilot[None]) -> None:
    """A proposal that says something else than what is stored."""
    await pilot.press("f3")
    await _found(pilot, "decided, ")


async def check(pilot: Pilot[None]) -> None:
    """A machine-translated article beside its Chinese."""
    pilot.app.post_message(CheckWanted("battery.txt"))
    await _found(pilot, "deprecated-term")
    await _rest(pilot)
    while "industrial chain supply chain  deprecated" not in _text(pilot):
        await pilot.press("n")


async def history(pilot: Pilot[None]) -> None:
    """What a step changed, field by field."""
    await pilot.press("f6")
    await _found(pilot, "reopen")


async def exchange(pilot: Pilot[None]) -> None:
    """The plan of an import."""
    await pilot.press("f7")
    await _found(pilot, "none yet")
    screen = pilot.app.screen
    if isinstance(screen, ExchangeScreen):
        screen.show_file("terms.csv")
    await _found(pilot, "! conflict")
    await pilot.press("p", "p")


async def dashboard(pilot: Pilot[None]) -> None:
    """How the term base stands, and what the doctor found."""
    await pilot.press("f8")
    await _found(pilot, "Concepts by")
    await pilot.press("d")
    await _found(pilot, "found")


SCREENS: Final[Mapping[str, Callable[[Pilot[None]], Awaitable[None]]]] = {
    it.__name__: it for it in (browse, edit, review, check, history, exchange, dashboard)
}


async def prepare(location: Location) -> None:
    """A copy of the built-in glossary in which two people worked for some days, and files to work with."""
    create_termbase(location, starter_concepts())
    Path("terms.csv").write_text(TERMS, encoding="utf-8")
    Path("battery.txt").write_text(ARTICLE, encoding="utf-8")
    Path("battery.zh.txt").write_text(CHINESE, encoding="utf-8")
    for days, who, why, concept_id in (
        (3, "ann", "", "innovation-chain"),
        (2, "陈晨", "Not yet in the report of this year.", "value-chain"),
        (8, "ann", "", "dual-circulation"),
        (5, "ann", "", "rural-revitalization"),
        (9, "陈晨", "", "resilience"),
    ):
        Calendar.pass_by(days=days, minutes=17)
        with open_store(location, user=who, why=why, what="reopen") as store:
            return_to_proposed(store, concept_id, ("en",))
        Calendar.pass_by(hours=2)
        with open_store(location, user=who, what="approve") as store:
            approve(store, concept_id, ("en",))
    Calendar.pass_by(days=1)
    incoming = IncomingFile(Path("terms.csv"), format_named("csv"))
    termbase = Termbase(location, user="li")
    await TermbaseExchanging(termbase).bring_in(incoming, ImportPolicy.REVIEW, Watch())
    termbase.close()
    Calendar.pass_by(hours=3)
    with open_store(location, user="ann", why="Seen in three articles of last week.", what="deprecate") as store:
        deprecate(store, "resilience", "pliability", reason="Said of materials, not of an economy.")
    Calendar.pass_by(minutes=12)
    with open_store(location, user="陈晨", why="Plainer words.", what="edit") as store:
        store.replace(_defined_better(store.get("resilience")))


def _defined_better(concept: Concept) -> Concept:
    """The concept with another English definition, and a usage note."""
    sections = []
    for section in concept.sections:
        if section.language == "en":
            first, *others = section.terms
            text = "The ability of a system, such as an economy, to absorb shocks and to recover from them."
            terms = (replace(first, usage_note='With "of" or "in"; no plural.'), *others)
            section = replace(section, definitions=(Definition(text),), terms=terms)  # noqa: PLW2901
        sections.append(section)
    return replace(concept, sections=tuple(sections))


async def draw(location: Location, act: Callable[[Pilot[None]], Awaitable[None]]) -> str:
    """The screen that ``act`` leads to, as SVG."""
    app = TermApp(bench_over(Shown(location, user="ann"), Settings()))
    async with app.run_test(size=SIZE) as pilot:
        await _rest(pilot)
        await act(pilot)
        await _rest(pilot)
        for line in app.screen.query(StatusLine):
            if line.problem:
                raise SystemExit(line.problem)
        svg = app.export_screenshot(title="zhengming tui", simplify=True)
    plain = _COMMENT.sub("", _FONT_FACE.sub("", svg)).replace("Fira Code", "ui-monospace")
    # Textual names its style classes after a number that differs from run to run.
    return re.sub(r"terminal-\d+", "terminal", _TEXT.sub(_in_cells, plain)) + "\n"


def _in_cells(element: re.Match[str]) -> str:
    """A text element, taken apart where wide and narrow characters meet, each part as wide as its cells."""
    before, x, middle, after, content = element.groups()
    place, parts = float(x), []
    for _, run in groupby(html.unescape(content), key=cell_len):
        text = "".join(run)
        length = cell_len(text) * _CELL
        parts.append(f'{before}x="{place:g}"{middle}textLength="{length:g}"{after}>{html.escape(text)}</text>')
        place += length
    return "".join(parts)


async def _found(pilot: Pilot[None], text: str) -> None:
    """Wait until a text stands on the screen."""
    for _ in range(int(_PATIENCE / 0.05)):
        await pilot.pause(0.05)
        if text in _text(pilot):
            return
    raise SystemExit(f"{text} does not come:\n{_text(pilot)}")


def _text(pilot: Pilot[None]) -> str:
    """What stands on the screen."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def _rest(pilot: Pilot[None]) -> None:
    """Wait until nothing works any more, but for questions to the user."""
    await pilot.pause(0.4)
    while any(not (it.is_finished or _asks(it)) for it in pilot.app.workers):
        await pilot.pause(0.1)
    await pilot.pause(0.1)


def _asks(worker: Worker[object]) -> bool:
    waiting = worker._task.get_coro() if worker._task else None
    while waiting is not None:
        if getattr(waiting, "__name__", "") == "push_screen_wait":
            return True
        waiting = getattr(waiting, "cr_await", None)
    return False


def main(names: list[str]) -> None:
    """Draw the pictures of these names, or all."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chdir(folder),
        patch.dict(os.environ, LOGNAME="ann"),
        patch("termbase.history.recording.datetime", Calendar),
        patch("tui.services.surveying.datetime", Calendar),
    ):
        location = locate("policy.db")
        asyncio.run(prepare(location))
        for name in names or SCREENS:
            os.environ["XDG_STATE_HOME"] = str(Path(folder, name))  # no draft is offered from elsewhere, or left there
            svg = asyncio.run(draw(location, SCREENS[name]))
            (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
