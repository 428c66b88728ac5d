"""What the check screen asks for."""

from asyncio import to_thread
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from glossary.articles.saving import save_text
from glossary.findings import Finding
from termbase.concepts import AdministrativeStatus
from tui.entries import Row
from tui.services.checking.checker import Checker, Outdated
from tui.services.checking.drafts import ArticleDrafts
from tui.services.checking.files import Opened, Stamp, open_article, settings_text, stamp_of
from tui.services.checking.values import Amended, Checked, Job
from tui.services.searching import TermbaseSearching
from tui.termbase import Termbase

if TYPE_CHECKING:
    from termbase.unit import Store


_WARMING: Final = "A word of China. <!-- zhengming-ignore deprecated-term concept=none: so that ids are loaded too -->"
"""A text that asks for every part of the index."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Which files of an article somebody has changed since they were read; ``missing``: the article is gone.

    ``now`` is what was opened, with the stamps of now.
    """

    now: Opened
    article: bool = False
    missing: bool = False
    source: bool = False
    settings: bool = False


class Checking(Protocol):
    """Articles that are opened, checked, corrected and saved, and rulings that come of it."""

    @property
    def writable(self) -> bool:
        """Whether renderings can be ruled on."""

    @property
    def drafts(self) -> ArticleDrafts:
        """Where what is not saved yet is kept."""

    @property
    def preparing(self) -> bool:
        """Whether the term base is being compiled, which takes seconds."""

    async def open(self, path: str, source: str | None = None) -> Opened:
        """Read an article and its Chinese, see ``open_article``. Raises ``ZhengmingError``."""

    async def check(self, opened: Opened, text: str) -> Checked:
        """What is found in ``text``, a draft of the article. Raises ``Outdated`` and what keeps it from checking."""

    def cancel(self) -> None:
        """Check no more of what was given so far."""

    async def look(self, opened: Opened) -> Looked:
        """Which of its files were changed since."""

    async def save(self, path: str, text: str, expected: str | None) -> Stamp:
        """Write an article, over the text ``expected`` only, where that is given. Raises ``ZhengmingError``."""

    async def list_waiver(self, opened: Opened, finding: Finding, reason: str, *, everywhere: bool) -> Amended:
        """Waive a finding in the settings: in this article, or ``everywhere``. Raises ``ZhengmingError``."""

    async def take_back(self, amended: Amended) -> Amended:
        """Write what stood in a file before; what undoes that. Raises ``ArticleChanged`` if it was changed since."""

    async def rule(self, concept: str, text: str, status: AdministrativeStatus, reason: str = "") -> int | None:
        """Give a rendering a status; the number of the step, None where it had it. Raises ``ZhengmingError``."""

    async def undo_step(self, step: int) -> int | None:
        """Undo a step of the term base; the number of the step that did. Raises ``ZhengmingError``."""

    async def find(self, text: str) -> Sequence[Row]:
        """The concepts that a text finds, best first. Raises ``ZhengmingError``."""

    async def warm(self) -> None:
        """Let the first check be as quick as the others. Raises ``ZhengmingError``."""

    def close(self) -> None:
        """End what runs."""


class TermbaseChecking:
    """Checks against a term base, in a process of its own."""

    def __init__(self, termbase: Termbase, checker: Checker | None = None) -> None:
        self.drafts = ArticleDrafts()
        """Where what is not saved yet is kept."""
        self._termbase = termbase
        self._checker = checker or Checker()
        self.find = TermbaseSearching(termbase).find

    @property
    def writable(self) -> bool:
        """Whether renderings can be ruled on."""
        return self._termbase.writable

    @property
    def preparing(self) -> bool:
        """Whether the term base is being compiled, which takes seconds."""
        return self._checker.preparing

    async def open(self, path: str, source: str | None = None) -> Opened:
        """Read an article and its Chinese, see ``open_article``. Raises ``ZhengmingError``."""
        return await to_thread(open_article, path, source)

    async def check(self, opened: Opened, text: str) -> Checked:
        """What is found in ``text``, a draft of the article. Raises ``Outdated`` and what keeps it from checking."""
        source = opened.source
        job = Job(self._termbase.location, opened.folder, opened.path, text)
        if source:
            job = Job(job.location, job.folder, job.path, text, source.path, source.text)
        return await self._checker.check(job)

    def cancel(self) -> None:
        """Check no more of what was given so far."""
        self._checker.cancel()

    async def warm(self) -> None:
        """Let the first check be as quick as the others. Raises ``ZhengmingError``."""
        with suppress(Outdated):
            await self._checker.check(Job(self._termbase.location, str(Path.cwd()), "", _WARMING))

    def close(self) -> None:
        """End the process."""
        self._checker.close()

    async def look(self, opened: Opened) -> Looked:
        """Which of its files were changed since."""
        return await to_thread(_looked, opened)

    async def save(self, path: str, text: str, expected: str | None) -> Stamp:
        """Write an article, over the text ``expected`` only, where that is given. Raises ``ZhengmingError``."""
        return await to_thread(_saved, path, text, expected)

    async def list_waiver(self, opened: Opened, finding: Finding, reason: str, *, everywhere: bool) -> Amended:
        """Waive a finding in the settings: in this article, or ``everywhere``. Raises ``ZhengmingError``."""
        return await to_thread(_listed, opened, finding, reason, "" if everywhere else opened.path)

    async def take_back(self, amended: Amended) -> Amended:
        """Write what stood in a file before; what undoes that. Raises ``ArticleChanged`` if it was changed since."""
        return await to_thread(_taken_back, amended)

    async def rule(self, concept: str, text: str, status: AdministrativeStatus, reason: str = "") -> int | None:
        """Give a rendering a status; the number of the step, None where it had it. Raises ``ZhengmingError``."""
        return await self._termbase.change(partial(_ruled, concept, text, status, reason), what=_verb(status))

    async def undo_step(self, step: int) -> int | None:
        """Undo a step of the term base; the number of the step that did. Raises ``ZhengmingError``."""
        return await self._termbase.change(partial(_undone, step))


def _looked(opened: Opened) -> Looked:
    source = opened.source
    now = replace(
        opened,
        stamp=stamp_of(opened.path),
        settings_stamp=stamp_of(opened.settings),
        source=source and replace(source, stamp=stamp_of(source.path)),
    )
    return Looked(
        now,
        article=now.stamp != opened.stamp,
        missing=now.stamp == Stamp(),
        source=now.source != source,
        settings=now.settings_stamp != opened.settings_stamp,
    )


def _saved(path: str, text: str, expected: str | None) -> Stamp:
    save_text(path, text, expected=expected)
    return stamp_of(path)


def _listed(opened: Opened, finding: Finding, reason: str, path: str) -> Amended:
    from glossary.waivers.writing import with_listed

    before = settings_text(opened.settings)
    after = with_listed(opened.settings, before or "", finding, reason, path=path)
    save_text(opened.settings, after, expected=before)
    return Amended(opened.settings, before, after)


def _taken_back(amended: Amended) -> Amended:
    if amended.before is None:
        if settings_text(amended.path) == amended.after:
            Path(amended.path).unlink()
    else:
        save_text(amended.path, amended.before, expected=amended.after)
    return Amended(amended.path, amended.after, amended.before)


def _ruled(concept: str, text: str, status: AdministrativeStatus, reason: str, store: "Store") -> int | None:
    from termbase.curation.ruling import deprecate, rule

    if status is AdministrativeStatus.DEPRECATED:
        deprecate(store, concept, text, reason)
    else:
        rule(store, concept, text, status, reason=reason)
    return store.recorder.step


def _undone(step: int, store: "Store") -> int | None:
    from termbase.history.undoing import undo

    return undo(store, step).step


def _verb(status: AdministrativeStatus) -> str:
    return {AdministrativeStatus.DEPRECATED: "deprecate", AdministrativeStatus.ADMITTED: "admit"}.get(status, "rule")
