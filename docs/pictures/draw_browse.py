"""Renew docs/pictures/browse.svg: ``python docs/pictures/draw_browse.py`` from the top folder.

The app draws itself over the built-in glossary, without a terminal. What Textual adds for web pages, addresses of
fonts and of its maker, is taken out: the picture loads nothing.
"""

import asyncio
import html
import re
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final

from rich.cells import cell_len
from textual.pilot import Pilot

from termbase.locations import BUILTIN, locate
from termbase.store import open_store
from tui.app import TermApp
from tui.reader import Reader
from tui.widgets.status_line import StatusLine

PICTURE: Final = Path("docs/pictures/browse.svg")
SIZE: Final = (132, 34)
SEARCH: Final = "产业链供应链"

_CELL: Final = 12.2  # the width of a terminal cell in Textual's pictures
_TEXT: Final = re.compile(r'(<text[^>]*? )x="([\d.]+)"([^>]*? )textLength="[\d.]+"([^>]*)>([^<]*)</text>')
_FONT_FACE: Final = re.compile(r"\s*@font-face\s*\{.*?\}", re.DOTALL)
_COMMENT: Final = re.compile(r"\s*<!--.*?-->", re.DOTALL)


async def draw() -> str:
    """The browse screen after a search, as SVG."""
    app = TermApp(Reader(partial(open_store, locate(BUILTIN), read_only=True), "built-in glossary"))
    async with app.run_test(size=SIZE) as pilot:
        await _read(pilot)
        await pilot.press(*SEARCH)
        await _read(pilot)
        await pilot.press("down")
        await _read(pilot)
        if problem := app.screen.query_one(StatusLine).problem:
            raise SystemExit(problem)
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


async def _read(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")
