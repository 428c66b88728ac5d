"""Import and export over plain values: what there is stands in a list, and what was asked for is kept."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from glossary.exporting import Export
from termbase.concepts import Concept
from termbase.errors import ZhengmingError
from termbase.exchange.formats import Format, format_for
from termbase.exchange.incoming import Incoming, opened_file
from termbase.exchange.sheet.preview import Preview
from termbase.exchange.values import LossReport, Problem
from termbase.importing import deciding
from termbase.importing.values import ImportPolicy, ImportSummary, Planned
from tests.tui.plain import CHAIN, CHAINS, CIRCULATION, PlainTerms, shown
from tui.app import TermApp
from tui.bench import Bench
from tui.screens.exchange.screen import ExchangeScreen
from tui.services.exchanging import IncomingFile, Offers, Outcome
from tui.services.import_plan import ImportPlan
from tui.settings import Settings
from tui.termbase import Watch

SHEET = """\
Chinese term,English term,Remark,Owner
产业链,industrial chain,,
双循环,two circulations,a remark,B
创新链,innovation chain,,C
,nothing in Chinese,,
"""


class PlainExchanging:
    """Reads real files, but plans for and exports concepts in a list. While ``gate`` is closed, work goes on."""

    place = "terms.db"

    def __init__(self, stored: Sequence[Concept] = (CHAIN, CHAINS, CIRCULATION), *, writable: bool = True) -> None:
        self.writable = writable
        self.stored = {it.preferred("zh-Hans"): it for it in stored}
        self.imports: list[tuple[str, ImportPolicy]] = []
        self.exports: list[Export] = []
        self.failure: ZhengmingError | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def recognised(self, path: Path) -> Format:
        return format_for(path, writing=False)

    async def look(self, file: IncomingFile) -> Preview:
        return self._incoming(file).preview()

    async def plan(self, file: IncomingFile, plan: ImportPlan, watch: Watch) -> Sequence[Problem]:
        incoming = self._incoming(file)
        plan.add([self._planned(concept, ImportPolicy.MERGE) for concept in incoming.concepts()])
        await self._work(watch)
        return incoming.problems

    async def bring_in(self, file: IncomingFile, policy: ImportPolicy, watch: Watch) -> Outcome:
        incoming = self._incoming(file)
        planned = [self._planned(concept, policy) for concept in incoming.concepts()]
        await self._work(watch)
        self.imports.append((file.path.name, policy))
        return Outcome(ImportSummary.of(planned), incoming.problems, history_left_out=file.source.carries_history)

    async def offers(self) -> Offers:
        return Offers((("", 1), ("industry", 2)), ("zh-Hans", "en"))

    async def losses(self, export: Export, watch: Watch) -> LossReport:
        await self._work(watch)
        return export.losses(self)

    async def write(self, export: Export, path: Path, watch: Watch) -> LossReport:
        await self._work(watch)
        self.exports.append(export)
        return export.to_file(self, path)

    def concepts(self) -> list[Concept]:
        return list(self.stored.values())

    def history(self) -> tuple[()]:
        return ()

    def _incoming(self, file: IncomingFile) -> Incoming:
        return Incoming(file.source, file.path.name, opened_file(file.path), file.options)

    def _planned(self, concept: Concept, policy: ImportPolicy) -> Planned:
        stored = self.stored.get(concept.preferred("zh-Hans"))
        return deciding.known(concept, stored, policy) if stored else deciding.new(concept, concept.id, policy)

    async def _work(self, watch: Watch) -> None:
        if self.failure:
            raise self.failure
        watch(30, 100)
        while not self.gate.is_set():
            await asyncio.sleep(0.01)
            watch(30, 100)


@asynccontextmanager
async def exchanging(service: PlainExchanging, folder: Path, size: tuple[int, int] = (80, 24)):
    """The app at its place of import and export, which begins in ``folder``."""
    settings = Settings()
    settings.keep("exchange folder", str(folder))
    app = TermApp(
        Bench(
            "terms.db",
            {
                **PlainTerms().bench.screens,
                "exchange": lambda: ExchangeScreen(service, settings),
            },
            writable=service.writable,
        )
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, ExchangeScreen) and app.focused is not None)
        yield pilot


async def until(pilot: Pilot[None], met: Callable[[], bool]) -> None:
    """Wait until something is so; what is awaited may need a few rounds of messages."""
    for _ in range(400):
        await pilot.pause()
        if met():
            await pilot.pause()
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"it never came to be:\n{shown(pilot)}")


async def see(pilot: Pilot[None], *texts: str) -> None:
    """Wait until all these stand on the screen."""
    await until(pilot, lambda: all(text in shown(pilot) for text in texts))


async def press_and_see(pilot: Pilot[None], key: str, *texts: str) -> None:
    """Press a key, and wait until it has brought these on the screen."""
    await pilot.press(key)
    await see(pilot, *texts)
