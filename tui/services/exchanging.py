"""What the screen of import and export asks for: look at a file, plan, do it; write one, or find what it would lose."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from termbase.exchange.formats import Format, format_for
from termbase.exchange.values import LossReport, Problem, ReadOptions
from termbase.importing.values import ImportPolicy, ImportSummary
from tui.services.import_plan import ImportPlan
from tui.termbase import Termbase, Watch

if TYPE_CHECKING:
    from glossary.exporting import Contents, Export
    from termbase.exchange.sheet.preview import Preview
    from termbase.unit import Store


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that is to be imported, and how it is to be read."""

    path: Path
    source: Format
    options: ReadOptions = field(default_factory=ReadOptions)

    def taking(self, heading: str, column: str | None) -> "IncomingFile":
        """The same file with a column taken for another; an empty one is passed over, None is as recognised."""
        columns = tuple(pair for pair in self.options.columns if pair[0] != heading)
        chosen = columns if column is None else (*columns, (heading, column))
        return replace(self, options=replace(self.options, columns=chosen))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did."""

    summary: ImportSummary
    problems: Sequence[Problem] = ()
    history_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """What there is to choose from: subject fields with their numbers of concepts, and languages."""

    subject_fields: Sequence[tuple[str, int]] = ()
    languages: Sequence[str] = ()


class Exchanging(Protocol):
    """Imports into a term base and exports from it. Every question may raise ``ZhengmingError``."""

    @property
    def place(self) -> str:
        """The term base, for people."""

    @property
    def writable(self) -> bool:
        """Whether an import is possible."""

    async def recognised(self, path: Path) -> Format:
        """The format that a file to be read is in."""

    async def look(self, file: IncomingFile) -> "Preview":
        """What the columns of a sheet are taken for."""

    async def plan(self, file: IncomingFile, plan: ImportPlan, watch: Watch) -> Sequence[Problem]:
        """Fill the plan, and say what cannot be read."""

    async def bring_in(self, file: IncomingFile, policy: ImportPolicy, watch: Watch) -> Outcome:
        """Import the file, in one step."""

    async def offers(self) -> Offers:
        """What there is to choose from in an export."""

    async def losses(self, export: "Export", watch: Watch) -> LossReport:
        """What a file would lose."""

    async def write(self, export: "Export", path: Path, watch: Watch) -> LossReport:
        """Write the file."""


class TermbaseExchanging:
    """Imports into ``termbase`` and exports from it."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase

    @property
    def place(self) -> str:
        """The term base, for people."""
        return self._termbase.place

    @property
    def writable(self) -> bool:
        """Whether an import is possible."""
        return self._termbase.writable

    async def recognised(self, path: Path) -> Format:
        """The format that a file to be read is in."""
        return await to_thread(format_for, path, writing=False)

    async def look(self, file: IncomingFile) -> "Preview":
        """What the columns of a sheet are taken for."""
        from termbase.exchange.incoming import Incoming, opened_file

        incoming = Incoming(file.source, file.path.name, opened_file(file.path), file.options)
        return await to_thread(incoming.preview)

    async def plan(self, file: IncomingFile, plan: ImportPlan, watch: Watch) -> Sequence[Problem]:
        """Fill the plan, and say what cannot be read."""
        from termbase.exchange.incoming import Incoming, watched_file
        from termbase.importing.planning import Planner

        incoming = Incoming(file.source, file.path.name, watched_file(file.path, watch), file.options)

        def planned(store: "Store", _: Watch) -> Sequence[Problem]:
            for batch in Planner(store, ImportPolicy.MERGE).plan(incoming.concepts()):
                watch(watch.done, watch.total)
                plan.add(batch)
            return tuple(incoming.problems)

        return await self._termbase.labour(planned, watch)

    async def bring_in(self, file: IncomingFile, policy: ImportPolicy, watch: Watch) -> Outcome:
        """Import the file, in one step."""
        from termbase.exchange.incoming import Incoming, watched_file

        incoming = Incoming(file.source, file.path.name, watched_file(file.path, watch), file.options)

        def brought(store: "Store", _: Watch) -> Outcome:
            from termbase.importing.bringing import bring_in

            summary = bring_in(
                store, incoming, policy, origin=file.path.name, watch=lambda _: watch(watch.done, watch.total)
            )
            return Outcome(summary, tuple(incoming.problems), incoming.history_left_out)

        return await self._termbase.labour(brought, watch, writes=True, what="import")

    async def offers(self) -> Offers:
        """What there is to choose from in an export."""
        return await self._termbase.labour(lambda store, _: _offers(store), Watch())

    async def losses(self, export: "Export", watch: Watch) -> LossReport:
        """What a file would lose."""
        return await self._termbase.labour(lambda store, _: export.losses(self._contents(store, watch)), watch)

    async def write(self, export: "Export", path: Path, watch: Watch) -> LossReport:
        """Write the file."""
        return await self._termbase.labour(lambda store, _: export.to_file(self._contents(store, watch), path), watch)

    def _contents(self, store: "Store", watch: Watch) -> "Contents":
        from glossary.exporting import StoredContents

        total = store.count()
        return StoredContents(store, not self._termbase.location.is_builtin, lambda done: watch(done, total))


def _offers(store: "Store") -> Offers:
    tallies = store.tallies()
    fields = sorted(tallies.subject_fields, key=lambda it: it[0].casefold())
    return Offers(tuple(fields), tuple(it.language for it in tallies.languages))
