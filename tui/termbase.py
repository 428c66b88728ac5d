"""The term base as the screens reach it: units of work off the thread that draws.

Quick questions, changes and long work have a thread each, so that one never waits for another. A screen asks from an
exclusive worker: when a newer request replaces it, a request that still waits is dropped and the answer of one that
runs is thrown away.
"""

from asyncio import get_running_loop, to_thread
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from termbase.errors import TermbaseReadOnly
from termbase.fingerprints import fingerprint
from termbase.locations import Location

if TYPE_CHECKING:
    from termbase.unit import Store

T = TypeVar("T")

_GLANCE: Final = 0.5
"""Seconds to wait for another program's write when only the revision is asked for."""


class Cancelled(Exception):
    """The user cancelled long work; nothing of it is kept."""


class Watch:
    """How far long work has come, for the thread that draws; and the way to cancel it."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._cancelled = Event()

    def __call__(self, done: int, total: int = 0) -> None:
        """Say how much is ``done`` of ``total``, 0 where nobody knows. Raises ``Cancelled`` after ``cancel``."""
        self.done, self.total = done, total
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Let the work end at the next moment it says how far it is."""
        self._cancelled.set()


class Asking(Protocol):
    """Asks a term base quick questions; ``Termbase`` does, and a test may."""

    async def ask(self, question: "Callable[[Store], T]") -> T:
        """What ``question`` answers in a unit of work that reads. Raises ``ZhengmingError``."""


class Termbase:
    """The term base at ``location``; ``user`` signs the changes, by default the login name."""

    def __init__(self, location: Location, *, read_only: bool = False, user: str | None = None) -> None:
        self.location = location
        self.writable = not (read_only or location.is_builtin)
        self.user = user
        self._reading, self._writing, self._labouring = (
            ThreadPoolExecutor(max_workers=1, thread_name_prefix=name) for name in ("reading", "writing", "labouring")
        )

    @property
    def place(self) -> str:
        """The location for people."""
        return "built-in glossary" if self.location.is_builtin else self.location.shown

    @property
    def refusal(self) -> TermbaseReadOnly:
        """Why nothing can be changed where nothing can, and what to do about it."""
        if self.location.is_builtin:
            return TermbaseReadOnly(self.place, "cannot be changed", "make your own term base first: zhengming init")
        return TermbaseReadOnly(self.place, "is open for reading only", "start without --read-only")

    async def revision(self) -> str:
        """What identifies the content; it changes with every change, whoever made it. Raises ``ZhengmingError``."""
        return await to_thread(fingerprint, self.location, timeout=_GLANCE)

    async def ask(self, question: "Callable[[Store], T]") -> T:
        """What ``question`` answers in a unit of work that reads. Raises ``ZhengmingError``."""
        return await get_running_loop().run_in_executor(self._reading, self._asked, question)

    async def change(self, work: "Callable[[Store], T]", *, what: str = "", why: str = "") -> T:
        """What ``work`` gives in one signed step of the history, which ``what`` names and ``why`` justifies.

        It is done again, from the beginning, where another writer or a broken connection was in the way. Raises
        ``ZhengmingError``; nothing is written then.
        """
        self._refuse_reading()
        unit = partial(self._changed, work, what, why)
        return await get_running_loop().run_in_executor(self._writing, unit)

    async def labour(
        self, work: "Callable[[Store, Watch], T]", watch: Watch, *, writes: bool = False, what: str = "", why: str = ""
    ) -> T:
        """What long ``work`` gives, which tells ``watch`` how far it is; with ``writes`` it is one step, as a change.

        Raises ``Cancelled`` and ``ZhengmingError``; nothing is written then.
        """
        if writes:
            self._refuse_reading()
            unit = partial(self._changed, lambda store: work(store, watch), what, why)
        else:
            unit = partial(self._asked, lambda store: work(store, watch))
        return await get_running_loop().run_in_executor(self._labouring, unit)

    def close(self) -> None:
        """Drop what waits; what is being written is finished."""
        for thread in (self._reading, self._labouring, self._writing):
            thread.shutdown(wait=False, cancel_futures=True)

    def _asked(self, question: "Callable[[Store], T]") -> T:
        with self._opened(read_only=True) as store:
            return question(store)

    def _changed(self, work: "Callable[[Store], T]", what: str, why: str) -> T:
        from termbase.retrying import retried

        def unit() -> T:
            with self._opened(read_only=False, what=what, why=why) as store:
                return work(store)

        return retried(unit)

    def _opened(self, *, read_only: bool, what: str = "", why: str = "") -> "AbstractContextManager[Store]":
        from termbase.store import open_store  # loads SQLAlchemy, 0.3 s; the first request pays, not the first picture

        return open_store(self.location, read_only=read_only, user=self.user, what=what, why=why)

    def _refuse_reading(self) -> None:
        if not self.writable:
            raise self.refusal
