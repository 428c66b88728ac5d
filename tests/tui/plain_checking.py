"""Articles in memory, checked by a few words, for tests of the check screen."""

from asyncio import sleep
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

from glossary.alignment.bilingual import AlignedPair, Passage
from glossary.errors import ArticleChanged, ArticleError
from glossary.findings import Finding
from glossary.waivers.waiver import Waived
from termbase.concepts import AdministrativeStatus
from termbase.listing import listed
from tests.tui.plain import CHAINS, CIRCULATION, settled, shown
from tui.app import TermApp
from tui.bench import Bench
from tui.entries import row_of
from tui.screens.check import CheckScreen
from tui.services.checking.checker import Outdated
from tui.services.checking.drafts import ArticleDrafts
from tui.services.checking.files import Opened, Source, Stamp
from tui.services.checking.service import Looked
from tui.services.checking.values import Amended, Checked

ENGLISH = """\
China stabilises the dual chain

The dual chain supports dual circulation and 12 cities.

Officials praised its toughness, and toughness again.
"""
CHINESE = "中国稳定双链\n\n双链支持双循环和12个城市。\n\n官员称赞其韧性。\n"

_RULES = {
    "dual chain": ("deprecated-term", "error", CHAINS.id, "双链", ("industrial and supply chains", "chains")),
    "toughness": ("predicted-calque", "warning", "", "韧性", ("resilience",)),
    "12 cities": ("number-mismatch", "suggestion", "", "", ()),
}
REASON = "Word for word."


class PlainChecking:
    """A service without files, process and term base; ``done`` tells what it was asked to do."""

    preparing = False

    def __init__(self, files=None, *, writable=True):
        self.files = {"/texts/a.txt": ENGLISH, "/texts/a.zh.txt": CHINESE} if files is None else files
        self.writable = writable
        self.done = []
        self.checks = 0
        self.failure = None
        self.stamps = dict.fromkeys(self.files, 1)
        self.settings = None
        self.ruled = set()
        self.step = 0
        self.drafts = ArticleDrafts(Path("drafts"))
        self.gate = Event()
        self.gate.set()

    def write(self, path, text):
        """What somebody else does to a file."""
        if text is None:
            del self.files[path]
        else:
            self.files[path] = text
        self.stamps[path] = self.stamps.get(path, 0) + 1

    def stamp(self, path):
        return Stamp(self.stamps.get(path, 0), 1, 1) if path in self.files else Stamp()

    async def open(self, path, source=None):
        if path not in self.files:
            raise ArticleError(path, "there is no such file", "check the path")
        beside = path.replace(".txt", ".zh.txt") if source is None else source
        chinese = self.files.get(beside)
        read = chinese and Source(beside, chinese, chinese, self.stamp(beside))
        return Opened(
            path, self.files[path], self.stamp(path), "/texts", "/texts/zhengming.toml", Stamp(), read or None
        )

    async def check(self, opened, text):
        self.checks += 1
        number = self.checks
        while not self.gate.is_set():
            await sleep(0.01)
            if number != self.checks:
                raise Outdated(opened.path, "is out of date")
        if self.failure:
            raise self.failure
        found = sorted(self._found(text), key=lambda it: it.start)
        waived = [it for it in found if self.settings and self.settings[0] in (it.text, it.rule)]
        left = tuple(it for it in found if it not in waived)
        told = tuple(Waived(it, "settings", "here", "why") for it in waived)
        pairs = tuple(self._pairs(opened, text))
        return Checked(left, told, pairs, pairs)

    def cancel(self):
        self.done.append("cancel")

    async def look(self, opened):
        now = replace(opened, stamp=self.stamp(opened.path))
        if opened.source:
            now = replace(now, source=replace(opened.source, stamp=self.stamp(opened.source.path)))
        return Looked(now, now.stamp != opened.stamp, now.stamp == Stamp(), now.source != opened.source, settings=False)

    async def save(self, path, text, expected):
        if expected is not None and self.files.get(path) != expected:
            raise ArticleChanged(path, "was changed by somebody else meanwhile", "read it again first")
        self.write(path, text)
        return self.stamp(path)

    async def list_waiver(self, opened, finding, reason, *, everywhere):
        self.done.append(("waive", finding.text, reason, everywhere))
        self.settings = (finding.text, reason)
        return Amended(opened.settings, None, "waived")

    async def take_back(self, amended):
        self.done.append("take back")
        self.settings = None if self.settings else ("dual chain", "again")
        return Amended(amended.path, amended.after, amended.before)

    async def rule(self, concept, text, status, reason=""):
        if (text, status) in self.ruled:
            return None
        self.step += 1
        self.done.append((concept, text, status, reason))
        self.ruled = {it for it in self.ruled if it[0] != text} | {(text, status)}
        return self.step

    async def undo_step(self, step):
        self.done.append(("undo", step))
        self.ruled = set()
        self.step += 1
        return self.step

    async def find(self, _text):
        return [row_of(listed(it)) for it in (CIRCULATION, CHAINS)]

    async def warm(self):
        self.done.append("warm")

    def close(self):
        self.done.append("close")

    def _found(self, text):
        for words, (rule, severity, concept, zh, suggestions) in _RULES.items():
            if (words, AdministrativeStatus.ADMITTED) in self.ruled:
                continue
            start = text.find(words)
            while start >= 0:
                line = text.rfind("\n", 0, text.rfind("\n", 0, start)) + 1
                if f"ignore {rule}" not in text[line:start]:
                    yield Finding(
                        start,
                        start + len(words),
                        words,
                        rule,
                        severity,
                        0.8,
                        REASON,
                        suggestions,
                        concept,
                        zh,
                        "A ruling",
                    )
                start = text.find(words, start + 1)

    def _pairs(self, opened, text):
        if not opened.source:
            return
        theirs = opened.source.prose
        for ours, chinese in zip(_blocks(text), _blocks(theirs), strict=False):
            yield AlignedPair(chinese, ours)


def _blocks(text):
    position = 0
    for block in text.split("\n\n"):
        if not block.startswith("#"):
            yield Passage(position, position + len(block.rstrip()))
        position += len(block) + 2


@asynccontextmanager
async def checking(service=None, size=(80, 24), path="/texts/a.txt", heard=None):
    """The check screen over a service, with an article open unless ``path`` is empty."""
    service = service or PlainChecking()
    screens = {"browse": lambda: CheckScreen(service)}
    app = TermApp(Bench("terms.db", screens, writable=True))
    async with app.run_test(
        size=size, notifications=True, message_hook=None if heard is None else heard.append
    ) as pilot:
        await settled(pilot)
        if path:
            app.screen.show_article(path)
            await settled(pilot)
        yield pilot


async def steady(pilot):
    """Wait until the screen stays as it is: a question is open, or answered."""
    seen, same = None, 0
    for _ in range(200):
        await pilot.pause(0.02)
        now = pilot.app.screen, shown(pilot)
        seen, same = now, same + 1 if now == seen and now[1] else 0
        if same >= 3:
            return


async def steps(pilot, *keys):
    """Press keys that open and close questions, for which a worker waits."""
    for key in keys:
        await pilot.press(key)
        await steady(pilot)


async def written(pilot):
    """Wait until the keys rest and what was written is checked."""
    await pilot.pause()
    for _ in range(200):
        if pilot.app.screen._pause is None:
            break
        await pilot.pause(0.02)
    await settled(pilot)
