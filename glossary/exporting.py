"""Export a term base, or what is chosen of it, to a file that is either whole or not there."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, Protocol, cast

from glossary.output import replaced_binary_file
from termbase.concepts import Concept
from termbase.errors import ExchangeError
from termbase.exchange.choosing import Choice
from termbase.exchange.formats import Format
from termbase.exchange.values import LossReport, WriteOptions
from termbase.history.values import HistoryRecord

if TYPE_CHECKING:
    from termbase.unit import Store


class Contents(Protocol):
    """What there is to be exported, of one moment."""

    def concepts(self) -> Iterable[Concept]:
        """All concepts; asked for once for every file."""

    def history(self) -> Iterable[HistoryRecord]:
        """What the formats that carry a history write after the concepts."""


@dataclass(frozen=True, slots=True)
class StoredContents:
    """What stands in a term base, with its history if it has one; ``watch`` is told how many concepts were taken."""

    store: "Store"
    has_history: bool = True
    watch: Callable[[int], None] = lambda _: None

    def concepts(self) -> Iterable[Concept]:
        """All concepts, in the order of their ids."""
        for number, concept in enumerate(self.store.concepts(), 1):
            self.watch(number)
            yield concept

    def history(self) -> Iterable[HistoryRecord]:
        """The whole history."""
        from termbase.history.transfer import recorded

        return recorded(self.store) if self.has_history else ()


@dataclass(frozen=True, slots=True)
class Export:
    """What is written, and how. With ``fail_on_loss`` a file that cannot carry everything is an error."""

    target: Format
    choice: Choice = field(default_factory=Choice)
    options: WriteOptions = field(default_factory=WriteOptions)
    fail_on_loss: bool = False

    def write(
        self, contents: Contents, stream: IO[bytes], name: str, tell: Callable[[LossReport], None] = lambda _: None
    ) -> LossReport:
        """Write to a stream, which ``name`` stands for in messages; ``tell`` gets the losses before they may forbid it.

        The history goes along with a whole term base, where the format carries it.
        """
        whole = self.target.carries_history and self.choice == Choice()
        options = replace(self.options, history=contents.history() if whole else ())
        report = self.target.write(self.choice.of(contents.concepts()), cast("BinaryIO", stream), options)
        tell(report)
        if report.losses and self.fail_on_loss:
            problem = f"{self.target.name} cannot carry all of it, so nothing was written"
            raise ExchangeError(name, problem, "choose another format, or let losses be")
        return report

    def losses(self, contents: Contents) -> LossReport:
        """What a file would lose, found by writing one that nobody keeps."""
        with TemporaryFile() as nobodys:
            return replace(self, fail_on_loss=False).write(contents, nobodys, self.target.name)

    def to_file(
        self, contents: Contents, path: Path, tell: Callable[[LossReport], None] = lambda _: None
    ) -> LossReport:
        """Write the file, and the one beside it that some programs want; on an error both are as they were.

        Raises ``ExchangeError``, and ``UsageError`` where nothing can be written.
        """
        companion = self.companion(path)
        with ExitStack() as files:
            stream = files.enter_context(replaced_binary_file(str(path)))
            beside = files.enter_context(replaced_binary_file(str(companion))) if companion else None
            report = self.write(contents, stream, str(path), tell)
            if beside:
                concepts = self.choice.of(contents.concepts())
                self.target.write_companion(concepts, cast("BinaryIO", beside), self.options)
        return report

    def companion(self, path: Path) -> Path | None:
        """The second file that is written beside ``path``, if there is one."""
        return path.with_suffix(self.target.companion) if self.target.companion else None
