"""The desk at which one article is corrected: what was opened, the draft of it, and the verbs that change it."""

from asyncio import to_thread
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from glossary.findings import Finding
from glossary.fixing import fix_of
from glossary.waivers.writing import comment_for
from termbase.concepts import AdministrativeStatus
from tui.articles.draft import Deed, Draft, replaced
from tui.articles.edits import Edit, difference
from tui.services.checking.checker import Outdated
from tui.services.checking.drafts import LeftDraft
from tui.services.checking.files import Opened
from tui.services.checking.service import Checking
from tui.services.checking.values import Checked


class News(StrEnum):
    """What a look at the files of an article brought."""

    NOTHING = ""
    READ_AGAIN = "was changed on disk, and is read again"
    CONFLICT = "was changed on disk, and you have changed it too: ctrl+s asks which to keep, F5 reads it again"
    GONE = "is gone from the disk: ctrl+s writes it again"
    SOURCE = "has other Chinese now, which is read again"
    SETTINGS = "is checked again, by the settings as they are now"


class Desk:
    """One article at a time, and what is done to it."""

    def __init__(self, service: Checking) -> None:
        self.service = service
        self.opened: Opened | None = None
        self.draft = Draft("")
        self.checked: Checked | None = None
        """What the latest check brought, None before the first."""
        self._told = News.NOTHING

    @property
    def name(self) -> str:
        """What the article is called, empty for none."""
        return Path(self.opened.path).name if self.opened else ""

    @property
    def source_name(self) -> str:
        """What the Chinese is called, empty for none."""
        return Path(self.opened.source.path).name if self.opened and self.opened.source else ""

    @property
    def source(self) -> str:
        """The prose of its Chinese, empty for none."""
        return self.opened.source.prose if self.opened and self.opened.source else ""

    async def open(self, path: str, source: str | None = None) -> None:
        """Open an article and its Chinese: the file ``source``, or what is found. Raises ``ZhengmingError``."""
        opened = await self.service.open(path, source)
        await self._drop()
        self.opened = opened
        self.draft, self.checked, self._told = Draft(self.opened.text), None, News.NOTHING

    async def read_again(self) -> None:
        """Take over what stands in the files; what was not saved is lost. Raises ``ZhengmingError``."""
        if self.opened:
            source = self.opened.source
            self.opened = await self.service.open(self.opened.path, source.path if source else None)
            await self._drop()
            self.draft.reload(self.opened.text)
            self._told = News.NOTHING

    async def choose_source(self, path: str) -> None:
        """Take a file for the Chinese of the article. Raises ``ZhengmingError``."""
        if opened := self.opened:
            fresh = await self.service.open(opened.path, path)
            self.opened = replace(opened, source=fresh.source)

    async def check(self) -> bool:
        """Check the draft as it is now; whether something else was not quicker. Raises ``ZhengmingError``."""
        if self.opened is None:
            return False
        draft, text = self.draft, self.draft.text
        try:
            checked = await self.service.check(self.opened, text)
        except Outdated:
            return False
        if draft is not self.draft or text is not draft.text:
            return False
        draft.take(checked)
        self.checked = checked
        return True

    async def keep(self) -> None:
        """Keep the draft where no accident takes it away, as long as it is not saved."""
        if opened := self.opened:
            if self.draft.changed:
                await to_thread(self.service.drafts.keep, opened.path, self.draft.text, self.draft.saved)
            else:
                await self._drop()

    async def left(self) -> LeftDraft | None:
        """What a program that ended left unsaved of the article."""
        if self.opened is None:
            return None
        return await to_thread(self.service.drafts.left, self.opened.path, self.draft.saved)

    async def go_on_with(self, left: LeftDraft) -> None:
        """Take over what was left."""
        self.draft.do(Deed("go on with what was left", 0, difference(self.draft.text, left.text)))
        await self.keep()
        await self.discard(left)

    async def discard(self, left: LeftDraft) -> None:
        """Take away what was left."""
        await to_thread(self.service.drafts.discard, left)

    def correct(self, finding: Finding, wording: str) -> Deed:
        """Write a wording in the place of a finding."""
        fix = fix_of(self.draft.text, finding, wording)
        deed = replaced(finding, (Edit(fix.start, fix.text, fix.replacement),))
        self.draft.do(deed)
        return deed

    def ignore(self, finding: Finding) -> None:
        """Say no more of a finding until the article is opened again."""
        self.draft.do(Deed(f"ignore “{finding.text}”", finding.start, ignored=(finding,)))

    def comment(self, finding: Finding, reason: str) -> None:
        """Waive a finding, and those that a comment in its line covers too, in the article itself."""
        place, text = comment_for(self.opened.path if self.opened else "", self.draft.text, finding, reason)
        self.draft.do(Deed(f"waive “{finding.text}”", finding.start, (Edit(place, "", text),)))

    async def list_waiver(self, finding: Finding, reason: str, *, everywhere: bool) -> str:
        """Waive a finding in the settings; the file of them. Raises ``ZhengmingError``."""
        if self.opened is None:
            return ""
        amended = await self.service.list_waiver(self.opened, finding, reason, everywhere=everywhere)
        self.draft.do(Deed(f"waive “{finding.text}”", finding.start, amended=amended))
        return amended.path

    async def rule(self, finding: Finding, concept: str, text: str, status: AdministrativeStatus, reason: str) -> bool:
        """Give a rendering a status; whether it had another one. Raises ``ZhengmingError``."""
        step = await self.service.rule(concept, text, status, reason)
        if step is not None:
            self.draft.do(Deed(f"“{text}” is {status}", finding.start, step=step))
        return step is not None

    async def undo(self) -> Deed | None:
        """Take back what was done last; None where nothing is left. Raises ``ZhengmingError``."""
        deed = self.draft.latest
        return self.draft.undo(await self._turned(deed)) if deed else None

    async def redo(self) -> Deed | None:
        """Do again what was undone last; None where nothing was. Raises ``ZhengmingError``."""
        deed = self.draft.undone
        return self.draft.redo(await self._turned(deed)) if deed else None

    async def save(self, *, path: str = "", over_others: bool = False) -> None:
        """Write the article back, or to another ``path``, which it is called from then on.

        Raises ``ArticleChanged`` where somebody changed the file, unless what others wrote is written ``over``.
        """
        if self.opened is None:
            return
        text, draft = self.draft.text, self.draft
        path = str(Path(path).absolute()) if path else ""
        is_other = bool(path) and path != self.opened.path
        expected = None if is_other or over_others or self._told is News.GONE else draft.saved
        stamp = await self.service.save(path or self.opened.path, text, expected)
        await self._drop()
        draft.saved, self._told = text, News.NOTHING
        self.opened = replace(self.opened, path=path or self.opened.path, text=text, stamp=stamp)

    async def look(self) -> News:
        """See what others did to the files, and take it over where nothing is lost by that; each news is told once.

        Raises ``ZhengmingError``.
        """
        opened = self.opened
        if opened is None:
            return News.NOTHING
        looked = await self.service.look(opened)
        if opened is not self.opened:
            return News.NOTHING  # it was saved meanwhile, or another one opened
        if looked.missing:
            return self._tell(News.GONE)
        self.opened = now = looked.now  # what cannot be read is told once
        if looked.article:
            return await self._take_over(now)
        if looked.source:
            await self._take_source(now)
            return News.SOURCE
        return News.SETTINGS if looked.settings else News.NOTHING

    async def _drop(self) -> None:
        if self.opened:
            await to_thread(self.service.drafts.drop, self.opened.path)

    async def _take_over(self, now: Opened) -> News:
        fresh = await self.service.open(now.path, now.source.path if now.source else None)
        if now is not self.opened:
            return News.NOTHING
        if fresh.text == self.draft.saved:
            self.opened = fresh
            return News.NOTHING
        if self.draft.changed and fresh.text != self.draft.text:
            self._told = News.CONFLICT
            return News.CONFLICT
        self.opened = fresh
        self.draft.reload(fresh.text)
        return News.READ_AGAIN

    async def _take_source(self, now: Opened) -> None:
        fresh = await self.service.open(now.path, now.source.path if now.source else None)
        if now is self.opened:
            self.opened = replace(now, source=fresh.source)

    def _tell(self, news: News) -> News:
        is_told = news is self._told
        self._told = news
        return News.NOTHING if is_told else news

    async def _turned(self, deed: Deed) -> Deed:
        """A deed after what it did outside the text was taken back, or done again."""
        if deed.amended:
            return replace(deed, amended=await self.service.take_back(deed.amended))
        if deed.step is not None:
            return replace(deed, step=await self.service.undo_step(deed.step))
        return deed
