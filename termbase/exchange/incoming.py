"""A file that is to be read: its items as often as they are asked for, with the problems of the last time."""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from termbase.concepts import Concept
from termbase.errors import ExchangeError
from termbase.exchange.formats import Format
from termbase.exchange.values import Problem, ReadOptions
from termbase.history.values import HistoryRecord

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from termbase.exchange.sheet.preview import Preview

_BUFFER: Final = 1 << 16

Opened = Callable[[], BinaryIO]
"""Opens the content of a file, each time from its beginning."""

Watched = Callable[[BinaryIO], AbstractContextManager[BinaryIO]]
"""Gives the stream back, and shows how much of it was read."""


class Incoming:
    """One file in one format. With ``strict`` the first problem is an error."""

    def __init__(
        self,
        source: Format,
        name: str,
        opened: Opened,
        options: ReadOptions,
        *,
        strict: bool = False,
        watched: Watched = nullcontext,
    ) -> None:
        self.name = name
        self._source = source
        self._opened = opened
        self._options = options
        self._strict = strict
        self._watched = watched
        self.problems: list[Problem] = []
        self.history_left_out = False

    @property
    def may_have_history(self) -> bool:
        """Whether the format can carry a history."""
        return self._source.carries_history

    def preview(self) -> "Preview":
        """What the columns of a sheet are taken for; ``ExchangeError`` for a format without columns too."""
        with _reading_errors(self.name), self._opened() as stream:
            return self._source.preview(stream, self.name, self._options)

    def concepts(self) -> Iterator[Concept]:
        """The concepts alone; whether there was a history, too, is noted."""
        for item in self.items():
            if isinstance(item, Concept):
                yield item
            else:
                self.history_left_out = True

    def items(self) -> Iterator[Concept | HistoryRecord]:
        """The concepts, then the history of a file that has one.

        What is wrong with a record is added to ``problems``, or raised where reading is strict. Raises
        ``ExchangeError`` for a file that cannot be read.
        """
        self.problems.clear()
        self.history_left_out = False
        with _reading_errors(self.name), self._opened() as stream, self._watched(stream) as watched:
            for item in self._source.read(watched, self.name, self._options):
                if isinstance(item, Problem):
                    self._note(item)
                else:
                    yield item

    def _note(self, problem: Problem) -> None:
        if self._strict:
            cure = problem.cure or "mend it"
            raise ExchangeError(f"{problem.place}:{problem.line}", problem.problem, f"{cure}; nothing was imported")
        self.problems.append(problem)


def opened_file(path: str | Path) -> Opened:
    """What opens the file at ``path``."""

    def opened() -> BinaryIO:
        return Path(path).open("rb")

    return opened


def watched_file(path: str | Path, watch: Callable[[int, int], None]) -> Opened:
    """What opens the file at ``path``; ``watch`` is told how many of its bytes were read, and may raise to end it."""

    def opened() -> BinaryIO:
        return io.BufferedReader(_WatchedFile(path, watch), _BUFFER)

    return opened


class _WatchedFile(io.FileIO):
    def __init__(self, path: str | Path, watch: Callable[[int, int], None]) -> None:
        super().__init__(path)
        self._watch = watch
        self._size = os.fstat(self.fileno()).st_size

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        count = super().readinto(buffer)
        self._watch(self.tell(), self._size)
        return count

    def readall(self) -> bytes:
        self._watch(0, self._size)
        return super().readall()


@contextmanager
def _reading_errors(name: str) -> Iterator[None]:
    """Turn what the system says against reading a file into an error that names it."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ExchangeError(name, f"cannot be read ({reason})", "check the path and its permissions") from error
